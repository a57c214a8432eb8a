import type { HeldLease } from './heldLease.ts';
import type { Ports } from './ports.ts';

/** The ports while the lock is held. */
export interface LockedRun extends Ports {
  readonly lease: HeldLease;
  /** Aborted when the window closes or the person cancels. */
  readonly signal: AbortSignal;
  /** Aborted when the person cancels. */
  readonly cancel: AbortSignal;
}
