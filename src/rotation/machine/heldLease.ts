import type { Clock, Lease } from './ports.ts';

/** How long ago a lease may have been renewed for its word to count, in milliseconds: a small part of what it lasts. */
const FRESH_MS = 5_000;

/** The lease was lost under way; nothing more may be sent or written. */
export class LeaseLost extends Error {
  override readonly name = 'LeaseLost';
}

/** A lease that is renewed when it has to be. */
export class HeldLease {
  readonly #lease: Lease;
  readonly #clock: Clock;
  #renewedAt: number;

  /** @param takenAt when the lease was asked for, in milliseconds */
  constructor(lease: Lease, clock: Clock, takenAt: number) {
    this.#lease = lease;
    this.#clock = clock;
    this.#renewedAt = takenAt;
  }

  /**
   * To be asked right before anything that another window must not do at the same time. A computer that slept may have
   * lost the lease since it was renewed.
   * @throws LeaseLost
   */
  async assertHeld(): Promise<void> {
    const now = this.#clock.now();
    // A clock that was set back says nothing about how long ago that was.
    if (Math.abs(now - this.#renewedAt) < FRESH_MS) return;
    if (!(await this.#lease.renew()) || this.#clock.now() - now > FRESH_MS) throw new LeaseLost();
    this.#renewedAt = now;
  }
}
