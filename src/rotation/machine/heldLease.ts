import type { Clock } from '../../platform/clock.ts';
import type { Lease } from '../../platform/lock.ts';
import { BoundaryError } from './ports.ts';

/** How long ago a lease may have been renewed for its word to count, in milliseconds: a small part of what it lasts. */
const FRESH_MS = 5_000;

/** The lease was lost under way; nothing more may be sent or written. */
export class LeaseLost extends Error {
  override readonly name = 'LeaseLost';
}

/** A moment, by both clocks: one may be set, the other may stand still while the computer sleeps. */
interface Moment {
  readonly now: number;
  readonly elapsed: number;
}

/** The present moment. */
export function moment(clock: Clock): Moment {
  return { now: clock.now(), elapsed: clock.elapsed() };
}

/** A lease that is renewed when it has to be. */
export class HeldLease {
  readonly #lease: Lease;
  readonly #clock: Clock;
  #renewedAt: Moment;

  /** @param takenAt when the lease was asked for */
  constructor(lease: Lease, clock: Clock, takenAt: Moment) {
    this.#lease = lease;
    this.#clock = clock;
    this.#renewedAt = takenAt;
  }

  /**
   * To be asked right before anything that another window must not do at the same time. A computer that slept may have
   * lost the lease since it was renewed.
   * @throws LeaseLost, and BoundaryError when that cannot be said
   */
  async assertHeld(): Promise<void> {
    const asked = moment(this.#clock);
    if (this.#isFresh(this.#renewedAt)) return;
    const isHeld = await this.#lease.renew().catch(() => {
      throw new BoundaryError('breadcrumbs');
    });
    if (!isHeld || !this.#isFresh(asked)) throw new LeaseLost();
    this.#renewedAt = asked;
  }

  #isFresh(then: Moment): boolean {
    const { now, elapsed } = moment(this.#clock);
    return elapsed - then.elapsed < FRESH_MS && Math.abs(now - then.now) < FRESH_MS;
  }
}
