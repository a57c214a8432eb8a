import assert from 'node:assert/strict';
import { createSandbox, type Sandbox, type SandboxOptions } from '../../../src/sandbox/index.ts';
import { absentHeaders, answerComplaints, isOutside, operationAt } from '../../helpers/contract.ts';
import { noteMet } from '../api/watched.ts';

/** An answer with its body read. */
export interface Reply<Body> {
  status: number;
  headers: Headers;
  text: string;
  /** The JSON body, of the type that the test goes on to assert; undefined where there is none. */
  body: Body;
}

/** A JSON object that a test asserts on field by field. */
export type Fields = Record<string, unknown>;

/** An API client, as made or as read. */
export interface Client {
  identifier: string;
  secret: string;
  name: string;
  scopes: string[];
  createdAt: string;
}

/** What a test sends. `json` is sent as `application/json` unless `headers` say otherwise. */
export interface Sent {
  key?: string;
  personaKey?: string;
  json?: unknown;
  form?: Record<string, string>;
  headers?: Record<string, string>;
  body?: string;
  /** For answers that the contract does not describe on purpose, such as ids of another version. */
  undescribed?: true;
}

const ORIGIN = 'http://127.0.0.1';

/** A sandbox with a clock that tests turn, and a way to ask it. */
export function sandboxForTest(options: SandboxOptions = {}) {
  const clock = { now: Date.UTC(2026, 0, 15, 12, 0, 0) };
  const sandbox = createSandbox({ now: () => clock.now, ...options });
  const ask = <Body = Fields>(method: string, path: string, sent: Sent = {}) => send<Body>(sandbox, method, path, sent);
  const asOwner = <Body = Fields>(method: string, path: string, sent: Sent = {}) =>
    ask<Body>(method, path, { key: sandbox.personalKey, ...sent });
  return { sandbox, clock, ask, asOwner };
}

/** One request to a sandbox, in memory. The answer must be one that the contract describes. */
export async function send<Body = Fields>(
  sandbox: Pick<Sandbox, 'fetch'>,
  method: string,
  path: string,
  sent: Sent,
): Promise<Reply<Body>> {
  const reply = await read<Body>(await sandbox.fetch(requestOf(method, path, sent)));
  const { pathname } = new URL(ORIGIN + path);
  const found = sent.undescribed ? [] : differences(method, pathname, reply);
  assert.deepEqual(found, [], `${method} ${pathname} answers ${reply.status}`);
  return reply;
}

/** How an answer differs from what the contract describes for its operation: nothing, if all is well. */
function differences(method: string, pathname: string, reply: Reply<unknown>): string[] {
  const operation = operationAt(method, pathname);
  if (operation !== undefined) noteMet(operation, reply.status);
  if (operation !== undefined) return [...answerComplaints(operation, reply), ...absentHeaders(operation, reply)];
  return isOutside(method, reply.status) ? [] : [`${method} ${pathname} is no operation`];
}

/** Signs a user of the seed in, and gives the token. */
export async function signIn(sandbox: Sandbox, email: string, more: Fields = {}): Promise<string> {
  const json = { captcha: sandbox.credentials.captcha, email, password: sandbox.credentials.password, ...more };
  const { status, body } = await send<{ token: string }>(sandbox, 'POST', '/authentication', { json });
  assert.equal(status, 200);
  return body.token;
}

/** The violations of a 422 as `field: code`, or `field` for a rule of the API's own. */
export function broken({ status, body }: Reply<unknown>): string[] {
  assert.equal(status, 422);
  const { violations } = body as { violations: { propertyPath: string; code?: string }[] };
  return violations.map(({ propertyPath, code }) => (code ? `${propertyPath}: ${code}` : propertyPath));
}

/** The request that {@link send} sends. */
export function requestOf(method: string, path: string, sent: Sent = {}, signal?: AbortSignal): Request {
  const body = sent.body ?? (sent.form ? new URLSearchParams(sent.form).toString() : JSON.stringify(sent.json));
  const type = sent.form ? 'application/x-www-form-urlencoded' : 'application/json';
  return new Request(ORIGIN + path, {
    method,
    headers: {
      ...(body !== undefined && { 'Content-Type': type }),
      ...(sent.key !== undefined && { Authorization: `Bearer ${sent.key}` }),
      ...(sent.personaKey !== undefined && { 'X-Persona-Authorization': sent.personaKey }),
      ...sent.headers,
    },
    ...(body !== undefined && { body }),
    ...(signal && { signal }),
  });
}

/** An answer with its body read. */
export async function read<Body = Fields>(response: Response): Promise<Reply<Body>> {
  const text = await response.text();
  const isJson = /json/.test(response.headers.get('Content-Type') ?? '');
  const body = (isJson && text ? JSON.parse(text) : undefined) as Body;
  return { status: response.status, headers: response.headers, text, body };
}

/** What a JWT says, unchecked. */
export function claimsOf(token: string): Record<string, unknown> {
  return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'));
}
