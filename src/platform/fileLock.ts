import { randomUUID } from 'node:crypto';
import { link, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { type Clock, LEASE_MS, type Lease, type Lock } from '../rotation/machine/ports.ts';

/** Who has a lock, or had it last. */
interface Holder {
  /** The computer or container, since a number of a process says nothing on another one that shares the folder. */
  host: string;
  /** Of the extension host, so that a window that was reloaded need not be waited for. */
  pid: number;
  /** Milliseconds since 1970. */
  until: number;
}

/** The folder of the locks, and whose extension host this is. */
export interface LockPlace {
  /** Names of the files; makes the folder if it is not there. */
  list(): Promise<readonly string[]>;
  /** @throws NodeJS.ErrnoException `ENOENT` when it is not there */
  read(name: string): Promise<string>;
  /** Writes a file as a whole, unless there is one of that name. @returns `false` when there is, or it cannot be written */
  create(name: string, text: string): Promise<boolean>;
  /** Writes a file as a whole, in the place of the one before. */
  replace(name: string, text: string): Promise<void>;
  remove(name: string): Promise<void>;
  readonly host: string;
  readonly pid: number;
  /** Of a process of this host. */
  isAlive(pid: number): boolean;
}

/**
 * At most one holder a name over all windows of this editor: a file that only one of them can create. It names its
 * owner and ends by itself, so that a window that is gone does not lock the others out. Each holder has a file of its
 * own with the next number, and the highest number has the lock: none is ever taken away before there is a higher one,
 * so that at no moment two windows find the lock free.
 * @param folder where all windows of the editor look
 */
export function createFileLock(folder: string, clock: Clock): Lock {
  return createLock(folderOfLocks(folder), clock);
}

/** {@link createFileLock} in any such place. */
export function createLock(place: LockPlace, clock: Clock): Lock {
  return {
    async acquire(profile) {
      const files = filesOf(place, profile);
      const [last] = await files.numbers();
      const before = last === undefined ? undefined : await files.holder(last);
      if (before && before.until > clock.now() && !isGone(place, before)) return undefined;
      const { host, pid } = place;
      const holder = { host, pid, until: clock.now() + LEASE_MS };
      const number = (last ?? 0) + 1;
      if (!(await place.create(files.name(number), JSON.stringify(holder)))) return undefined;
      const [highest, ...lower] = await files.numbers();
      // Others came and went since we looked: what we have made is an old number.
      if (highest !== number) return undefined;
      for (const each of lower) await place.remove(files.name(each)).catch(() => undefined);
      const isOwn = before?.host === host && before.pid === pid;
      const othersUntil = before && !isOwn ? Math.min(before.until, clock.now()) : undefined;
      return lease(files, number, holder, clock, othersUntil);
    },
  };
}

/** Whether its window is known to be gone, whatever its lease says. */
function isGone({ host, isAlive }: LockPlace, holder: Holder): boolean {
  return holder.host === host && !isAlive(holder.pid);
}

/** The files of one lock. */
interface LockFiles {
  readonly place: LockPlace;
  name(number: number): string;
  /** Of the files that are there, the highest first. */
  numbers(): Promise<number[]>;
  /** @returns `undefined` when there is no such file */
  holder(number: number): Promise<Holder | undefined>;
}

/** The end of a file's name. */
const NUMBERED = /\.(\d+)\.lock$/;

function filesOf(place: LockPlace, profile: string): LockFiles {
  const start = `${Buffer.from(profile).toString('base64url').slice(0, 120)}.`;
  const name = (number: number) => `${start}${number}.lock`;
  return {
    place,
    name,
    async numbers() {
      const ours = (await place.list()).filter((each) => each.startsWith(start));
      const numbers = ours.flatMap((each) => NUMBERED.exec(each)?.[1] ?? []);
      return numbers.map(Number).sort((a, b) => b - a);
    },
    async holder(number) {
      try {
        const { host, pid, until } = JSON.parse(await place.read(name(number)));
        return { host: String(host), pid: Number(pid), until: Number(until) };
      } catch (error) {
        // The file appears whole, so what cannot be read was damaged, and its lease counts as ended.
        return (error as NodeJS.ErrnoException).code === 'ENOENT' ? undefined : { host: '', pid: 0, until: 0 };
      }
    },
  };
}

/** How long before its end a lease is no longer renewed, in milliseconds: another window may be about to take it. */
const LAST_MOMENTS_MS = 5_000;

function lease(files: LockFiles, number: number, first: Holder, clock: Clock, othersUntil: number | undefined): Lease {
  let { until } = first;
  const isOurs = async () => clock.now() < until - LAST_MOMENTS_MS && (await files.numbers())[0] === number;
  const write = async (end: number) => {
    await files.place.replace(files.name(number), JSON.stringify({ ...first, until: end }));
    until = end;
  };
  return {
    othersUntil,
    async renew() {
      if (!(await isOurs())) return false;
      await write(clock.now() + LEASE_MS);
      return true;
    },
    async release() {
      // The file stays, so that another window knows until when this one was writing.
      if (await isOurs()) await write(clock.now());
    },
  };
}

/** A folder on the disk, for this process. */
export function folderOfLocks(folder: string): LockPlace {
  /** What is written appears whole: it is moved to its place by `put`. */
  const write = async (name: string, text: string, put: (from: string, to: string) => Promise<void>) => {
    const temporary = join(folder, `${name}.${randomUUID()}`);
    try {
      await writeFile(temporary, text);
      await put(temporary, join(folder, name));
    } finally {
      await rm(temporary, { force: true });
    }
  };
  return {
    async list() {
      await mkdir(folder, { recursive: true });
      return readdir(folder);
    },
    read: (name) => readFile(join(folder, name), 'utf8'),
    create: (name, text) =>
      write(name, text, link).then(
        () => true,
        () => false,
      ),
    replace: (name, text) => write(name, text, rename),
    remove: (name) => rm(join(folder, name), { force: true }),
    host: hostname(),
    pid: process.pid,
    isAlive,
  };
}

/** Whether there is such a process on this computer. */
export function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // It is there and belongs to somebody else.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
