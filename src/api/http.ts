import ky from 'ky';
import { type AnswerContext, type Mismatch, parseJson, totalOf } from './answer.ts';
import { attempt } from './attempt.ts';
import { type Call, isWrite, type Send } from './call.ts';
import type { Clock } from './clock.ts';
import type { ApiClientCredential, Credential, OnRefused } from './credentials.ts';
import { ApiError, CancelledError, type ErrorFacts, InvalidError, UnexpectedAnswerError } from './errors.ts';
import { type Exchange, outcome, type Transport } from './exchange.ts';
import { Gate } from './gate.ts';
import { guard, type Questions } from './guard.ts';
import { Refused } from './input.ts';
import type { ApiOrigin } from './origin.ts';
import { renewed } from './renewal.ts';
import { retryPolicy } from './retry.ts';
import { Shared } from './shared.ts';
import { createSigner } from './signer.ts';
import { Signing } from './signing.ts';
import { Spacing } from './spacing.ts';
import { targetOf } from './target.ts';
import type { AccessToken } from './wire/token.ts';

/** How a client reaches its API. */
export interface ClientOptions extends Questions {
  /** The only place that requests, and with them the credential, are sent to. */
  readonly origin: ApiOrigin;
  readonly credential: Credential;
  /**
   * Asked when the API refuses the client's own credential (401): resolves with the credential to go on with, or with
   * `undefined` when there is none, and then the call ends in `NotSignedInError`. Calls wait for it without their
   * time-out running, or until `useCredential` brings another; then what this resolves with later is left aside. Each
   * call that was refused asks, with a signal that is aborted when the call is. Not asked about a persona's key.
   */
  readonly onRefused?: OnRefused | undefined;
  /** The time for a whole call with its retries and waits, except for `onRefused`, in milliseconds. Default: 30,000. */
  readonly timeoutMs?: number | undefined;
  /** Requests under way at the same time, at least 1. Default: 4. */
  readonly concurrency?: number | undefined;
  /** Always called with a `Request`. Default: the global one at the time of the call, which editors replace for proxies. */
  readonly fetch?: typeof fetch | undefined;
  /** The wall clock, in milliseconds. Default: the system’s. */
  readonly now?: (() => number) | undefined;
  /** What time-outs, waits and the ends of access tokens are counted by: see `Clock.elapsed` of the platform. Default: `now`, or the system's. */
  readonly elapsed?: (() => number) | undefined;
}

const DEFAULT_TIMEOUT_MS = 30_000;
const DEFAULT_CONCURRENCY = 4;

interface Answer extends AnswerContext {
  readonly facts: ErrorFacts & { readonly status: number };
  readonly json: unknown;
}

/** What all operations of a client send their calls through. */
export interface Sender {
  readonly send: Send;
  /** See `TripartieClient.useCredential`. */
  useCredential(credential: Credential): void;
}

/**
 * Makes what sends all calls of a client.
 * @param fetchToken exchanges the client's own API client for an access token, through the function made here
 * @param clock told the time of every answer; what is waited for is counted by the time that it says has elapsed
 */
