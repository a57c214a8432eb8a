import { setTimeout as sleep } from 'node:timers/promises';
import type { Lease, Lock } from '../rotation/machine/index.ts';
import { createFileLock } from './fileLock.ts';

/** How long a change waits for the one of another window, in milliseconds; a store that hangs takes ten seconds. */
const PATIENCE_MS = 15_000;

/** Between two looks whether the other window is done, in milliseconds. */
const PAUSE_MS = 10;

/** Changes of what all windows share, one at a time: in this window in the order they came, and over all windows. */
export class CrossWindowMutex {
  readonly #lock: Lock;
  readonly #subject: string;
  #queue: Promise<unknown> = Promise.resolve();

  /**
   * @param folder where all windows look for the lock
   * @param subject what is changed; changes of different ones do not wait for each other
   */
  constructor(folder: string, subject: 'profiles' | 'secrets') {
    this.#subject = subject;
    this.#lock = createFileLock(folder, { now: Date.now, sleep: (ms) => sleep(ms) });
  }

  /** Runs after what came before it in this window. Ends as `act` does. */
  next<T>(act: () => Promise<T>): Promise<T> {
    const turn = this.#queue.then(act);
    this.#queue = turn.catch(() => undefined);
    return turn;
  }

  /** The same, while no other window changes the subject. */
  alone<T>(act: () => Promise<T>): Promise<T> {
    return this.next(() => this.exclude(act));
  }

  /**
   * Runs while no other window changes the subject. Where the folder cannot be written, or a window that does not end
   * is in the way, it runs all the same: a person must not be locked out of what is theirs.
   */
  async exclude<T>(act: () => Promise<T>): Promise<T> {
    const lease = await this.#acquire().catch(() => undefined);
    try {
      return await act();
    } finally {
      await lease?.release().catch(() => undefined);
    }
  }

  async #acquire(): Promise<Lease | undefined> {
    const deadline = performance.now() + PATIENCE_MS;
    while (performance.now() < deadline) {
      const lease = await this.#lock.acquire(this.#subject);
      if (lease) return lease;
      await sleep(PAUSE_MS * (0.5 + Math.random()));
    }
    return undefined;
  }
}
