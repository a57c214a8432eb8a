/** What time it is, and how much of it has passed. */
export interface Clock {
  /** The wall clock, in milliseconds since 1970. It may be wrong, and be set forward or back at any moment. */
  now(): number;
  /**
   * Milliseconds since some moment in the past, whatever is done to the wall clock. All processes of one computer count
   * from the same moment, until it is started anew; while it sleeps, time may stand still.
   */
  elapsed(): number;
  /** Ends early when the signal is aborted; never rejects. At most 24 days. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** Longest delay of a timer, in milliseconds; a longer one would fire at once. */
export const TIMER_MAX_MS = 2 ** 31 - 1;

/**
 * The clock as every host has it, for what only shows a time or waits. Its `elapsed` counts for this process alone: what
 * windows agree on takes the clock of the `Platform`.
 */
export const systemClock: Clock = {
  now: () => Date.now(),
  elapsed: () => performance.now(),
  sleep: (ms, signal) =>
    new Promise((resolve) => {
      if (signal?.aborted) return resolve();
      const end = () => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', end);
        resolve();
      };
      const timer = setTimeout(end, Math.min(ms, TIMER_MAX_MS));
      signal?.addEventListener('abort', end);
    }),
};
