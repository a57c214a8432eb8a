import type { Outcome } from './machine/index.ts';

/** How long after a failure that ends by itself a rotation is taken up again, in milliseconds. */
export const AGAIN_MS = 60_000;

/** How long after another window had the lock it is tried again, in milliseconds: one that was reloaded is gone then. */
export const FREE_MS = 5_000;

/**
 * When a rotation that went on by itself is to be looked at again, in milliseconds since 1970.
 * @param now the same
 */
export function nextLookAt(outcome: Outcome | undefined, now: number): number {
  switch (outcome?.kind) {
    case 'waits':
      return Math.max(outcome.until, now + 1_000);
    case undefined:
    case 'failed':
    case 'unreadable':
      return now + AGAIN_MS;
    case 'busy':
      return now + FREE_MS;
    default:
      return Number.POSITIVE_INFINITY;
  }
}
