import type { Clock } from '../platform/clock.ts';

/** How often it is looked whether the computer slept, while no timer ran, in milliseconds. */
const LOOK_MS = 300_000;

/** Calls once, at the earliest of the times that it was set for, and is then set for none. */
export class Alarm {
  readonly #clock: Clock;
  readonly #ring: () => void;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** By elapsed time. */
  #at = Number.POSITIVE_INFINITY;

  constructor(clock: Clock, ring: () => void) {
    this.#clock = clock;
    this.#ring = ring;
  }

  /** @param ms from now; a computer that sleeps meanwhile, or whose clock is set forward, makes it ring early rather than late */
  setIn(ms: number): void {
    const at = this.#clock.elapsed() + Math.max(ms, 0);
    if (at === Number.POSITIVE_INFINITY || at >= this.#at) return;
    this.#at = at;
    this.#wait();
  }

  clear(): void {
    clearTimeout(this.#timer);
    this.#at = Number.POSITIVE_INFINITY;
  }

  #wait(): void {
    clearTimeout(this.#timer);
    const [now, elapsed] = [this.#clock.now(), this.#clock.elapsed()];
    const left = this.#at - elapsed;
    if (left <= 0) {
      this.clear();
      this.#ring();
      return;
    }
    this.#timer = setTimeout(
      () => {
        // What the wall clock went ahead of the time that was counted may have been slept.
        this.#at -= Math.max(this.#clock.now() - now - (this.#clock.elapsed() - elapsed), 0);
        this.#wait();
      },
      Math.min(Math.ceil(left), LOOK_MS),
    );
  }
}
