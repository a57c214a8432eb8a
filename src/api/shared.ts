import { unlessAborted } from './network.ts';

interface UnderWay<T> {
  readonly promise: Promise<T>;
  readonly controller: AbortController;
  waiting: number;
}

/** Identical reads under way, so that two views that ask the same at the same time cost one call. */
export class Shared<T> {
  readonly #underWay = new Map<string, UnderWay<T>>();
  #generation = 0;

  /**
   * Joins the read of this key, or starts it. It goes on while anybody waits for it, and is aborted with the last.
   * @returns rejects with the signal's reason for the one who gave up, while the others go on
   */
  async join(key: string, signal: AbortSignal | undefined, start: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const keyNow = `${this.#generation} ${key}`;
    const entry = this.#underWay.get(keyNow) ?? this.#begin(keyNow, start);
    entry.waiting += 1;
    try {
      return await (signal === undefined ? entry.promise : unlessAborted(entry.promise, signal));
    } finally {
      entry.waiting -= 1;
      if (entry.waiting === 0) {
        this.#over(keyNow, entry);
        entry.controller.abort();
      }
    }
  }

  /**
   * A write that is sent now. What was read before it tells nothing to who asks after it: its beginning and its end part
   * the reads, so that nobody joins one from the other side.
   */
  async invalidateDuring(write: Promise<T>): Promise<T> {
    this.#generation += 1;
    try {
      return await write;
    } finally {
      this.#generation += 1;
    }
  }

  #begin(key: string, start: (signal: AbortSignal) => Promise<T>): UnderWay<T> {
    const controller = new AbortController();
    const entry: UnderWay<T> = { promise: start(controller.signal), controller, waiting: 0 };
    this.#underWay.set(key, entry);
    // Those who wait leave one turn later: whoever asks in between must not get an answer that is already there.
    const over = () => this.#over(key, entry);
    entry.promise.then(over, over);
    return entry;
  }

  #over(key: string, entry: UnderWay<T>): void {
    if (this.#underWay.get(key) === entry) this.#underWay.delete(key);
  }
}
