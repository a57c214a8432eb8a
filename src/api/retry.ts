import type { RetryOptions } from 'ky';
import { ApiError, RateLimitedError, UnreachableError } from './errors.ts';
import type { Exchange, Transport } from './exchange.ts';
import { unsent } from './network.ts';

/** Statuses of a server, or a proxy before it, that may be well again in a moment. */
const PASSING = new Set([408, 500, 502, 503, 504]);

/** How long all calls hold after a 429 that does not say how long, in milliseconds. */
export const UNTOLD_WAIT_MS = 1000;

/** The longest pause before the nth retry, in milliseconds; the pause itself is anywhere between 0 and this. */
function pause(retry: number): number {
  return 300 * 2 ** (retry - 1);
}

/**
 * At most two more attempts, of reads and deletions only: a POST or PATCH is not sent again unless it was refused
 * with 401, see `renewed`. None is begun that the total time-out would end before it is sent.
 */
export function retryPolicy({ now }: Transport, exchange: Exchange): RetryOptions {
  const { call, deadline } = exchange;
  return {
    limit: 2,
    methods: ['get', 'delete'],
    delay: pause,
    jitter: true,
    shouldRetry: ({ error, retryCount }) => {
      // The token's own exchange is a POST: when it failed, trying the call again would send it a second time.
      if (!(error instanceof ApiError) || error.operation !== call.operation) return false;
      if (error instanceof RateLimitedError) return (error.retryAt?.getTime() ?? now() + UNTOLD_WAIT_MS) < deadline;
      const passing = error instanceof UnreachableError && (error.status === undefined || PASSING.has(error.status));
      const again = passing && now() + pause(retryCount) < deadline;
      exchange.answerLost ||= again && unsent(error.code) === undefined;
      return again;
    },
  };
}
