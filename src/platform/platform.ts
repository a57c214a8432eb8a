import type { Clock } from './clock.ts';
import type { Environment } from './environment.ts';
import type { Files } from './files.ts';

/**
 * What the extension runs on: the door to the machine. It is made once, where the extension starts, and handed down, so
 * that a test can hand in one whose disk is full or whose clock jumps.
 */
export interface Platform {
  /** Of the folder that the editor gives the extension, for what holds no secret; all windows share it. */
  readonly files: Files;
  readonly clock: Clock;
  readonly environment: Environment;
}

/** The same, with the files of a folder below. */
export function inFolder(platform: Platform, name: string): Platform {
  return { ...platform, files: platform.files.folder(name) };
}
