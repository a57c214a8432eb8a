/** What every error of this room can say about the call it ended. Never a header, a body, an address or a request. */
export interface ErrorFacts {
  /** The method of `TripartieClient` that was called. */
  readonly operation: string;
  /** The HTTP status, when an answer came. */
  readonly status?: number | undefined;
  /** The server's own name for the request (`X-Request-Id`), for a support case. */
  readonly requestId?: string | undefined;
}

/**
 * The root of the family. Its subclasses say what the caller can do next; `message` is a code for logs and never
 * holds anything that came from the wire.
 */
export abstract class ApiError extends Error {
  readonly operation: string;
  readonly status: number | undefined;
  readonly requestId: string | undefined;
  /**
   * Whether an earlier attempt of the call was sent and its answer lost: that one may have taken place, whatever this
   * error says of the last.
   */
  afterLostAnswer = false;

  constructor(code: string, facts: ErrorFacts) {
    super(facts.status === undefined ? `${facts.operation}: ${code}` : `${facts.operation}: ${code} (${facts.status})`);
    this.operation = facts.operation;
    this.status = facts.status;
    this.requestId = facts.requestId;
  }
}

/**
 * Why a sign-in is not accepted; `unknown` when the server's words are none that it is known to use, `left` when the
 * client was told that the account is not used any more.
 */
export type SignInReason = 'missing' | 'invalid' | 'expired' | 'left' | 'unknown';

/**
 * The API's own 401, a credential that this operation does not take, or an account that was left. The person has to sign
 * in or replace the key.
 */
export class NotSignedInError extends ApiError {
  override readonly name = 'NotSignedInError';
  readonly reason: SignInReason;

  constructor(facts: ErrorFacts, reason: SignInReason) {
    super(`not signed in, ${reason}`, facts);
    this.reason = reason;
  }
}

/** The API's own 403: signed in, yet not permitted. */
export class NotAllowedError extends ApiError {
  override readonly name = 'NotAllowedError';

  constructor(facts: ErrorFacts) {
    super('not allowed', facts);
  }
}

/**
 * The API's own 404. After a DELETE it also means success of an earlier attempt: a deletion is sent again when its answer
 * was lost, and the second one then finds nothing. The caller decides.
 */
export class NotFoundError extends ApiError {
  override readonly name = 'NotFoundError';

  constructor(facts: ErrorFacts) {
    super('not found', facts);
  }
}

/** One field that was refused. */
export interface Violation {
  /** The input's field, as a path (`scopes[0]`); empty when the refusal is about the whole input. */
  readonly field: string;
  /** The server's words, plain text to be shown as such: at most 500 characters, without the confidential values that were sent. */
  readonly message: string;
  /** The server's code (a Symfony constraint's UUID, an OAuth error), or this room's own word for a local check. */
  readonly code?: string;
}

/** The API's own 422 or 400, or a local check that failed before anything was sent (then without `status`). */
export class InvalidError extends ApiError {
  override readonly name = 'InvalidError';
  /** At most 100. */
  readonly violations: readonly Violation[];

  constructor(facts: ErrorFacts, violations: readonly Violation[]) {
    super('invalid', facts);
    this.violations = violations;
  }
}

/** 429, or a call that would have had to wait for the rate limit longer than its time-out. Nothing took place. */
export class RateLimitedError extends ApiError {
  override readonly name = 'RateLimitedError';
  /** When a new attempt makes sense; at most 60 s ahead. Absent when the server did not say. */
  readonly retryAt: Date | undefined;

  constructor(facts: ErrorFacts, retryAt?: Date) {
    super('rate limited', facts);
    this.retryAt = retryAt;
  }
}

/** No connection, or a server that cannot serve (5xx, 407, 408) after the permitted retries. Nothing is known to have changed. */
export class UnreachableError extends ApiError {
  override readonly name = 'UnreachableError';
  /**
   * The system's code, such as `ECONNREFUSED` or `CERT_HAS_EXPIRED`, when there is one; `PROXY_403` of a proxy that opened
   * no tunnel, and `CONNECT_ECONNRESET` of a connection that was not even made.
   */
  readonly code: string | undefined;

  constructor(facts: ErrorFacts, code?: string) {
    super(code === undefined ? 'unreachable' : `unreachable, ${code}`, facts);
    this.code = code;
  }
}

/** The total time-out passed: before a POST or PATCH was sent, or during a read or a deletion, which may have taken place. */
export class TimedOutError extends ApiError {
  override readonly name = 'TimedOutError';

  constructor(facts: ErrorFacts) {
    super('timed out', facts);
  }
}

/** What happened to a write whose result is not known. */
export type AmbiguousReason = 'connection' | 'timeout' | 'cancelled' | 'server' | 'unusable';

/**
 * A POST or PATCH was sent and no usable answer came: it may have taken place or not. It is never sent again by
 * itself; the caller has to look at the account first.
 */
export class AmbiguousError extends ApiError {
  override readonly name = 'AmbiguousError';
  readonly reason: AmbiguousReason;
  /** The field that made a 2xx answer unusable, for reason `unusable`. */
  readonly field: string | undefined;

  constructor(facts: ErrorFacts, reason: AmbiguousReason, field?: string) {
    super(`result unknown, ${reason}`, facts);
    this.reason = reason;
    this.field = field;
  }
}

/** An answer outside the contract: a redirect, an unknown status, a body that is no JSON, too large, or of another shape. */
export class UnexpectedAnswerError extends ApiError {
  override readonly name = 'UnexpectedAnswerError';
  /** The path of the field that is not what the contract says, when it is about one. Names of the contract only. */
  readonly field: string | undefined;
  declare readonly status: number;

  constructor(facts: ErrorFacts & { readonly status: number }, field?: string) {
    super(field === undefined ? 'unexpected answer' : `unexpected answer, ${field}`, facts);
    this.field = field;
  }
}

/**
 * A 4xx that is not in the API's own words: a page, the JSON of something in between, such as a proxy, a gateway or the
 * sign-in of a network, or words that broke off. It says nothing of the credential or of what was asked for, but that
 * nothing took place.
 */
export class GatewayError extends ApiError {
  override readonly name = 'GatewayError';
  declare readonly status: number;

  constructor(facts: ErrorFacts & { readonly status: number }) {
    super('not of the API', facts);
  }
}

/** A write through a client that is `readOnly`. Nothing was sent. */
export class ReadOnlyError extends ApiError {
  override readonly name = 'ReadOnlyError';

  constructor(facts: ErrorFacts) {
    super('read only', facts);
  }
}

/** The signal was aborted: before a POST or PATCH was sent, or during a read or a deletion, which may have taken place. */
export class CancelledError extends ApiError {
  override readonly name = 'CancelledError';

  constructor(facts: ErrorFacts) {
    super('cancelled', facts);
  }
}

/** Every error that a call may end in, told apart by `name`. */
export type AnyApiError =
  | NotSignedInError
  | NotAllowedError
  | NotFoundError
  | InvalidError
  | RateLimitedError
  | UnreachableError
  | TimedOutError
  | AmbiguousError
  | UnexpectedAnswerError
  | GatewayError
  | ReadOnlyError
  | CancelledError;

/** Tells this room's errors from all others. */
export function isApiError(error: unknown): error is AnyApiError {
  return error instanceof ApiError;
}
