import type { Priority } from './budget.ts';
import { type Call, isWrite } from './call.ts';
import type { Clock } from './clock.ts';
import type { Credential, OnRefused } from './credentials.ts';
import {
  AmbiguousError,
  ApiError,
  CancelledError,
  TimedOutError,
  UnexpectedAnswerError,
  UnreachableError,
} from './errors.ts';
import type { Gate } from './gate.ts';
import type { Guard } from './guard.ts';
import { unsent } from './network.ts';
import type { Signer } from './signer.ts';
import type { Signing } from './signing.ts';
import type { Spacing } from './spacing.ts';

/** What all calls of one client share. */
export interface Transport {
  readonly guard: Guard;
  readonly signing: Signing;
  readonly onRefused: OnRefused | undefined;
  readonly gate: Gate;
  readonly fetch: (request: Request) => Promise<Response>;
  /** Milliseconds since 1970, by a clock that nobody sets. */
  readonly now: () => number;
  readonly clock: Clock;
  /** For answers that may wait to be read. */
  readonly spacing: Spacing;
}

/** A call under way, over all its attempts. */
export interface Exchange {
  readonly call: Call<unknown>;
  readonly priority: Priority;
  readonly awaitCredential: boolean;
  readonly onHeld: ((until: Date) => void) | undefined;
  /** Values of the body that must not come back in the text of an error. */
  readonly confidential: readonly string[];
  /** When the total time-out ends it, in milliseconds. It moves by the time that is waited for another credential. */
  deadline: number;
  /** A request was handed to `fetch` and not refused with 401: from then on a write may have taken place. */
  sent: boolean;
  /** An attempt was sent, and is followed by another because its answer was lost. */
  answerLost: boolean;
  /** What the last attempt was signed with; `undefined` when it carries no credential. */
  signer: Signer | undefined;
  /** Whose access token was refused once and fetched anew. */
  tokenRenewed: Signer | undefined;
  /** The server's own name for the last request that it answered. */
  requestId: string | undefined;
  /** The whole body of the answer 2xx. */
  body: Uint8Array;
  /** The credentials that were refused, in their order. */
  readonly refusals: Credential[];
}

/** The statuses with which a proxy, or a network, on the way asks for a sign-in of its own: the API saw nothing. */
const AUTHENTICATION_REQUIRED_ON_THE_WAY: ReadonlySet<number | undefined> = new Set([407, 511]);

/**
 * The error that the caller gets. A POST or PATCH that was sent and has no usable answer is ambiguous; an answer 4xx
 * is a definite refusal, and so is a failure before anything could leave.
 * @param error what an attempt ended in; anything but an `ApiError` means that the signal or the time-out ended it
 */
export function outcome(error: unknown, exchange: Exchange, signal: AbortSignal | undefined): ApiError {
  const { call, sent } = exchange;
  const { operation } = call;
  const mayHaveTakenPlace = sent && isWrite(call) && call.method !== 'DELETE';
  if (!(error instanceof ApiError) || error === signal?.reason) {
    const cancelled = signal?.aborted === true;
    if (mayHaveTakenPlace) return new AmbiguousError({ operation }, cancelled ? 'cancelled' : 'timeout');
    return cancelled ? new CancelledError({ operation }) : new TimedOutError({ operation });
  }
  error.afterLostAnswer = exchange.answerLost;
  if (!mayHaveTakenPlace) return error;
  if (error instanceof UnreachableError) {
    if (AUTHENTICATION_REQUIRED_ON_THE_WAY.has(error.status) || unsent(error.code) !== undefined) return error;
    return new AmbiguousError(error, error.status === undefined ? 'connection' : 'server');
  }
  if (error instanceof UnexpectedAnswerError && error.status < 400) {
    return new AmbiguousError(error, 'unusable', error.field);
  }
  return error;
}
