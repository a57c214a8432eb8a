import assert from 'node:assert/strict';
import { once } from 'node:events';
import { request } from 'node:http';
import { connect } from 'node:net';
import {
  createSandbox,
  type FaultEffect,
  type Sandbox,
  type SandboxServer,
  serveSandbox,
} from '../../../src/sandbox/index.ts';

const json = JSON.stringify({ referenceName: 'x', desiredScopes: ['OFFER_READ'] });
const globalsBefore = [globalThis.Request, globalThis.Response];

describe('sandbox: on a socket', () => {
  let sandbox: Sandbox;
  let server: SandboxServer;
  beforeEach(async () => {
    sandbox = createSandbox({ apiClients: 0 });
    server = await serveSandbox(sandbox);
  });
  afterEach(() => server.close());

  const call = (path: string, init: RequestInit = {}) =>
    fetch(server.url + path, {
      ...init,
      headers: { Authorization: `Bearer ${sandbox.personalKey}`, 'Content-Type': 'application/json' },
    });
  const create = (effect: FaultEffect, init: RequestInit = {}) => {
    sandbox.faults.add({ method: 'POST', path: '/api-clients', ...effect });
    return call('/api-clients', { method: 'POST', body: json, ...init });
  };
  const made = () => sandbox.state.createdApiClients.length;
  const codeOf = (error: unknown) => ((error as Error).cause as { code?: string } | undefined)?.code;

  it('answers on 127.0.0.1 and leaves the globals alone', async () => {
    assert.match(server.url, /^http:\/\/127\.0\.0\.1:\d+$/);
    assert.equal((await call('/me')).status, 200);
    assert.deepEqual([globalThis.Request, globalThis.Response], globalsBefore);
  });

  it('refuses every host name but this machine’s', async () => {
    const { port } = new URL(server.url);
    const statusFor = async (host: string) => {
      const asked = request(`${server.url}/me`, { setHost: false, headers: { Host: host } }).end();
      const [answer] = await once(asked, 'response');
      answer.resume();
      return answer.statusCode;
    };
    for (const host of [`127.0.0.1:${port}`, `localhost:${port}`, '[::1]', 'LOCALHOST']) {
      assert.equal(await statusFor(host), 401, host);
    }
    for (const host of ['evil.example', `127.0.0.1.evil.example:${port}`, 'localhost.', '']) {
      assert.notEqual(await statusFor(host), 401, host);
    }
    assert.equal(await statusFor('evil.example'), 421);
    const nameless = connect(Number(port), '127.0.0.1');
    nameless.write('GET /me HTTP/1.0\r\n\r\n');
    const chunks: string[] = [];
    for await (const chunk of nameless) chunks.push(String(chunk));
    assert.match(chunks.join(''), /^HTTP\/1\.1 400 /);
  });

  it('resets connections', async () => {
    for (const [when, count] of [['before', 0] as const, ['after', 1] as const]) {
      await assert.rejects(create({ kind: 'reset', when }), (error) => codeOf(error) === 'ECONNRESET');
      assert.equal(made(), count);
    }
  });

  it('breaks bodies off', async () => {
    for (const bytes of [20, 0]) {
      const response = await create({ kind: 'truncate', bytes });
      assert.equal(response.status, 201);
      const reader = response.body?.getReader();
      if (bytes > 0) assert.equal((await reader?.read())?.value?.byteLength, bytes);
      await assert.rejects(async () => reader?.read(), /terminated/);
    }
    assert.equal(made(), 2);
  });

  it('drips and blows up bodies', async () => {
    const { port } = new URL(server.url);
    sandbox.faults.add({ kind: 'drip', intervalMs: 1 });
    const socket = connect(Number(port), '127.0.0.1');
    socket.write('GET /me HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n');
    const chunks: string[] = [];
    for await (const chunk of socket) chunks.push(String(chunk));
    assert.match(chunks.join(''), /JWT Token not found|4\r\n/);
    assert.ok(chunks.length > 5, 'it came in pieces');

    sandbox.faults.add({ kind: 'oversize', bytes: 3_000_000 });
    assert.equal((await (await call('/me')).arrayBuffer()).byteLength, 3_000_000);
  });

  it('hangs until the caller gives up, and forgets the request then', async () => {
    const caller = new AbortController();
    const response = create({ kind: 'hang', when: 'after' }, { signal: caller.signal });
    while (made() === 0) await call('/me', { method: 'HEAD' });
    caller.abort();
    await assert.rejects(response, { name: 'AbortError' });
    // The connection's end reaches the server a little later than the caller.
    for (let n = 0; n < 100 && sandbox.requests.underWay > 0; n++) await call('/me', { method: 'HEAD' });
    assert.equal(sandbox.requests.underWay, 0);
  });

  it('redirects and empties', async () => {
    const redirected = await create({ kind: 'redirect', status: 307, to: `${server.url}/me` }, { redirect: 'manual' });
    assert.equal(redirected.status, 307);
    const empty = await create({ kind: 'empty' });
    assert.deepEqual([empty.status, await empty.text()], [201, '']);
  });

  it('ends with calls under way, and frees its port', async () => {
    const pending = create({ kind: 'hang', when: 'before' });
    const failed = assert.rejects(pending, TypeError);
    while (!sandbox.requests.lines.some(({ method }) => method === 'POST')) await call('/me').catch(() => undefined);
    await server.close();
    await failed;
    const port = Number(new URL(server.url).port);
    server = await serveSandbox(sandbox, { port });
    assert.equal(Number(new URL(server.url).port), port);
    await assert.rejects(serveSandbox(sandbox, { port }), { code: 'EADDRINUSE' });
  });
});
