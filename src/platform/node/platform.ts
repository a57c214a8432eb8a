import { systemClock } from '../clock.ts';
import type { Platform } from '../platform.ts';
import { nodeDisk } from './disk.ts';
import { nodeEnvironment } from './environment.ts';
import { createFiles } from './files.ts';

/** A process of Node's. @param folder of the extension's files, absolute */
export function createNodePlatform(folder: string): Platform {
  const clock = { ...systemClock, elapsed };
  return { files: createFiles(folder, nodeDisk, clock), clock, environment: nodeEnvironment };
}

/** Milliseconds of the clock that all processes of a computer share: it is not `performance.now`, which is each one's. */
function elapsed(): number {
  const [seconds, nanoseconds] = process.hrtime();
  return seconds * 1_000 + nanoseconds / 1_000_000;
}
