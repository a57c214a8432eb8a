import type { RateLimitedError } from '../../api/index.ts';
import type { Clock } from '../../platform/clock.ts';

/** Longest wait that the rate limit may ask for, in milliseconds. */
const RATE_LIMIT_MAX_MS = 60_000;

/** For how long the rate limit asks to wait, in milliseconds: at most a minute, whatever was done to the clock meanwhile. */
export function waitOf({ retryAt }: RateLimitedError, clock: Pick<Clock, 'now'>): number | undefined {
  return retryAt && Math.min(Math.max(retryAt.getTime() - clock.now(), 0), RATE_LIMIT_MAX_MS);
}
