/** Lets others have their turn in the event loop between pieces of work that would be done in one go. */
export class Spacing {
  #last: Promise<void> = Promise.resolve();

  /** Resolves in a task of its own, after those that were asked for before. */
  next(): Promise<void> {
    this.#last = this.#last.then(() => new Promise((resolve) => setImmediate(resolve)));
    return this.#last;
  }
}
