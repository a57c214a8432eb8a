import { type Clock, TIMER_MAX_MS } from '../platform/clock.ts';

/** Calls once, at the earliest of the times that it was set for, and is then set for none. */
export class Alarm {
  readonly #clock: Clock;
  readonly #ring: () => void;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #at = Number.POSITIVE_INFINITY;

  constructor(clock: Clock, ring: () => void) {
    this.#clock = clock;
    this.#ring = ring;
  }

  /** @param at milliseconds since 1970; one that is too far for a timer rings early, and is to be set again then */
  set(at: number): void {
    if (at === Number.POSITIVE_INFINITY || at >= this.#at) return;
    clearTimeout(this.#timer);
    this.#at = at;
    this.#timer = setTimeout(
      () => {
        this.#at = Number.POSITIVE_INFINITY;
        this.#ring();
      },
      Math.min(Math.max(at - this.#clock.now(), 0), TIMER_MAX_MS),
    );
  }

  clear(): void {
    clearTimeout(this.#timer);
    this.#at = Number.POSITIVE_INFINITY;
  }
}
