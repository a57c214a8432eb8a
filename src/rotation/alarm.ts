import { TIMER_MAX_MS } from './again.ts';

/** Calls once, at the earliest of the times that it was set for, and is then set for none. */
export class Alarm {
  readonly #ring: () => void;
  #timer: NodeJS.Timeout | undefined;
  #at = Number.POSITIVE_INFINITY;

  constructor(ring: () => void) {
    this.#ring = ring;
  }

  /** @param at milliseconds since 1970; one that is too far for a timer rings early, and is to be set again then */
  set(at: number): void {
    if (at === Number.POSITIVE_INFINITY || at >= this.#at) return;
    clearTimeout(this.#timer);
    this.#at = at;
    this.#timer = setTimeout(() => this.#ring(), Math.min(Math.max(at - Date.now(), 0), TIMER_MAX_MS));
  }

  clear(): void {
    clearTimeout(this.#timer);
    this.#at = Number.POSITIVE_INFINITY;
  }
}
