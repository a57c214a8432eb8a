import { type Clock, systemClock } from '../../../src/platform/clock.ts';
import { nodeEnvironment } from '../../../src/platform/node/environment.ts';
import { createFiles } from '../../../src/platform/node/files.ts';
import type { Platform } from '../../../src/platform/platform.ts';
import { FaultyDisk } from './faultyDisk.ts';
import { MemoryDisk } from './memoryDisk.ts';
import { FOLDER } from './testPlatform.ts';

/** How much faster time goes for what is tried on disks with faults. */
const FASTER = 4;

/** Longer sleeps than those for a disk take no time: a store is given it, which is no fault of the disk. */
const LONGEST_PAUSE_MS = 1_500;

/** What has passed since some moment, in milliseconds of the faster time. */
function passed(): number {
  return performance.now() * FASTER;
}

/** A clock whose time goes faster, so that pauses and time-outs are real ones and take little. */
function fastClock(): Clock {
  let skipped = 0;
  const elapsed = () => passed() + skipped;
  return {
    now: () => Date.UTC(2026, 0, 1) + Math.floor(elapsed()),
    elapsed,
    sleep: async (ms, signal) => {
      if (ms <= LONGEST_PAUSE_MS) return systemClock.sleep(ms / FASTER, signal);
      skipped += ms;
    },
  };
}

/** A disk of a window, from now on with a fault. */
type Breaking = (disk: FaultyDisk, memory: MemoryDisk) => void;

/** What may be wrong with the disk of the storage folder, and whether all works in spite of it. */
export const DISKS: Readonly<Record<string, { break: Breaking; works: boolean }>> = {
  full: { break: (disk) => disk.has('full'), works: false },
  'read-only': { break: (disk) => disk.has('readOnly'), works: false },
  'no access': { break: (disk) => disk.has('noAccess'), works: false },
  'broken (EIO)': { break: (disk) => disk.has('broken'), works: false },
  'no folder can be made': { break: (_, memory) => memory.putInPlaceOf(FOLDER), works: false },
  'every rename refused': { break: (disk) => disk.has('renameRefused'), works: false },
  'one rename refused': { break: (disk) => disk.has('renameRefused', { times: 1 }), works: true },
  'no hard links': { break: (disk) => disk.has('noHardLinks'), works: true },
  'no fsync': { break: (disk) => disk.has('noFsync'), works: true },
  'none of these three': {
    break: (disk) => disk.has('noHardLinks').has('noFsync').has('renameRefused', { times: 1 }),
    works: true,
  },
  "others' files": {
    break: (_, memory) => {
      for (const folder of [FOLDER, `${FOLDER}/profiles`, `${FOLDER}/rotations`]) {
        for (const name of ['%E0%A4%A', '%', 'notes.txt', 'half.json', 'Thumbs.db'])
          memory.put(`${folder}/${name}`, '{"a');
        memory.put(`${folder}/%E0%A4%A.rotation.json`, '{"version":');
        memory.put(`${folder}/x.binding.json`, '{"environment":"sand');
      }
    },
    works: true,
  },
};

/** A window on a disk in memory, which can be broken. */
export function fastWindow() {
  const clock = fastClock();
  const memory = new MemoryDisk(clock);
  const disk = new FaultyDisk(memory, clock);
  const platform: Platform = {
    files: createFiles(FOLDER, disk, clock),
    clock,
    environment: { ...nodeEnvironment, variables: {}, startedAt: clock.now() },
  };
  return { memory, disk, platform };
}

/** Within which time everything ends, in milliseconds. */
const IN_TIME_MS = 2_500;

/** What was tried on which disk, and what it came to: printed as a table. */
export class DiskFaultTable {
  readonly #cells = new Map<string, Map<string, string>>();

  /** Does something. @returns what it says, once it was looked whether that is for people, and came in time */
  async try(disk: string, what: string, act: () => Promise<string>): Promise<string> {
    const begun = passed();
    const words = await act();
    const ms = passed() - begun;
    const row = this.#cells.get(disk) ?? new Map<string, string>();
    this.#cells.set(disk, row.set(what, `${(ms / 1_000).toFixed(1)} s  ${words || 'done'}`));
    if (/\/storage|\/home|\bE[A-Z]{3,}\b|\bFileError|\bStoreError/.test(words)) throw new Error(`raw: ${words}`);
    if (ms > IN_TIME_MS) throw new Error(`${what} on a disk that is ${disk} took ${Math.round(ms)} ms: ${words}`);
    return words;
  }

  /** To be called at the end. */
  print(title: string): void {
    const lines = [...this.#cells].flatMap(([disk, row]) => [
      `    ${disk}`,
      ...[...row].map(([what, cell]) => `      ${what.padEnd(20)} ${cell}`),
    ]);
    console.log([`    ${title}`, ...lines].join('\n'));
  }
}
