const WINDOW_MS = 60_000;
const UNLIMITED = 1_000;

/** Whether a call is let through, and what `X-Rate-Limit` says. */
export interface Allowance {
  allowed: boolean;
  /** `554; reset="2025-01-12T12:11:02"`: calls that remain, and when there will be more, in UTC without saying so. */
  header: string;
}

/**
 * At most `limit` calls in any 60 seconds. Refused calls do not count. While calls remain, `reset` is now, as with
 * Symfony's sliding window. Without a limit every call is let through.
 */
export function createRateLimiter(limit: number | undefined, now: () => number): { take(): Allowance } {
  const taken: number[] = [];
  return {
    take() {
      const at = now();
      if (limit === undefined) return { allowed: true, header: header(UNLIMITED, at) };
      while (taken[0] !== undefined && taken[0] <= at - WINDOW_MS) taken.shift();
      const allowed = taken.length < limit;
      if (allowed) taken.push(at);
      const remaining = limit - taken.length;
      // A limit is at least 1: where nothing remains, something was taken.
      const reset = remaining > 0 ? at : (taken[0] as number) + WINDOW_MS;
      return { allowed, header: header(remaining, reset) };
    },
  };
}

/** Rounded up to a second: whoever waits until then is let through. */
function header(remaining: number, reset: number): string {
  return `${remaining}; reset="${new Date(Math.ceil(reset / 1000) * 1000).toISOString().slice(0, 19)}"`;
}
