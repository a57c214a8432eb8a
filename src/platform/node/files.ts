import { join } from 'node:path';
import type { Clock } from '../clock.ts';
import { CHANGE_TIMEOUT_MS, FILE_TIMEOUT_MS, FileError, type Files } from '../files.ts';
import { randomId } from '../randomness.ts';
import type { Disk, NewFile } from './disk.ts';
import { codeOf, failureOf, isLost, isPassing, isPassingRename } from './failures.ts';

/** The files of a folder on a disk. @param folder absolute */
export function createFiles(folder: string, disk: Disk, clock: Clock): Files {
  return new DiskFiles(folder, disk, clock, new Map());
}

/** What the names of files end with that are just being written. */
const TEMPORARY = '.tmp';

/** How long something that another program has is waited for, each time it refuses, in milliseconds. */
const PAUSES_MS = [10, 40, 150, 300];

/**
 * In how many turns the time-out is waited for: while this process stands still, no answer can be heard, and one turn at
 * most passes.
 */
const TURNS = 10;

class DiskFiles implements Files {
  readonly #folder: string;
  readonly #disk: Disk;
  readonly #clock: Clock;
  /** The last change of each file that has not ended, whether or not anybody waits for it still. */
  readonly #changes: Map<string, Promise<void>>;

  constructor(folder: string, disk: Disk, clock: Clock, changes: Map<string, Promise<void>>) {
    this.#folder = folder;
    this.#disk = disk;
    this.#clock = clock;
    this.#changes = changes;
  }

