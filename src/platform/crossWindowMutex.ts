import type { Clock } from './clock.ts';
import { createFileLock } from './fileLock.ts';
import type { Lease, Lock } from './lock.ts';
import type { Platform } from './platform.ts';

/** How long a change waits for the one of another window, in milliseconds; a store that hangs takes ten seconds. */
const PATIENCE_MS = 15_000;

/** Between two looks whether the other window is done, in milliseconds. */
const PAUSE_MS = 10;

/** Changes of what all windows share, one at a time: in this window in the order they came, and over all windows. */
export class CrossWindowMutex {
  readonly #lock: Lock;
  readonly #clock: Clock;
  readonly #subject: string;
  #queue: Promise<unknown> = Promise.resolve();

  /**
   * @param platform whose folder all windows look in for the lock
   * @param subject what is changed; changes of different ones do not wait for each other
   */
  constructor(platform: Platform, subject: 'profiles' | 'secrets') {
    this.#subject = subject;
    this.#clock = platform.clock;
    this.#lock = createFileLock(platform);
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
    const deadline = this.#clock.elapsed() + PATIENCE_MS;
    while (this.#clock.elapsed() < deadline) {
      const lease = await this.#lock.acquire(this.#subject);
      if (lease) return lease;
      await this.#clock.sleep(PAUSE_MS * (0.5 + Math.random()));
    }
    return undefined;
  }
}
