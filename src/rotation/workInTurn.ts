/**
 * Who is at work on the rotations of this window: a person who watches, or the window by itself. One rotation at a time
 * has the account's lock, so that the one waits for the other instead of for "another window".
 */
export class WorkInTurn {
  readonly #lookAgain: () => void;
  #running = 0;
  /** Somebody looked while something ran, and could not go on with what needs nobody. */
  #missed = false;
  #quiet: Promise<void> | undefined;

  /** @param lookAgain called when what ran has ended, and something had to wait for that */
  constructor(lookAgain: () => void) {
    this.#lookAgain = lookAgain;
  }

  /** Does something that needs nobody, unless something runs: then it is for the next look. */
  async quietly(work: () => Promise<void>): Promise<void> {
    if (this.#running > 0) {
      this.#missed = true;
      return;
    }
    this.#running += 1;
    this.#quiet = work().finally(() => {
      this.#quiet = undefined;
      this.#ended();
    });
    await this.#quiet;
  }

  /** Does something that a person watches, once nothing goes on quietly. @param wait shows that this is waited for */
  async watched<T>(work: () => Promise<T>, wait: (quiet: Promise<void>) => Promise<void>): Promise<T> {
    this.#running += 1;
    try {
      if (this.#quiet) await wait(this.#quiet.catch(() => undefined));
      return await work();
    } finally {
      this.#missed = true;
      this.#ended();
    }
  }

  #ended(): void {
    this.#running -= 1;
    if (!this.#missed || this.#running > 0) return;
    this.#missed = false;
    this.#lookAgain();
  }
}
