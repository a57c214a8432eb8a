/** Who waits for a call: a person who looks at the screen, or work that can wait for its turn. */
export type Priority = 'person' | 'background';

/** No server makes this client wait longer than a minute, whatever its headers say. */
export const MAX_WAIT_MS = 60_000;

/** Calls of the rate limit that background work leaves for what the person does by hand. */
const RESERVE = 10;

/** When the budget is spent and nothing says for how long, one call is tried after this, then after twice that … */
const FIRST_PROBE_MS = 1000;

/** … up to this. */
const LAST_PROBE_MS = 30_000;

/** `X-Rate-Limit: 554; reset="2025-01-12T12:11:02"`: calls that remain, and when the count starts anew. */
export interface RateLimitReading {
  readonly remaining: number;
  /** Milliseconds on this machine's clock; at most a minute ahead. Absent when unreadable. */
  readonly resetAt: number | undefined;
}

/**
 * Reads the header of the contract's `X-Rate-Limit`; its time has no zone and is UTC. The answer's own `Date`, where
 * there is one, takes this machine's clock out of the sum.
 * @param now milliseconds
 */
export function readRateLimit(headers: Headers, now: number): RateLimitReading | undefined {
  const match = /^\s*(\d{1,9})\s*(?:$|;(?:\s*reset="?([\d:T.-]+)"?)?)/.exec(headers.get('x-rate-limit') ?? '');
  if (match === null) return undefined;
  return { remaining: Number(match[1]), resetAt: ahead(Date.parse(`${match[2]}Z`), headers, now) };
}

/**
 * When `Retry-After` (RFC 9110 section 10.2.3: seconds, or a date) asks to come back, at most a minute ahead;
 * `undefined` when it is absent or unreadable.
 * @param now milliseconds
 */
export function readRetryAfter(headers: Headers, now: number): number | undefined {
  const value = headers.get('retry-after') ?? '';
  if (/^\d+$/.test(value)) return now + Math.min(Number(value) * 1000, MAX_WAIT_MS);
  // Only a date has letters and a space; `Date.parse` would make something of `-1`.
  return /^[A-Z][a-z]+,? /.test(value) ? ahead(Date.parse(value), headers, now) : undefined;
}

/** The server's instant on this machine's clock, neither past nor further than a minute ahead. */
function ahead(instant: number, headers: Headers, now: number): number | undefined {
  const date = Date.parse(headers.get('date') ?? '');
  const wait = instant - (Number.isNaN(date) ? now : date);
  return Number.isNaN(wait) ? undefined : now + Math.min(Math.max(wait, 0), MAX_WAIT_MS);
}

/** A limit that is counted over a sliding minute gives a call back this long after it was made. */
const WINDOW_MS = 60_000;

/** By how much two calls may arrive nearer to each other than they were sent. */
const JITTER_MS = 250;

/**
 * What is left of the rate limit. The API says how many calls remain, not how large the limit is or how it slides.
 * While more remains than is under way, calls go. When it is spent, those go that a sliding minute would have given
 * back, as long as the server's count bears that out, and otherwise one at a time, ever more rarely, asks how things
 * stand.
 */
export class Budget {
  #remaining: number | undefined;
  #resetAt = 0;
  #closedUntil = 0;
  #latest = -1;
  #lastStart = 0;
  #probeAfter = FIRST_PROBE_MS;
  /** When calls were sent that the last count still holds against the limit; oldest first. */
  #starts: number[] = [];
  #slides = true;

  /**
   * When a call may start, in milliseconds; `Infinity` when an answer has to come first.
   * @param underWay calls that were sent and not answered: each may already have cost one of what remains
   */
  earliest(priority: Priority, underWay: number): number {
    if (this.#remaining === undefined) return this.#closedUntil;
    const left = this.#remaining - underWay;
    const lacking = (priority === 'background' ? RESERVE : 0) - left;
    if (lacking < 0) return this.#closedUntil;
    const givenBack =
      this.#slides && left > 0 ? (this.#starts[lacking] ?? Number.POSITIVE_INFINITY) : Number.POSITIVE_INFINITY;
    // The person's own calls may be what drains the reserve: they do not make the next one wait ever longer.
    const probeAfter = priority === 'person' ? FIRST_PROBE_MS : this.#probeAfter;
    const probe = underWay > 0 ? Number.POSITIVE_INFINITY : Math.max(this.#resetAt, this.#lastStart + probeAfter);
    return Math.max(this.#closedUntil, Math.min(probe, givenBack + WINDOW_MS + JITTER_MS));
  }

  /** A call starts now. */
  started(now: number): void {
    this.#lastStart = now;
    this.#starts.push(now);
  }

  /**
   * An answer came.
   * @param order the how-manieth call it answers: an older call's count says nothing new
   * @param startedAt when that call was sent, in milliseconds
   * @param reading `undefined` when a successful answer carried no count, so that nothing is known any more
   */
  answered(order: number, startedAt: number, reading: RateLimitReading | undefined): void {
    if (order < this.#latest) return;
    this.#latest = order;
    const before = this.#remaining ?? 0;
    this.#remaining = reading?.remaining;
    const draining = reading !== undefined && reading.remaining < Math.min(before, RESERVE);
    this.#probeAfter = draining ? Math.min(this.#probeAfter * 2, LAST_PROBE_MS) : FIRST_PROBE_MS;
    // The header has whole seconds: at zero, a call in the printed second may still be one too many.
    this.#resetAt = (reading?.resetAt ?? 0) + (reading?.remaining === 0 ? 999 : 0);
    // Even the reserve is used up: what was counted on did not come back.
    if (reading?.remaining === 0) this.#slides = false;
    const counted = this.#starts.findIndex((start) => start > startedAt - WINDOW_MS);
    this.#starts.splice(0, counted);
  }

  /**
   * A call that was started has no answer that tells of the limit. Nobody knows whether it was counted, so nothing is
   * expected back for it; it would also be remembered for as long as the server is away.
   */
  unanswered(startedAt: number): void {
    const index = this.#starts.indexOf(startedAt);
    if (index >= 0) this.#starts.splice(index, 1);
  }

  /** The server refused a call (429, 503): none starts before `until`, and then one at first. */
  refused(until: number): void {
    this.#closedUntil = Math.max(this.#closedUntil, until);
    this.#remaining = 0;
  }

  /** When the count starts anew, in milliseconds, as the last answer told. */
  get resetAt(): number {
    return this.#resetAt;
  }
}
