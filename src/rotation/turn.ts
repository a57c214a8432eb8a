import type { World } from './boundaries.ts';
import type { Hold } from './hold.ts';

/** A world while the lock is held. */
export interface Turn extends World {
  readonly hold: Hold;
  /** Aborted when the window closes or the person cancels. */
  readonly signal: AbortSignal;
  /** Aborted when the person cancels. */
  readonly cancel: AbortSignal;
}
