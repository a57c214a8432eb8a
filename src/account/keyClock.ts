import { type Clock, systemClock, TIMER_MAX_MS } from '../platform/clock.ts';
import { SOON_MS } from '../ui/time.ts';

/** How often the time that a key has left is said anew once it ends within the hour, in milliseconds. */
const TICK_MS = 60_000;

/** Calls each minute while a key ends within the hour, and when it has ended, so that its end is never a surprise. */
export class KeyClock {
  readonly #tick: () => void;
  readonly #clock: Pick<Clock, 'now'>;
  #timer: NodeJS.Timeout | undefined;

  constructor(tick: () => void, clock: Pick<Clock, 'now'> = systemClock) {
    this.#tick = tick;
    this.#clock = clock;
  }

  /** @param end of the key that counts from now on; `undefined` stops the clock */
  watch(end: Date | undefined): void {
    clearTimeout(this.#timer);
    const left = end ? end.getTime() - this.#clock.now() : 0;
    if (left <= 0) return;
    const wait = Math.min(left > SOON_MS ? left - SOON_MS : TICK_MS, left, TIMER_MAX_MS);
    this.#timer = setTimeout(() => {
      this.#tick();
      this.watch(end);
    }, wait);
  }

  dispose(): void {
    clearTimeout(this.#timer);
  }
}
