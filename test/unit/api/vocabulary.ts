import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { inspect } from 'node:util';
import {
  type ApiError,
  type ClientOptions,
  createClient,
  isApiError,
  parseApiOrigin,
  type TripartieClient,
} from '../../../src/api/index.ts';
import { checkRequest } from './watched.ts';

/** A name that is never resolved: the handlers of these tests answer in its place. */
export const origin = parseApiOrigin('https://api.sandbox.example');

/** What is sent in confidence in these tests contains this, so that a leak is found by looking for it. */
export const CANARY = 'sandbox-canary';

export const personalKey = { kind: 'personalKey', jwt: `${CANARY}.personal.key` } as const;
export const personaKey = { kind: 'personaKey', key: `${CANARY}.persona.key` } as const;
export const apiClient = { kind: 'apiClient', identifier: 'sandboxclient', secret: `${CANARY}-client-secret` } as const;

/** A client whose requests are held against the contract, and end in `handler`. */
export function clientOf(
  handler: (request: Request) => Response | Promise<Response>,
  options: Partial<ClientOptions> = {},
): TripartieClient {
  return createClient({
    origin,
    credential: personalKey,
    fetch: async (input) => {
      checkRequest(input as Request);
      return handler(input as Request);
    },
    ...options,
  });
}

/** A promise and the functions that settle it. */
export function deferred<T>(): { promise: Promise<T>; resolve(value: T): void; reject(reason: unknown): void } {
  let resolve = (_value: T) => {};
  let reject = (_reason: unknown) => {};
  const promise = new Promise<T>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  return { promise, resolve, reject };
}

/**
 * Runs a test on a clock that stands at 0 and is turned by `pass`, milliseconds at a time. What is due by then has
 * taken place when the promise of `pass` is fulfilled.
 */
export async function onStoppedClock(test: (pass: (ms: number) => Promise<void>) => Promise<void>): Promise<void> {
  mock.timers.enable({ apis: ['setTimeout', 'Date'] });
  const elapsed = mock.method(performance, 'now', () => Date.now());
  try {
    await test(async (ms) => {
      await allTurns();
      mock.timers.tick(ms);
      await allTurns();
    });
  } finally {
    elapsed.mock.restore();
    mock.timers.reset();
  }
}

/** More turns of the event loop than a call takes between two waits for the clock. */
async function allTurns(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

/** An answer with a JSON body. */
export function json(body: unknown, status = 200, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json', ...headers } });
}

/** A refusal in the API's own words. */
export function ownRefusal(status: number, headers: Record<string, string> = {}): Response {
  const body =
    status === 401 ? { code: 401, message: 'Invalid JWT Token' } : { title: 'An error occurred', detail: 'No' };
  return json(body, status, headers);
}

/** An answer 204. */
export function noContent(): Response {
  return new Response(null, { status: 204 });
}

/** What a rejected promise ends in: checked to be of the family and free of canaries. */
export async function errorOf(promise: Promise<unknown>): Promise<ApiError> {
  const error = await promise.then(
    () => assert.fail('it did not fail'),
    (reason: unknown) => reason,
  );
  assert.ok(isApiError(error), `not of the family: ${String(error)}`);
  assertNoCanary(error);
  return error;
}

/** Looks for the canary in all that could be logged of an error, its hidden fields included. */
export function assertNoCanary(error: ApiError): void {
  const told = [
    error.message,
    error.stack,
    inspect(error.cause, { depth: null, showHidden: true }),
    inspect(error, { depth: null, showHidden: true }),
    JSON.stringify(error),
  ];
  for (const text of told) assert.ok(!text?.includes(CANARY), `a canary in: ${text?.slice(0, 200)}`);
  assert.equal(error.cause, undefined);
}
