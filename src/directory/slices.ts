import { CancelledError } from '../api/index.ts';
import { systemClock } from '../platform/clock.ts';

/** How long work in slices goes on before others have their turn, in milliseconds: a third of a frame. */
export const SLICE_MS = 5;

/** For work that is done in slices. */
export interface SliceOptions {
  /** Ends the work with a `CancelledError` before its next slice. */
  readonly signal?: AbortSignal | undefined;
  /** How long a slice takes. Default: {@link SLICE_MS}. */
  readonly budgetMs?: number | undefined;
}

/** Tells work when to let others have their turn. */
export class Slices {
  readonly #operation: string;
  readonly #signal: AbortSignal | undefined;
  readonly #budgetMs: number;
  #end: number;

  constructor(operation: string, { signal, budgetMs = SLICE_MS }: SliceOptions) {
    this.#operation = operation;
    this.#signal = signal;
    this.#budgetMs = budgetMs;
    this.#end = systemClock.elapsed() + budgetMs;
  }

  /** Whether to wait for {@link next} before going on. */
  get over(): boolean {
    return systemClock.elapsed() >= this.#end || this.#signal?.aborted === true;
  }

  /**
   * Lets others have their turn.
   * @throws CancelledError when the signal was aborted
   */
  async next(): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve));
    if (this.#signal?.aborted) throw new CancelledError({ operation: this.#operation });
    this.#end = systemClock.elapsed() + this.#budgetMs;
  }
}
