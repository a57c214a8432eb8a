import { Budget, type Priority, type RateLimitReading } from './budget.ts';

/** Leave to send one request. */
export interface Pass {
  /** The how-manieth request this is. */
  readonly order: number;
  /** When it was given, in milliseconds. */
  readonly startedAt: number;
  /** See `Call.unmetered`. */
  readonly unmetered: boolean;
  /** To be called once, when the answer is read or given up. */
  leave(): void;
}

/** No pass: the rate limit makes the caller wait until then, which is after its deadline. Milliseconds. */
export interface TooLate {
  readonly until: number;
}

/** What is to be sent. */
export interface Entrant {
  readonly priority: Priority;
  /** Milliseconds; a wait that cannot end by then ends at once with `TooLate`. */
  readonly deadline: number;
  /** Whether only the width holds the call, and the rate limit does not. */
  readonly unmetered?: boolean | undefined;
  /** See `CallOptions.onHeld`. */
  readonly onHeld?: ((until: Date) => void) | undefined;
}

interface Waiting {
  readonly unmetered: boolean;
  readonly deadline: number;
  readonly onHeld: Entrant['onHeld'];
  /** Until when it was last told to wait, in milliseconds. */
  heldUntil: number;
  readonly resolve: (outcome: Pass | TooLate) => void;
}

/**
 * Lets requests through: a limited number at a time, as fast as the rate limit allows, those a person waits for first.
 */
export class Gate {
  readonly #budget = new Budget();
  readonly #queues: Readonly<Record<Priority, Set<Waiting>>> = { person: new Set(), background: new Set() };
  readonly #width: number;
  readonly #now: () => number;
  #underWay = 0;
  /** Those of them that the rate limit counts. */
  #metered = 0;
  #order = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /**
   * @param width requests under way at the same time
   * @throws RangeError when it is below 1: nothing would ever be sent
   */
  constructor(width: number, now: () => number) {
    if (!(width >= 1)) throw new RangeError('At least 1 request has to be under way.');
    this.#width = width;
    this.#now = now;
  }

  /**
   * Waits for leave to send.
   * @returns rejects with the signal's reason when it is aborted
   */
  async enter(
    { priority, deadline, unmetered = false, onHeld }: Entrant,
    signal: AbortSignal,
  ): Promise<Pass | TooLate> {
    signal.throwIfAborted();
    return new Promise((resolve, reject) => {
      const queue = this.#queues[priority];
      const onAbort = () => {
        queue.delete(waiting);
        reject(signal.reason);
      };
      const waiting: Waiting = {
        deadline,
        unmetered,
        onHeld,
        heldUntil: 0,
        resolve: (outcome) => {
          signal.removeEventListener('abort', onAbort);
          resolve(outcome);
        },
      };
      signal.addEventListener('abort', onAbort, { once: true });
      queue.add(waiting);
      this.#admit();
    });
  }

  /** An answer came; see `Budget.answered`. */
  answered(pass: Pass, reading: RateLimitReading | undefined): void {
    if (!pass.unmetered) this.#budget.answered(pass.order, pass.startedAt, reading);
  }

  /** No answer came, or one that tells nothing of the rate limit; see `Budget.unanswered`. */
  unanswered(pass: Pass): void {
    if (!pass.unmetered) this.#budget.unanswered(pass.startedAt);
  }

  /** The server refused; see `Budget.refused`. */
  refused(pass: Pass, until: number): void {
    if (!pass.unmetered) this.#budget.refused(until);
  }

  /** When the count starts anew, in milliseconds, as the last answer told. */
  get resetAt(): number {
    return this.#budget.resetAt;
  }

  #admit(): void {
    clearTimeout(this.#timer);
    let wake = Number.POSITIVE_INFINITY;
    for (const priority of ['person', 'background'] as const) {
      const queue = this.#queues[priority];
      for (const waiting of queue) {
        if (this.#underWay >= this.#width) return;
        const now = this.#now();
        const earliest = waiting.unmetered ? 0 : this.#budget.earliest(priority, this.#metered);
        if (earliest <= now) {
          queue.delete(waiting);
          waiting.resolve(this.#pass(now, waiting.unmetered));
        } else if (waiting.deadline < earliest && earliest < Number.POSITIVE_INFINITY) {
          queue.delete(waiting);
          waiting.resolve({ until: earliest });
        } else {
          wake = Math.min(wake, earliest);
          if (earliest < Number.POSITIVE_INFINITY && earliest !== waiting.heldUntil) {
            waiting.heldUntil = earliest;
            waiting.onHeld?.(new Date(earliest));
          }
        }
      }
    }
    if (wake < Number.POSITIVE_INFINITY) this.#timer = setTimeout(() => this.#admit(), Math.max(wake - this.#now(), 0));
  }

  #pass(now: number, unmetered: boolean): Pass {
    this.#underWay += 1;
    this.#order += 1;
    if (!unmetered) {
      this.#metered += 1;
      this.#budget.started(now);
    }
    return {
      order: this.#order,
      startedAt: now,
      unmetered,
      leave: () => {
        this.#underWay -= 1;
        if (!unmetered) this.#metered -= 1;
        this.#admit();
      },
    };
  }
}
