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
  /** By its wall clock, in milliseconds since 1970: for people, and for what an earlier version reads. */
  until: v.number(),
  /** By the elapsed time of its host, which no wall clock moves. Not told by what an earlier version wrote. */
  ends: v.exactOptional(v.number()),
  /** Of the attempt to take it. */
  id: v.exactOptional(v.string()),
  /** It was given back. */
  over: v.exactOptional(v.literal(true)),
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
  const watched = new Watched(clock);
  /** Attempts that failed, though their files may be there; and when the lease ended that another window had before. */
  const failed = new Map<string, number | undefined>();

  const isFree = (name: string, last: Holder | 'unreadable') => {
    if (last === 'unreadable') return watched.isUnchanged(name, '', WRITING_MS);
    if (last.over || (last.id !== undefined && failed.has(last.id)) || isGone(environment, last)) return true;
    if (last.host === host && last.ends !== undefined) return isOver(clock, last.ends);
    return watched.isUnchanged(name, JSON.stringify(last), LEASE_MS);
  };

  /** When a lease ended that another window had, by elapsed time; `undefined` when it was this window's own. */
  const endOf = (before: Holder | 'unreadable') => {
    const elapsed = clock.elapsed();
    if (before === 'unreadable') return elapsed;
    // Nobody had the lock by an attempt that failed, so the one before it is the last that somebody had.
    if (before.id !== undefined && failed.has(before.id)) return failed.get(before.id);
    // Nobody knows how long ago that is by the clock of another host.
    if (before.host !== host || before.ends === undefined) return elapsed;
    return before.pid === pid ? undefined : Math.min(before.ends, elapsed);
  };

  return {
    async acquire(subject) {
      const own = filesOf(files, subject);
      const [last = 0] = await own.numbers();
      const before = last > 0 ? await own.holder(last) : undefined;
      if (before && !isFree(own.name(last), before)) return undefined;
      const [number, id] = [last + 1, randomId()];
      const next = { host, pid, ...ending(clock, LEASE_MS), id };
      const othersUntil = before && endOf(before);
      try {
        if (!(await files.create(own.name(number), JSON.stringify(next)))) return undefined;
        const [highest, ...lower] = await own.numbers();
        // Others came and went since we looked: what we have made is an old number.
        if (highest !== number) return undefined;
        for (const each of lower) await files.remove(own.name(each)).catch(() => undefined);
      } catch (error) {
        failed.set(id, othersUntil);
        throw error;
      }
      return lease(place, own, number, next, othersUntil);
    },
  };
}

/** Whether its window is known to be gone, whatever its lease says. */
function isGone({ host, isAlive }: LockPlace['environment'], holder: Holder): boolean {
  return holder.host === host && !isAlive(holder.pid);
}

/** Whether a lease has ended. One that ends later than it can was given before this computer was started anew. */
function isOver(clock: LockPlace['clock'], ends: number): boolean {
  const left = ends - clock.elapsed();
  return left <= 0 || left > LEASE_MS;
}

/** When a lease ends that lasts so many milliseconds from now. */
function ending(clock: LockPlace['clock'], ms: number): Pick<Holder, 'until'> & { readonly ends: number } {
  return { until: clock.now() + ms, ends: clock.elapsed() + ms };
}

/** How long a window may take to write the file that it has made, with a margin, in milliseconds. */
const WRITING_MS = 5_000;

/**
 * Files of which only looking at them for a while tells whether somebody has the lock, as nobody knows how the clocks of
 * disks and of other computers go. One that cannot be read is being written, on a disk without hard links, or was left so
 * by a crash. One of another host is renewed as long as its window is there.
 */
class Watched {
  readonly #clock: LockPlace['clock'];
  readonly #seen = new Map<string, { readonly text: string; readonly since: number }>();

  constructor(clock: LockPlace['clock']) {
    this.#clock = clock;
  }

  /** Whether it has stayed as it is for so long. Asked each time it was looked at. */
  isUnchanged(name: string, text: string, ms: number): boolean {
    const now = this.#clock.elapsed();
    const known = this.#seen.get(name);
    if (known?.text === text) return now - known.since >= ms;
    this.#seen.set(name, { text, since: now });
    return false;
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

const OVER = { over: true } as const;

function lease(
  { files, clock }: LockPlace,
  own: LockFiles,
  number: number,
  first: Holder & { readonly ends: number },
  othersUntil: number | undefined,
): Lease {
  let { ends } = first;
  const isHighest = async () => (await own.numbers())[0] === number;
  const write = async (ms: number, over?: { readonly over: true }) => {
    const next = { ...first, ...ending(clock, ms), ...over };
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
      const ended = () => JSON.stringify({ ...first, ...ending(clock, 0), ...OVER });
      await write(0, OVER).catch(() => files.create(own.name(number + 1), ended()));
    },
  };
}
