import { ignore, MAX_BODY_BYTES, Mismatch, readBody } from './answer.ts';
import { readRateLimit, readRetryAfter } from './budget.ts';
import type { CredentialHeader } from './credentials.ts';
import {
  type ErrorFacts,
  NotSignedInError,
  RateLimitedError,
  UnexpectedAnswerError,
  UnreachableError,
} from './errors.ts';
import type { Exchange, Transport } from './exchange.ts';
import type { Pass } from './gate.ts';
import { failureCode, unlessAborted } from './network.ts';
import { refusalError } from './refusal.ts';
import { UNTOLD_WAIT_MS } from './retry.ts';

/** The words of a refusal fit into this many times over; what is larger has none. */
const MAX_REFUSAL_BYTES = 256 * 1024;

/** How long the words of a refusal are waited for; its status alone says that nothing was done. */
const REFUSAL_MS = 2000;

/**
 * One attempt: signs the request, waits for leave, sends it and reads the answer to its end.
 * @returns an answer 2xx, whose body is in the exchange: another `Response` of it would be two more copies. All others
 * reject with an `ApiError`, or with the signal's reason
 */
export async function attempt(transport: Transport, exchange: Exchange, request: Request): Promise<Response> {
  const { header, pass } = await admitted(transport, exchange, request.signal);
  try {
    // The person may have left the account, or forbidden changes, while it waited.
    transport.guard(exchange.call);
    if (header !== undefined) request.headers.set(...header);
    exchange.sent = true;
    const response = await answerTo(transport, pass, exchange.call.operation, request);
    const retryAt = noteLimits(transport, pass, response);
    return await receive(transport, exchange, request.signal, response, header, retryAt);
  } finally {
    pass.leave();
  }
}

/** Waits for leave to send, and what to sign with: that which is in use when leave is given, however long it took. */
async function admitted(
  transport: Transport,
  exchange: Exchange,
  signal: AbortSignal,
): Promise<{ header: CredentialHeader | undefined; pass: Pass }> {
  const { operation, accepts = 'any', unmetered } = exchange.call;
  for (;;) {
    const { signer } = transport.signing;
    exchange.signer = accepts === 'none' || signer.credential.kind === 'none' ? undefined : signer;
    const header = await unlessAborted(signer.header(accepts), signal);
    if (header === 'missing' || header === 'invalid') throw new NotSignedInError({ operation }, header);
    const pass = await transport.gate.enter({ ...exchange, unmetered }, signal);
    if ('until' in pass) throw new RateLimitedError({ operation }, new Date(pass.until));
    if (accepts === 'none' || transport.signing.signer === signer) return { header, pass };
    // The one that took its place may have to fetch an access token first, which needs a place of its own.
    transport.gate.unanswered(pass);
    pass.leave();
  }
}

async function answerTo(transport: Transport, pass: Pass, operation: string, request: Request): Promise<Response> {
  const sent = transport.clock.moment();
  try {
    const response = await unlessAborted(transport.fetch(request), request.signal);
    transport.clock.note(response.headers, sent);
    return response;
  } catch (error) {
    transport.gate.unanswered(pass);
    request.signal.throwIfAborted();
    throw new UnreachableError({ operation }, failureCode(error));
  }
}

/** Tells the gate what the answer says of the rate limit. Returns when to come back, if the server wants it. */
function noteLimits({ gate, now }: Transport, pass: Pass, { ok, status, headers }: Response): number | undefined {
  const at = now();
  const reading = readRateLimit(headers, at);
  if (ok || reading !== undefined) gate.answered(pass, reading);
  else gate.unanswered(pass);
  const retryAfter = readRetryAfter(headers, at);
  if (status === 503 && retryAfter !== undefined) gate.refused(pass, retryAfter);
  if (status !== 429) return undefined;
  if (pass.unmetered) return retryAfter;
  const retryAt = retryAfter ?? (gate.resetAt > at ? gate.resetAt : undefined);
  gate.refused(pass, retryAt ?? at + UNTOLD_WAIT_MS);
  return retryAt;
}

async function receive(
  transport: Transport,
  exchange: Exchange,
  signal: AbortSignal,
  response: Response,
  header: CredentialHeader | undefined,
  retryAt: number | undefined,
): Promise<Response> {
  const { call, confidential, signer } = exchange;
  const withhold = censor([
    ...transport.signing.secrets,
    header === undefined ? '' : header[1].replace('Bearer ', ''),
    ...confidential,
  ]);
  const requestId = response.headers.get('x-request-id') ?? '';
  exchange.requestId = /^[\w.:-]{1,64}$/.test(requestId) && withhold(requestId) === requestId ? requestId : undefined;
  const facts = { operation: call.operation, status: response.status, requestId: exchange.requestId };
  // Browsers hide a redirect that is not followed behind status 0.
  if (response.type === 'opaqueredirect' || (response.status >= 300 && response.status < 400)) {
    response.body?.cancel().catch(ignore);
    throw new UnexpectedAnswerError(facts);
  }
  if (response.ok) {
    exchange.body = await content(response, signal, facts);
    return new Response(null, { status: response.status, headers: response.headers });
  }
  const body = await wordsOf(response, signal, Math.max(exchange.deadline - transport.now(), 0));
  const challenge = response.headers.get('www-authenticate');
  const error = refusalError({ facts, body, challenge, retryAt, rename: call.rename ?? new Map(), withhold });
  if (error instanceof NotSignedInError && header !== undefined) signer?.refused(header[1]);
  throw error;
}

/** The body of an answer 2xx, whole. */
async function content(response: Response, signal: AbortSignal, facts: ErrorFacts & { readonly status: number }) {
  try {
    return await readBody(response, MAX_BODY_BYTES, signal);
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof Mismatch) throw new UnexpectedAnswerError(facts);
    const { operation, requestId } = facts;
    throw new UnreachableError({ operation, requestId }, failureCode(error));
  }
}

/**
 * The body of a refusal, or none when it breaks, is too large or is late: the status alone says that it was refused.
 * It is late before the call's own time-out, which would make a refusal of it that nobody knows the result of.
 * @param left what is left of the call's time, in milliseconds
 * @returns rejects with the signal's reason when it is aborted
 */
async function wordsOf(response: Response, signal: AbortSignal, left: number): Promise<Uint8Array> {
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(), Math.min(REFUSAL_MS, left / 2));
  const ended = AbortSignal.any([signal, late.signal]);
  const words = await readBody(response, MAX_REFUSAL_BYTES, ended).catch(() => new Uint8Array());
  clearTimeout(timer);
  signal.throwIfAborted();
  return words;
}

/**
 * Takes what was sent in confidence out of a text that the server sent back, in whatever way and case it is written there.
 * The longest first: a value that begins with another one would leave its end behind.
 */
function censor(values: readonly string[]): (text: string) => string {
  const ways = [...new Set(values.flatMap(waysToWrite))].sort((one, other) => other.length - one.length);
  if (ways.length === 0) return (text) => text;
  const confidential = new RegExp(ways.map((way) => way.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')).join('|'), 'giu');
  return (text) => text.replace(confidential, '…');
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#039;',
};

/** As it is, decomposed, and as JSON, an address and HTML have it. */
function waysToWrite(value: string): string[] {
  if (value === '') return [];
  const html = value.replace(/[&<>"']/g, (character) => ENTITIES[character] as string);
  return [
    value,
    value.normalize('NFD'),
    JSON.stringify(value).slice(1, -1),
    encodeURIComponent(value.replace(/\p{Surrogate}/gu, '\ufffd')),
    html,
  ];
}
