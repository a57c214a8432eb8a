import type { Clock } from '../../../../../src/platform/clock.ts';

interface Timer {
  readonly at: number;
  readonly order: number;
  readonly fire: () => void;
}

/**
 * A clock that moves only when told, for everything in the process: it takes the place of the global timers, so that
 * the client's own waits and time-outs take no real time, and of chance, so that a run can be repeated.
 */
export class VirtualTime implements Clock {
  /** Elapsed time. */
  #now: number;
  #slept = 0;
  #wrong = 0;
  #order = 0;
  readonly #timers = new Map<number, Timer>();
  readonly #restore: () => void;

  constructor(now: number) {
    this.#now = now;
    const { setTimeout, clearTimeout } = globalThis;
    const { random } = Math;
    const { now: measure } = performance;
    const timers = globalThis as unknown as { setTimeout: unknown; clearTimeout: unknown };
    timers.setTimeout = (fire: () => void, ms = 0) => this.#start(fire, ms);
    timers.clearTimeout = (timer: unknown) => this.#timers.delete(Number(timer));
    Math.random = () => 0.5;
    performance.now = () => this.#now;
    this.#restore = () => {
      Object.assign(globalThis, { setTimeout, clearTimeout });
      Math.random = random;
      performance.now = measure;
    };
  }

  /** Gives the real timers back. */
  [Symbol.dispose](): void {
    this.#restore();
  }

  /** The wall clock of the computer. */
  now = (): number => this.right() + this.#wrong;

  /** What time it is, as everybody else knows. */
  right = (): number => this.#now + this.#slept;

  elapsed = (): number => this.#now;

  /** Somebody sets the wall clock, forward or back. No time passes. */
  jump(ms: number): void {
    this.#wrong += ms;
  }

  /**
   * The computer sleeps: time passes for everybody else, and none is counted here.
   * @param notices whether its wall clock is right afterwards, which that of a virtual machine is not
   */
  standStill(ms: number, notices: boolean): void {
    this.#slept += ms;
    if (!notices) this.#wrong -= ms;
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      if (signal?.aborted) return resolve();
      this.#start(resolve, ms);
      signal?.addEventListener('abort', () => resolve(), { once: true });
    });
  }

  get hasTimers(): boolean {
    return this.#timers.size > 0;
  }

  /** Goes to the next timer and fires it. */
  fireNext(): void {
    const next = this.#next();
    if (next) this.#fire(next);
  }

  /** Lets time pass, and fires what is due on the way, giving what that starts the chance to go on. */
  async pass(ms: number, settle: () => Promise<void>): Promise<void> {
    const end = this.#now + ms;
    for (let next = this.#next(); next && next.at <= end; next = this.#next()) {
      this.#fire(next);
      await settle();
    }
    this.#now = Math.max(this.#now, end);
  }

  #start(fire: () => void, ms: number): number {
    this.#order += 1;
    this.#timers.set(this.#order, { at: this.#now + Math.max(0, ms), order: this.#order, fire });
    return this.#order;
  }

  #next(): Timer | undefined {
    let next: Timer | undefined;
    for (const timer of this.#timers.values()) if (!next || timer.at < next.at) next = timer;
    return next;
  }

  #fire({ at, order, fire }: Timer): void {
    this.#timers.delete(order);
    this.#now = Math.max(this.#now, at);
    fire();
  }
}
