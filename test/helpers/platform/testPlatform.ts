import type { Environment } from '../../../src/platform/environment.ts';
import { createFiles } from '../../../src/platform/node/files.ts';
import type { Platform } from '../../../src/platform/platform.ts';
import { FaultyDisk } from './faultyDisk.ts';
import { MemoryDisk } from './memoryDisk.ts';
import { TestClock } from './testClock.ts';

/** Where the extension's files are on a disk in memory. */
export const FOLDER = '/storage';

/** What tells a window from another one. */
export type WindowOptions = Partial<Pick<Environment, 'host' | 'pid' | 'variables'>>;

/**
 * One computer with windows of an editor: they share its clock and its disk, and each has faults of its own. Their
 * processes live until {@link Computer.end}.
 */
export class Computer {
  readonly clock: TestClock;
  readonly disk: MemoryDisk;
  readonly #ended = new Set<number>();
  #pid = 100;

  constructor(clock: TestClock = new TestClock(), disk: MemoryDisk = new MemoryDisk(clock)) {
    this.clock = clock;
    this.disk = disk;
  }

  /** Opens a window: what it runs on, and its way to the disk. */
  window({ host = 'one', pid, variables = {} }: WindowOptions = {}): TestWindow {
    this.#pid += 1;
    const disk = new FaultyDisk(this.disk, this.clock);
    const environment: Environment = {
      variables,
      host,
      pid: pid ?? this.#pid,
      startedAt: this.clock.now(),
      isAlive: (other) => !this.#ended.has(other),
    };
    return { disk, platform: { files: createFiles(FOLDER, disk, this.clock), clock: this.clock, environment } };
  }

  /** Ends a window's process where it is. */
  end({ platform, disk }: TestWindow): void {
    disk.cutOff(0);
    this.#ended.add(platform.environment.pid);
  }
}

export interface TestWindow {
  readonly platform: Platform;
  readonly disk: FaultyDisk;
}