  list(): Promise<readonly string[] | undefined> {
    return this.#inTime(async () => {
      const names = await this.#disk.list(this.#folder).catch(ifAbsent);
      return names?.filter((name) => !name.endsWith(TEMPORARY));
    });
  }

  read(name: string): Promise<string | undefined> {
    return this.#inTime((late) =>
      this.#patiently(late, isPassing, () => this.#disk.read(this.#at(name))).catch(ifAbsent),
    );
  }

  modifiedAt(name: string): Promise<number | undefined> {
    return this.#inTime(() => this.#disk.modifiedAt(this.#at(name)).catch(ifAbsent));
  }

  replace(name: string, text: string): Promise<void> {
    return this.#change(name, async (late) => {
      const temporary = await this.#prepare(name, late, (file) => fill(file, text, synced));
      try {
        await this.#patiently(late, isPassingRename, () => this.#disk.rename(temporary, this.#at(name)));
      } catch (error) {
        await this.#drop(temporary);
        throw error;
      }
    });
  }

  create(name: string, text: string): Promise<boolean> {
    return this.#change(name, async (late) => {
      const temporary = await this.#prepare(name, late, (file) => fill(file, text));
      try {
        await this.#disk.link(temporary, this.#at(name));
        return true;
      } catch (error) {
        if (codeOf(error) === 'EEXIST') return false;
      } finally {
        await this.#drop(temporary);
      }
      // Most likely a disk without hard links. If it was something else, that refuses this as well.
      late.throwIfAborted();
      return this.#claim(this.#at(name), (file) => fill(file, text));
    });
  }

  append(name: string, text: string): Promise<void> {
    return this.#change(name, () => this.#withFolder(() => this.#disk.append(this.#at(name), text)));
  }

  remove(name: string): Promise<void> {
    return this.#change(name, (late) =>
      this.#patiently(late, isPassing, () => this.#disk.remove(this.#at(name))).catch(ifAbsent),
    );
  }

  watch(changed: () => void): Promise<{ dispose(): void }> {
    return this.#inTime(async (late) => {
      await this.#disk.makeFolder(this.#folder);
      late.throwIfAborted();
      try {
        const watcher = this.#disk.watch(this.#folder, (name) => {
          if (!name?.endsWith(TEMPORARY)) changed();
        });
        return { dispose: () => watcher.close() };
      } catch {
        // Its codes mean something else: `ENOSPC` is one watcher too many.
        throw new FileError('unreachable');
      }
    });
  }

  folder(name: string): Files {
    return new DiskFiles(this.#at(name), this.#disk, this.#clock, this.#changes);
  }

  #at(name: string): string {
    return join(this.#folder, name);
  }

  /** Writes a file that nobody looks at; it is to be put into its place, unless it is too late for that. */
  async #prepare(name: string, late: AbortSignal, write: (file: NewFile) => Promise<void>): Promise<string> {
    const temporary = this.#at(`${name}.${randomId()}${TEMPORARY}`);
    const file = await this.#withFolder(() => this.#disk.open(temporary));
    try {
      await write(file);
      late.throwIfAborted();
      return temporary;
    } catch (error) {
      await this.#drop(temporary);
      throw error;
    }
  }

  /** Makes a file in its place. @returns `false` when there is one */
  async #claim(path: string, write: (file: NewFile) => Promise<void>): Promise<boolean> {
    let file: NewFile;
    try {
      file = await this.#disk.open(path);
    } catch (error) {
      if (codeOf(error) === 'EEXIST') return false;
      throw error;
    }
    try {
      await write(file);
      return true;
    } catch (error) {
      await this.#drop(path);
      throw error;
    }
  }

  /** Removes what did not come to anything, as far as that can be done. */
  async #drop(path: string): Promise<void> {
    await this.#disk.remove(path).catch(() => undefined);
  }

  /** Writes something new, once more with the folder made if that is what it lacks. */
  async #withFolder<T>(write: () => Promise<T>): Promise<T> {
    try {
      return await write();
    } catch (error) {
      if (codeOf(error) !== 'ENOENT') throw error;
    }
    await this.#disk.makeFolder(this.#folder);
    return write();
  }

  /** Tries again while something else is in the way: a virus scanner has a new file for a moment. */
  async #patiently<T>(late: AbortSignal, passes: (error: unknown) => boolean, act: () => Promise<T>): Promise<T> {
    for (const pause of PAUSES_MS) {
      try {
        return await act();
      } catch (error) {
        if (!passes(error)) throw error;
      }
      await this.#clock.sleep(pause, late);
      late.throwIfAborted();
    }
    return act();
  }

  /**
   * Changes a file once the change before it has ended: one that a disk was slow to make must not undo a later one. None
   * begins after it was said that it was not made.
   */
  #change<T>(name: string, act: (late: AbortSignal) => Promise<T>): Promise<T> {
    return this.#inTime((late) => {
      const path = this.#at(name);
      const before = this.#changes.get(path) ?? Promise.resolve();
      const change = before.then(() => {
        late.throwIfAborted();
        return act(late);
      });
      const ended = change.then(
        () => undefined,
        () => undefined,
      );
      this.#changes.set(path, ended);
      void ended.then(() => {
        if (this.#changes.get(path) === ended) this.#changes.delete(path);
      });
      return change;
    }, CHANGE_TIMEOUT_MS);
  }

  /** @param act is told when nobody waits for it any more */
  async #inTime<T>(act: (late: AbortSignal) => Promise<T>, limitMs = FILE_TIMEOUT_MS): Promise<T> {
    const [late, done] = [new AbortController(), new AbortController()];
    const tooLate = this.#patience(limitMs, done.signal).then((): never => {
      late.abort();
      throw new FileError('timedOut');
    });
    return Promise.race([act(late.signal), tooLate])
      .catch((error: unknown) => {
        throw error instanceof FileError ? error : new FileError(failureOf(error));
      })
      .finally(() => done.abort());
  }

  /** Ends after the time that a use may take, in which this process, held up by others, or asleep, may stand still. */
  async #patience(limitMs: number, over: AbortSignal): Promise<void> {
    for (let turn = 0; turn < TURNS; turn += 1) await this.#clock.sleep(limitMs / TURNS, over);
  }
}

async function fill(file: NewFile, text: string, then: (file: NewFile) => Promise<void> = async () => undefined) {
  try {
    await file.write(text);
    await then(file);
  } finally {
    await file.close();
  }
}

/** Has it on the disk, as far as that does such a thing: some network drives do not. */
async function synced(file: NewFile): Promise<void> {
  try {
    await file.sync();
  } catch (error) {
    if (isLost(error)) throw error;
  }
}

/** What is not there is an answer; any other failure is one. */
function ifAbsent(error: unknown): undefined {
  if (codeOf(error) !== 'ENOENT') throw error;
}
