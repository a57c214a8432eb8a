import * as v from 'valibot';
import { base64url } from './base64url.ts';
import type { Clock } from './clock.ts';
import type { Environment } from './environment.ts';
import type { Files } from './files.ts';
import { LEASE_MS, type Lease, type Lock } from './lock.ts';
import { randomId } from './randomness.ts';

/** What a lock needs: the folder where all windows of the editor look, and what tells windows and moments apart. */
export interface LockPlace {
  readonly files: Pick<Files, 'list' | 'read' | 'create' | 'replace' | 'remove'>;
  readonly clock: Pick<Clock, 'now' | 'elapsed'>;
  readonly environment: Pick<Environment, 'host' | 'pid' | 'isAlive'>;
}

const holder = v.object({
  host: v.string(),
  pid: v.number(),
  /** By the wall clock, in milliseconds since 1970: for other hosts. */
  until: v.number(),
  /** By the elapsed time of its host, which no wall clock moves. Not told by what an earlier version wrote. */
  ends: v.exactOptional(v.number()),
  /** Of the attempt to take it. */
  id: v.exactOptional(v.string()),
});

/** Who has a lock, or had it last. */
type Holder = v.InferOutput<typeof holder>;

/**
 * At most one holder a subject over all windows of this editor: a file that only one of them can create. It names its
 * owner and ends by itself, so that a window that is gone does not lock the others out. Each holder has a file of its
 * own with the next number, and the highest number has the lock: none is ever taken away before there is a higher one,
 * so that at no moment two windows find the lock free.
 */
export function createFileLock(place: LockPlace): Lock {
  const { files, clock, environment } = place;
  const { host, pid } = environment;
  const unread = new Unread(clock);
  /** Attempts that failed, though their files may be there. */
  const failed = new Set<string>();

  const isFree = (name: string, last: Holder | 'unreadable') => {
    if (last === 'unreadable') return unread.isOld(name);
    const hasFailed = last.id !== undefined && failed.has(last.id);
    return hasFailed || isGone(environment, last) || isOver(place, last);
  };

  return {
    async acquire(subject) {
      const own = filesOf(files, subject);
      const [last = 0] = await own.numbers();
      const before = last > 0 ? await own.holder(last) : undefined;
      if (before && !isFree(own.name(last), before)) return undefined;
      const [number, id] = [last + 1, randomId()];
      const next = { host, pid, ...ending(clock, LEASE_MS), id };
      try {
        if (!(await files.create(own.name(number), JSON.stringify(next)))) return undefined;
        const [highest, ...lower] = await own.numbers();
        // Others came and went since we looked: what we have made is an old number.
        if (highest !== number) return undefined;
        for (const each of lower) await files.remove(own.name(each)).catch(() => undefined);
      } catch (error) {
        failed.add(id);
        throw error;
      }
      return lease(place, own, number, next, before && endOf(place, before));
    },
  };
}

/** When a lease ended that another window had, in milliseconds since 1970. */
function endOf({ clock, environment }: LockPlace, before: Holder | 'unreadable'): number | undefined {
  const now = clock.now();
  if (before === 'unreadable') return now;
  const { host, pid, until, ends } = before;
  if (host !== environment.host || ends === undefined) return Math.min(until, now);
  return pid === environment.pid ? undefined : now - Math.max(clock.elapsed() - ends, 0);
}

/** Whether its window is known to be gone, whatever its lease says. */
function isGone({ host, isAlive }: LockPlace['environment'], holder: Holder): boolean {
  return holder.host === host && !isAlive(holder.pid);
}

/** How far the clocks of two hosts that share a folder may be apart, in milliseconds. */
const APART_MS = LEASE_MS;

/** Whether a lease has ended. One that ends later than it can was given by a clock that was wrong, or before a restart. */
function isOver({ clock, environment }: LockPlace, { host, until, ends }: Holder): boolean {
  if (host === environment.host && ends !== undefined) {
    const left = ends - clock.elapsed();
    return left <= 0 || left > LEASE_MS;
  }
  const left = until - clock.now();
  return left <= 0 || left > LEASE_MS + APART_MS;
}

/** When a lease ends that lasts so many milliseconds from now. */
function ending(clock: LockPlace['clock'], ms: number): Pick<Holder, 'until'> & { readonly ends: number } {
  return { until: clock.now() + ms, ends: clock.elapsed() + ms };
}

/** How long a window may take to write the file that it has made, with a margin, in milliseconds. */
const WRITING_MS = 5_000;

/**
 * Files that cannot be read. On a disk without hard links one is being written, and its window has the lock; one that
 * stays so was left by a crash. That is told by when it was seen first, as nobody knows how the clock of the disk goes.
 */
class Unread {
  readonly #clock: LockPlace['clock'];
  readonly #seen = new Map<string, number>();

  constructor(clock: LockPlace['clock']) {
    this.#clock = clock;
  }

  /** Asked of a file each time it could not be read. */
  isOld(name: string): boolean {
    const now = this.#clock.elapsed();
    const since = this.#seen.get(name) ?? now;
    this.#seen.set(name, since);
    return now - since >= WRITING_MS;
  }
}

/** The files of one lock. */
interface LockFiles {
  name(number: number): string;
  /** Of the files that are there, the highest first. */
  numbers(): Promise<number[]>;
  /** Of the file of a number; `undefined` when there is none. */
  holder(number: number): Promise<Holder | 'unreadable' | undefined>;
}

/** The end of a file's name. */
const NUMBERED = /\.(\d+)\.lock$/;

function filesOf(files: LockPlace['files'], subject: string): LockFiles {
  const start = `${base64url(new TextEncoder().encode(subject)).slice(0, 120)}.`;
  const name = (number: number) => `${start}${number}.lock`;
  return {
    name,
    async numbers() {
      const ours = ((await files.list()) ?? []).filter((each) => each.startsWith(start));
      const numbers = ours.flatMap((each) => NUMBERED.exec(each)?.[1] ?? []);
      return numbers.map(Number).sort((a, b) => b - a);
    },
    async holder(number) {
      const text = await files.read(name(number));
      if (text === undefined) return undefined;
      const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), holder), text);
      return parsed.success ? parsed.output : 'unreadable';
    },
  };
}

/** How long before its end a lease is no longer renewed, in milliseconds: another window may be about to take it. */
const LAST_MOMENTS_MS = 5_000;

function lease(
  { files, clock }: LockPlace,
  own: LockFiles,
  number: number,
  first: Holder & { readonly ends: number },
  othersUntil: number | undefined,
): Lease {
  let { ends } = first;
  const isHighest = async () => (await own.numbers())[0] === number;
  const write = async (ms: number) => {
    const next = { ...first, ...ending(clock, ms) };
    await files.replace(own.name(number), JSON.stringify(next));
    ends = next.ends;
  };
  return {
    othersUntil,
    async renew() {
      if (clock.elapsed() >= ends - LAST_MOMENTS_MS || !(await isHighest())) return false;
      await write(LEASE_MS);
      return true;
    },
    async release() {
      // The file stays, so that another window knows until when this one was writing.
      if (!(await isHighest())) return;
      // Where it cannot be replaced, one with the next number says the same: a lease that has ended.
      const ended = () => JSON.stringify({ ...first, ...ending(clock, 0) });
      await write(0).catch(() => files.create(own.name(number + 1), ended()));
    },
  };
}
