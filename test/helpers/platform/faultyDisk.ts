import type { Clock } from '../../../src/platform/clock.ts';
import type { Disk, NewFile } from '../../../src/platform/node/disk.ts';
import { refusal } from './memoryDisk.ts';

/** A call of a disk; `write`, `sync` and `close` are those of a file that was opened. */
export type DiskCall = keyof Disk | keyof NewFile;

/**
 * What a disk does instead of its work.
 * - `full`: takes the first half of what is written
 * - `readOnly`, `noAccess`, `broken`: as they are called
 * - `noHardLinks`, `noFsync`: does not know how
 * - `renameRefused`: a virus scanner has the file
 * - `slow`: takes longer than anybody waits for it, twice over
 * - `silent`: never answers
 */
export type DiskFault =
  | 'full'
  | 'readOnly'
  | 'noAccess'
  | 'broken'
  | 'noHardLinks'
  | 'noFsync'
  | 'renameRefused'
  | 'slow'
  | 'silent';

const CHANGES = ['makeFolder', 'open', 'append', 'rename', 'link', 'remove'] as const;
const ALL: readonly DiskCall[] = [...CHANGES, 'list', 'read', 'modifiedAt', 'write', 'sync', 'close', 'watch'];

/** Which calls a fault strikes, and what they say then. */
const STRIKES: Readonly<Record<DiskFault, { calls: readonly DiskCall[]; codes: readonly string[] }>> = {
  full: { calls: ['makeFolder', 'write', 'append'], codes: ['ENOSPC', 'EDQUOT'] },
  readOnly: { calls: CHANGES, codes: ['EROFS'] },
  noAccess: { calls: [...CHANGES, 'list', 'read', 'modifiedAt'], codes: ['EACCES'] },
  broken: { calls: ALL, codes: ['EIO'] },
  noHardLinks: { calls: ['link'], codes: ['EPERM', 'ENOTSUP', 'EACCES', 'ENOSYS'] },
  noFsync: { calls: ['sync'], codes: ['EINVAL', 'ENOTSUP', 'EPERM'] },
  renameRefused: { calls: ['rename'], codes: ['EPERM', 'EACCES', 'EBUSY'] },
  slow: { calls: ALL, codes: [] },
  silent: { calls: ALL, codes: [] },
};

/** How long a slow disk takes for a call, in milliseconds. */
export const SLOW_MS = 25_000;

/** The kinds of faults. */
export const DISK_FAULTS = Object.keys(STRIKES) as readonly DiskFault[];

/** Which uses of a disk a fault strikes. */
export interface Strike {
  /** How many. Default: all from now on. */
  readonly times?: number;
  /** How many are let through first. Default: none. */
  readonly after?: number;
  /** Only these calls. Default: all that the fault can strike. */
  readonly calls?: readonly DiskCall[];
}

interface Planned {
  readonly fault: DiskFault;
  readonly calls: readonly DiskCall[];
  after: number;
  times: number;
}

/** A disk with faults, those of which there are several words in each of them in turn. Without one it is the disk below. */
export class FaultyDisk implements Disk {
  readonly #disk: Disk;
  readonly #clock: Clock;
  #planned: Planned[] = [];
  #struck = 0;
  #isCut = false;
  #cutAfter = Number.POSITIVE_INFINITY;

  /** All calls since the disk was made, in their order. */
  readonly calls: DiskCall[] = [];

  /** @param clock which says how long slow is */
  constructor(disk: Disk, clock: Clock) {
    this.#disk = disk;
    this.#clock = clock;
  }

  /** How often a fault has struck. */
  get struck(): number {
    return this.#struck;
  }

  /** From now on, the disk has this fault too. */
  has(fault: DiskFault, { times = Number.POSITIVE_INFINITY, after = 0, calls }: Strike = {}): this {
    const strikes = STRIKES[fault].calls.filter((call) => calls?.includes(call) ?? true);
    this.#planned.push({ fault, calls: strikes, after, times });
    return this;
  }

  /**
   * The process ends at a call, of which half is done where it writes: neither that one nor any after it ever answers.
   * What is on the disk below is what the next process finds.
   * @param after how many calls are let through first
   */
  cutOff(after: number): void {
    this.#cutAfter = this.calls.length + after;
  }

  /** Does its work from now on, unless the process ended. */
  heal(): void {
    this.#planned = [];
  }

  list = (folder: string) => this.#use('list', () => this.#disk.list(folder));
  read = (file: string) => this.#use('read', () => this.#disk.read(file));
  modifiedAt = (file: string) => this.#use('modifiedAt', () => this.#disk.modifiedAt(file));
  makeFolder = (folder: string) => this.#use('makeFolder', () => this.#disk.makeFolder(folder));
  rename = (from: string, to: string) => this.#use('rename', () => this.#disk.rename(from, to));
  link = (from: string, to: string) => this.#use('link', () => this.#disk.link(from, to));
  remove = (file: string) => this.#use('remove', () => this.#disk.remove(file));
  append = (file: string, text: string) =>
    this.#use(
      'append',
      () => this.#disk.append(file, text),
      () => this.#disk.append(file, half(text)),
    );

  open = (file: string): Promise<NewFile> =>
    this.#use('open', async () => {
      const opened = await this.#disk.open(file);
      return {
        write: (text) =>
          this.#use(
            'write',
            () => opened.write(text),
            () => opened.write(half(text)),
          ),
        sync: () => this.#use('sync', () => opened.sync()),
        // What was opened is closed all the same: a test must not run out of files.
        close: () => opened.close().then(() => this.#use('close', async () => undefined)),
      };
    });

  watch = (folder: string, changed: (name: string | null) => void): { close(): void } => {
    const fault = this.#next('watch');
    if (fault && STRIKES[fault].codes[0]) throw refusal(STRIKES[fault].codes[0]);
    return this.#disk.watch(folder, changed);
  };

  /** @param halfOf does the first half of it */
  async #use<T>(call: DiskCall, act: () => Promise<T>, halfOf?: () => Promise<unknown>): Promise<T> {
    const fault = this.#next(call);
    if (this.#isCut) return never();
    if (this.calls.length > this.#cutAfter) {
      this.#isCut = true;
      await halfOf?.();
      return never();
    }
    if (fault === undefined) return act();
    if (fault === 'silent') return never();
    if (fault === 'slow') {
      await this.#clock.sleep(SLOW_MS);
      return act();
    }
    if (fault === 'full') await halfOf?.();
    const { codes } = STRIKES[fault];
    throw refusal(codes[this.#struck % codes.length] ?? '');
  }

  /** Notes a call. @returns what strikes it */
  #next(call: DiskCall): DiskFault | undefined {
    this.calls.push(call);
    for (const planned of this.#planned) {
      if (!planned.calls.includes(call) || planned.times === 0) continue;
      if (planned.after > 0) {
        planned.after -= 1;
        continue;
      }
      planned.times -= 1;
      this.#struck += 1;
      return planned.fault;
    }
    return undefined;
  }
}

function half(text: string): string {
  return text.slice(0, Math.floor(text.length / 2));
}

function never(): Promise<never> {
  return new Promise(() => undefined);
}
