import type { Reader } from './answer.ts';
import type { Priority } from './budget.ts';
import type { Accepts } from './credentials.ts';
import type { Id } from './wire/shared.ts';

/** What every method takes besides its input. */
export interface CallOptions {
  /** Ends the call; see `CancelledError` and `AmbiguousError`. */
  readonly signal?: AbortSignal | undefined;
  /** `background` work leaves a reserve of the rate limit to the person, and goes last. Default: `person`. */
  readonly priority?: Priority | undefined;
  /**
   * Whether the call waits for another credential when the client's own is refused. Where `false`, it ends in
   * `NotSignedInError` at once, for a caller who must not be late. Default: `true`.
   */
  readonly awaitCredential?: boolean | undefined;
  /** Told when the rate limit makes the call wait before it is sent, and until when; again when that changes. */
  readonly onHeld?: ((until: Date) => void) | undefined;
}

/** One operation of the contract with its input, ready to be sent. */
export interface Call<T> {
  /** The method of `TripartieClient`, which errors name. */
  readonly operation: string;
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** As the contract writes it, with `{id}` for what `ids` names. */
  readonly path: string;
  readonly ids?: Readonly<Record<string, Id>>;
  /** Which page of a list is asked for, from 1. */
  readonly page?: number;
  /** Checks the input and makes the body of it. Throws `Refused`. */
  readonly body?: () => Readonly<Record<string, unknown>>;
  /** The body is sent as `application/x-www-form-urlencoded`, with text values only. Default: `application/json`. */
  readonly form?: true;
  /** Default: each of the three. */
  readonly accepts?: Accepts;
  /**
   * A POST that only asks (a token, a sign-in) changes nothing worth guarding: a read-only client may send it and a
   * lost answer is not ambiguous. Like every POST it is not sent again when its answer is lost.
   */
  readonly asksOnly?: true;
  /**
   * What the body holds is good for one attempt, such as a TOTP code: not even a 401 has it sent again with another
   * credential. The call ends in `NotSignedInError`, and the next one is signed with that.
   */
  readonly once?: true;
  /** An operation that costs nothing of the rate limit, and whose answers do not tell of it: only width holds it. */
  readonly unmetered?: true;
  /** Fields of the body whose values must not come back in the text of an error. */
  readonly confidential?: readonly string[];
  /** The contract's field names that the caller knows by another name. */
  readonly rename?: ReadonlyMap<string, string>;
  readonly read: Reader<T>;
}

/** Sends a call and ends in its result or in an `ApiError`. */
export type Send = <T>(call: Call<T>, options?: CallOptions) => Promise<T>;

/** Whether a call changes something, so that a client that is read-only must refuse it. */
export function isWrite(call: Call<unknown>): boolean {
  return call.method !== 'GET' && call.asksOnly !== true;
}
