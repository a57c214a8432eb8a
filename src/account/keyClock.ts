import type { TripartieClient } from '../api/index.ts';
import { SOON_MS } from '../ui/time.ts';

/** How often the time that a key has left is said anew once it ends within the hour, in milliseconds. */
const TICK_MS = 60_000;

/** How often it is looked before that, in milliseconds: while a computer sleeps, a timer stands still. */
const LOOK_MS = 600_000;

/** Calls each minute while a key ends within the hour, and when it has ended, so that its end is never a surprise. */
export class KeyClock {
  readonly #tick: () => void;
  #timer: NodeJS.Timeout | undefined;

  constructor(tick: () => void) {
    this.#tick = tick;
  }

  /**
   * @param end of the key that counts from now on; `undefined` stops the clock
   * @param clock of the API, which decides when that is
   */
  watch(end: Date | undefined, clock: Pick<TripartieClient, 'now'>): void {
    this.stop();
    const left = end ? end.getTime() - clock.now() : 0;
    if (left <= 0) return;
    const isSoon = left <= SOON_MS;
    const wait = Math.min(isSoon ? TICK_MS : left - SOON_MS, left, isSoon ? TICK_MS : LOOK_MS);
    this.#timer = setTimeout(() => {
      // No row is drawn again as long as it says the same.
      if (isSoon || wait === left - SOON_MS) this.#tick();
      this.watch(end, clock);
    }, wait);
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  dispose(): void {
    this.stop();
  }
}
