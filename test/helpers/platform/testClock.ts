import type { Clock } from '../../../src/platform/clock.ts';

interface Sleeper {
  readonly at: number;
  readonly wake: () => void;
}

/** A clock that moves only when told: the wall clock jumps by itself, the elapsed time takes it along. */
export class TestClock implements Clock {
  #now: number;
  #elapsed = 1_000_000;
  readonly #sleepers = new Set<Sleeper>();

  /** @param now when it begins, by its wall clock */
  constructor(now: number = Date.UTC(2026, 0, 1)) {
    this.#now = now;
  }

  now = (): number => this.#now;

  elapsed = (): number => this.#elapsed;

  sleep = (ms: number, signal?: AbortSignal): Promise<void> =>
    new Promise((resolve) => {
      if (signal?.aborted) return resolve();
      const sleeper: Sleeper = {
        at: this.#elapsed + Math.max(ms, 0),
        wake: () => {
          this.#sleepers.delete(sleeper);
          signal?.removeEventListener('abort', sleeper.wake);
          resolve();
        },
      };
      this.#sleepers.add(sleeper);
      signal?.addEventListener('abort', sleeper.wake);
    });

  /** Somebody sets the wall clock, forward or back. No time passes. */
  jump(ms: number): void {
    this.#now += ms;
  }

  /** Time passes; who sleeps wakes on the way, and does what can be done without more of it. */
  async pass(ms: number): Promise<void> {
    const end = this.#elapsed + ms;
    await settled();
    for (let next = this.#next(); next && next.at <= end; next = this.#next()) {
      this.#goTo(next.at);
      next.wake();
      await settled();
    }
    this.#goTo(end);
  }

  /** Lets as much time pass as something takes. Ends as it does. */
  async passing<T>(work: Promise<T>): Promise<T> {
    let isOver = false;
    const end = () => {
      isOver = true;
    };
    work.then(end, end);
    for (await settled(); !isOver; await settled()) {
      const next = this.#next();
      if (!next) throw new Error('it waits for something else than time');
      this.#goTo(next.at);
      next.wake();
    }
    return work;
  }

  #goTo(elapsed: number): void {
    const ms = Math.max(elapsed - this.#elapsed, 0);
    this.#elapsed += ms;
    this.#now += ms;
  }

  #next(): Sleeper | undefined {
    let next: Sleeper | undefined;
    for (const each of this.#sleepers) if (!next || each.at < next.at) next = each;
    return next;
  }
}

/** Everything that waits for no time has gone on. */
function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
