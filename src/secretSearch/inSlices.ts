import { systemClock } from '../platform/clock.ts';

/** How long work goes on before others have their turn, in milliseconds: a third of a frame. */
const SLICE_MS = 5;

/** When others have their turn, in {@link systemClock.elapsed}: for all work together, which would else add up. */
let sliceEnd = 0;

/** The end of what was given to {@link inSlices} last. */
let last: Promise<unknown> = Promise.resolve();

/**
 * Runs work that yields, in slices, and one piece of work after the other.
 * @param signal ends it before its next slice
 * @returns what it comes to; `undefined` where it was ended
 */
export function inSlices<T>(
  work: Generator<void, T, void>,
  signal: AbortSignal,
  sliceMs: number = SLICE_MS,
): Promise<T | undefined> {
  const mine = last.then(() => run(work, signal, sliceMs));
  last = mine.catch(() => undefined);
  return mine;
}

async function run<T>(work: Generator<void, T, void>, signal: AbortSignal, sliceMs: number): Promise<T | undefined> {
  for (;;) {
    if (signal.aborted) return undefined;
    const step = work.next();
    if (step.done) return step.value;
    if (systemClock.elapsed() < sliceEnd) continue;
    await new Promise((resolve) => setImmediate(resolve));
    sliceEnd = systemClock.elapsed() + sliceMs;
  }
}