export function createSender(
  options: ClientOptions,
  fetchToken: (send: Send, input: ApiClientCredential) => Promise<AccessToken>,
  clock: Clock,
): Sender {
  const { origin, timeoutMs = DEFAULT_TIMEOUT_MS } = options;
  const now = steadily(clock);
  const signing = new Signing(options.credential, (credential) =>
    createSigner(credential, (input) => fetchToken(send, input), now),
  );
  const transport: Transport = {
    guard: guard(options),
    signing,
    onRefused: options.onRefused,
    gate: new Gate(options.concurrency ?? DEFAULT_CONCURRENCY, now),
    fetch: async (request) => (options.fetch ?? globalThis.fetch)(request),
    now,
    clock,
    spacing: new Spacing(),
  };
  const reads = new Shared<Answer>();

  const send: Send = async (call, { signal, priority = 'person', awaitCredential = true, onHeld } = {}) => {
    const { operation } = call;
    transport.guard(call);
    if (signal?.aborted === true) throw new CancelledError({ operation });
    const { url, body } = prepared(call, origin);
    const confidential = (call.confidential ?? []).map((field) => String(body?.[field] ?? ''));
    const exchange: Exchange = {
      call,
      confidential,
      priority,
      awaitCredential,
      onHeld,
      deadline: now() + timeoutMs,
      sent: false,
      answerLost: false,
      signer: undefined,
      tokenRenewed: undefined,
      requestId: undefined,
      body: new Uint8Array(),
      refusals: [],
    };
    const start = (ended = new AbortController().signal) => untilAccepted(transport, exchange, url, body, ended);
    try {
      const answer = await (call.method === 'GET'
        ? shared(exchange, url, signal, start)
        : isWrite(call)
          ? reads.invalidateDuring(start(signal))
          : start(signal));
      return usable(answer.facts, () => call.read(answer.json, answer));
    } catch (error) {
      throw outcome(error, exchange, signal);
    }
  };

  /** An identical read under way, or one of its own; this as well where the other's time is over before one's own. */
  async function shared(
    { priority, awaitCredential, deadline }: Exchange,
    url: string,
    signal: AbortSignal | undefined,
    start: (ended: AbortSignal) => Promise<Answer>,
  ): Promise<Answer> {
    let own = false;
    const begin = (ended: AbortSignal) => {
      own = true;
      return start(ended);
    };
    for (;;) {
      const key = [signing.generation, priority, awaitCredential, url].join(' ');
      try {
        return await reads.join(key, signal, begin);
      } catch (error) {
        if (own || error instanceof ApiError || signal?.aborted === true || now() >= deadline) throw error;
      }
    }
  }

  return { send, useCredential: (credential) => signing.use(credential) };
}

/** The time as it goes on from now, whatever is done to the wall clock, in milliseconds since 1970. */
function steadily(clock: Clock): () => number {
  const { now, elapsed } = clock.moment();
  return () => now + clock.moment().elapsed - elapsed;
}

/** Where a call goes, and with what; all that can be wrong with its input ends it here, before anything is sent. */
function prepared(call: Call<unknown>, origin: ApiOrigin) {
  try {
    return { url: origin + targetOf(call), body: call.body?.() };
  } catch (error) {
    throw error instanceof Refused ? new InvalidError({ operation: call.operation }, error.violations) : error;
  }
}

/** Sends a call again as long as it is refused for what it is signed with, and something else comes in its place. */
async function untilAccepted(
  transport: Transport,
  exchange: Exchange,
  url: string,
  body: Readonly<Record<string, unknown>> | undefined,
  signal: AbortSignal,
): Promise<Answer> {
  for (;;) {
    try {
      return await deliver(transport, exchange, url, body, signal);
    } catch (error) {
      if (!(await renewed(transport, exchange, error, signal))) throw error;
    }
  }
}

/** Sends a call until it has an answer 2xx, and parses that. */
async function deliver(
  transport: Transport,
  exchange: Exchange,
  url: string,
  body: Readonly<Record<string, unknown>> | undefined,
  signal: AbortSignal,
): Promise<Answer> {
  const { call } = exchange;
  const response = await ky(url, {
    method: call.method,
    headers: { accept: 'application/json' },
    ...(call.form ? { body: new URLSearchParams(body as Record<string, string>) } : { json: body }),
    signal,
    fetch: (request) => attempt(transport, exchange, request as Request),
    retry: retryPolicy(transport, exchange),
    timeout: false,
    totalTimeout: Math.max(1, exchange.deadline - transport.now()),
    redirect: 'manual',
    credentials: 'omit',
    referrerPolicy: 'no-referrer',
  });
  // Pages that nobody waits for arrive together, as many as are under way, and each takes milliseconds to be read.
  if (exchange.priority === 'background') await transport.spacing.next();
  const { status, headers } = response;
  const facts = { operation: call.operation, status, requestId: exchange.requestId };
  const json = usable(facts, () => parseJson(exchange.body));
  return { facts, status: facts.status, json, total: totalOf(headers), at: transport.now(), page: call.page ?? 1 };
}

/** Whatever keeps an answer from being read, the caller gets the family's error for it. */
function usable<T>(facts: Answer['facts'], read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw new UnexpectedAnswerError(facts, (error as Partial<Mismatch>).field);
  }
}
