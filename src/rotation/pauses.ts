import type { Clock } from '../platform/clock.ts';
import type { Outcome } from './machine/index.ts';

/** How long after a failure that ends by itself a rotation is taken up again first, in milliseconds. */
export const AGAIN_MS = 60_000;

/** How long after another window had the lock it is tried again first, in milliseconds: one that was reloaded is gone then. */
export const FREE_MS = 5_000;

/** However often something failed, it is tried again after this, in milliseconds. */
const LONGEST_MS = 1_800_000;

/** How long after an outcome what goes on by itself is looked at again first, in milliseconds; `undefined` when nothing failed. */
export function firstPause(outcome: Outcome | undefined): number | undefined {
  switch (outcome?.kind) {
    case 'waits':
      return outcome.because === 'overlap' ? undefined : Math.max(outcome.inMs, 1_000);
    case undefined:
    case 'failed':
    case 'unreadable':
      return AGAIN_MS;
    case 'busy':
      return FREE_MS;
    default:
      return undefined;
  }
}

interface Pause {
  readonly times: number;
  /** By elapsed time. */
  readonly until: number;
}

/** How long what fails rests before it is tried again: twice as long each time that it failed in a row. */
export class Pauses {
  readonly #clock: Pick<Clock, 'elapsed'>;
  readonly #pauses = new Map<string, Pause>();

  constructor(clock: Pick<Clock, 'elapsed'>) {
    this.#clock = clock;
  }

  /**
   * It failed once more.
   * @param first how long it rests the first time, in milliseconds
   * @returns how long it rests now, in milliseconds
   */
  failed(what: string, first: number): number {
    const before = this.#pauses.get(what);
    const times = before ? before.times + 1 : 0;
    const ms = Math.min(first * 2 ** Math.min(times, 20), Math.max(LONGEST_MS, first));
    this.#pauses.set(what, { times, until: this.#clock.elapsed() + ms });
    return ms;
  }

  /** It did not fail. */
  ended(what: string): void {
    this.#pauses.delete(what);
  }

  /** For how long it rests yet, in milliseconds. */
  left(what: string): number {
    return Math.max((this.#pauses.get(what)?.until ?? 0) - this.#clock.elapsed(), 0);
  }

  /** Something changed that may make all of it succeed. */
  clear(): void {
    this.#pauses.clear();
  }
}
