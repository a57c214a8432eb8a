import assert from 'node:assert/strict';
import type { Fault, FaultEffect } from '../../../src/sandbox/index.ts';
import { type Client, read, requestOf, type Sent, sandboxForTest } from './vocabulary.ts';

const json = { referenceName: 'x', desiredScopes: ['OFFER_READ'] };
const create = { method: 'POST', path: '/api-clients' };

/** A sandbox without API clients, a fault on making one, and how many there are after trying. */
async function trying(effect: FaultEffect) {
  const { sandbox, asOwner } = sandboxForTest({ apiClients: 0 });
  const handle = sandbox.faults.add({ ...create, ...effect });
  const request = requestOf('POST', '/api-clients', { key: sandbox.personalKey, json });
  const outcome = await sandbox.fetch(request).then(
    (response) => ({ response, error: undefined }),
    (error: Error) => ({ response: undefined, error }),
  );
  const made = async () => (await asOwner<Client[]>('GET', '/api-clients')).body.length;
  return { ...outcome, handle, made, sandbox };
}

describe('sandbox: faults', () => {
  it('resets the connection, before or after the key was made', async () => {
    for (const [when, made] of [['before', 0] as const, ['after', 1] as const]) {
      const tried = await trying({ kind: 'reset', when });
      assert.ok(tried.error instanceof TypeError);
      assert.equal(tried.error.message, 'fetch failed');
      assert.equal((tried.error.cause as { code?: string }).code, 'ECONNRESET');
      assert.equal(await tried.made(), made, when);
      assert.deepEqual(tried.sandbox.requests.lines[0], { method: 'POST', path: '/api-clients', fault: 'reset' });
    }
  });

  it('answers instead of the API, before or after the key was made', async () => {
    const effects: [FaultEffect, number, RegExp][] = [
      [{ kind: 'rateLimit' }, 429, /Too many request/],
      [{ kind: 'status', status: 500 }, 500, /internal error/],
      [{ kind: 'status', status: 503 }, 503, /Service Unavailable/],
      [{ kind: 'html', status: 502 }, 502, /^<!DOCTYPE html>/],
      [{ kind: 'html', status: 200 }, 200, /^<!DOCTYPE html>/],
      [{ kind: 'redirect', status: 307, to: 'http://127.0.0.1:1/' }, 307, /^$/],
      [{ kind: 'replace', status: 201, body: '{"secret":' }, 201, /^\{"secret":$/],
    ];
    for (const [effect, status, text] of effects) {
      for (const [when, made] of [['before', 0] as const, ['after', 1] as const]) {
        const tried = await trying({ ...effect, ...(effect.kind !== 'rateLimit' && { when }) } as FaultEffect);
        assert.equal(tried.response?.status, status);
        assert.match((await tried.response?.text()) ?? '', text);
        assert.equal(await tried.made(), effect.kind === 'rateLimit' ? 0 : made, `${effect.kind} ${when}`);
      }
    }
  });

  it('says when to come back only where it is told to', async () => {
    const header = async (effect: FaultEffect) => (await trying(effect)).response?.headers.get('Retry-After');
    assert.equal(await header({ kind: 'rateLimit' }), null);
    assert.equal(await header({ kind: 'rateLimit', retryAfter: '1e99' }), '1e99');
    assert.equal(await header({ kind: 'status', status: 503, retryAfter: '7' }), '7');
    const redirect = await trying({ kind: 'redirect', status: 301, to: 'https://elsewhere.example/x' });
    assert.equal(redirect.response?.headers.get('Location'), 'https://elsewhere.example/x');
    const replaced = await trying({ kind: 'replace', status: 200, body: '', headers: { 'Content-Type': 'text/x' } });
    assert.equal(replaced.response?.headers.get('Content-Type'), 'text/x');
  });

  it('hangs until the caller gives up, with or without a key made', async () => {
    for (const [when, made] of [['before', 0] as const, ['after', 1] as const]) {
      let changed = () => {};
      const change = new Promise<void>((resolve) => {
        changed = resolve;
      });
      const { sandbox, asOwner } = sandboxForTest({ apiClients: 0, onChange: () => changed() });
      const handle = sandbox.faults.add({ ...create, kind: 'hang', when });
      const caller = new AbortController();
      const reason = new Error('gave up');
      const asked = sandbox.fetch(requestOf('POST', '/api-clients', { key: sandbox.personalKey, json }, caller.signal));
      assert.equal(handle.fired, 1);
      if (when === 'after') await change;
      const meanwhile = await asOwner<Client[]>('GET', '/api-clients');
      assert.equal(meanwhile.body.length, made, when);
      assert.equal(sandbox.requests.underWay, 1);
      caller.abort(reason);
      await assert.rejects(asked, (error) => (error as Error).name === 'AbortError' || error === reason);
      assert.equal(sandbox.requests.underWay, 0);
    }
  });

  it('cuts the body off, or leaves it out, after the key was made', async () => {
    const whole = (await trying({ kind: 'oversize', bytes: 0 })).response;
    const length = (await whole?.arrayBuffer())?.byteLength ?? 0;
    for (const bytes of [undefined, 10, 0]) {
      const tried = await trying({ kind: 'truncate', ...(bytes !== undefined && { bytes }) });
      assert.equal(tried.response?.status, 201);
      assert.equal(tried.response?.headers.get('Content-Length'), String(length));
      const reader = tried.response?.body?.getReader();
      const expected = bytes ?? Math.floor(length / 2);
      if (expected > 0) assert.equal((await reader?.read())?.value?.byteLength, expected);
      await assert.rejects(async () => reader?.read(), /terminated/);
      assert.equal(await tried.made(), 1);
    }
    const empty = await trying({ kind: 'empty' });
    assert.equal(empty.response?.status, 201);
    assert.equal(await empty.response?.text(), '');
    assert.equal(await empty.made(), 1);
  });

  it('does no harm to a body that there is not', async () => {
    const { sandbox, asOwner } = sandboxForTest();
    const bodiless: FaultEffect[] = [
      { kind: 'truncate' },
      { kind: 'empty' },
      { kind: 'drip', intervalMs: 0 },
      { kind: 'oversize', bytes: 9 },
      { kind: 'replace', status: 204, body: '' },
      { kind: 'replace', status: 204, body: '', when: 'after' },
    ];
    for (const [index, effect] of bodiless.entries()) {
      sandbox.faults.add(effect);
      const sent: Sent = effect.kind === 'replace' ? { undescribed: true } : {};
      const { status, text } = await asOwner('DELETE', `/users/${index + 2}`, sent);
      assert.deepEqual([status, text], [204, ''], effect.kind);
    }
    assert.equal(sandbox.state.deletedUsers.length, 5, 'all but the one that was answered instead');
  });

  it('drips, until someone stops listening', async () => {
    const tried = await trying({ kind: 'drip', intervalMs: 0 });
    const reply = await read<Client>(tried.response as Response);
    assert.match(reply.body.secret, /^sandbox_secret_/);

    const slow = (await trying({ kind: 'drip', intervalMs: 1 })).response?.body?.getReader();
    assert.equal((await slow?.read())?.value?.byteLength, 1);
    await slow?.cancel();
    assert.equal((await slow?.read())?.done, true);
  });

  it('blows an answer up, and it is still JSON', async () => {
    const { sandbox } = sandboxForTest();
    sandbox.faults.add({ kind: 'oversize', bytes: 1_000_000 });
    const reply = await read(await sandbox.fetch(requestOf('GET', '/me', { key: sandbox.personalKey })));
    assert.equal(Buffer.byteLength(reply.text), 1_000_000);
    assert.equal(reply.body.id, 1);
  });

  it('keeps a new client from the token endpoint for a while', async () => {
    const { ask, asOwner, clock, sandbox } = sandboxForTest();
    sandbox.faults.add({ ...create, kind: 'propagation', ms: 500 });
    const { body } = await asOwner<Client>('POST', '/api-clients', { json });
    const form = { grant_type: 'client_credentials', client_id: body.identifier, client_secret: body.secret };
    clock.now += 499;
    assert.equal((await ask('POST', '/token', { form })).body.error, 'invalid_client');
    clock.now += 1;
    assert.equal((await ask('POST', '/token', { form })).status, 200);
    const next = await asOwner<Client>('POST', '/api-clients', { json });
    const nextForm = { ...form, client_id: next.body.identifier, client_secret: next.body.secret };
    assert.equal((await ask('POST', '/token', { form: nextForm })).status, 200, 'the fault struck once');
  });

  it('strikes the nth request that matches, so many times, and tells how often', async () => {
    const { sandbox, asOwner } = sandboxForTest();
    const statuses = async (fault: Fault, paths: string[]) => {
      const handle = sandbox.faults.add(fault);
      const found: number[] = [];
      for (const path of paths) found.push((await asOwner('GET', path, { undescribed: true })).status);
      handle.remove();
      return { found, matched: handle.matched, fired: handle.fired };
    };
    const fault = { kind: 'status', status: 503 } as const;
    const paths = ['/me', '/users', '/me', '/users/2', '/me'];
    assert.deepEqual(await statuses({ ...fault, path: '/me', nth: 2 }, paths), {
      found: [200, 200, 503, 200, 200],
      matched: 3,
      fired: 1,
    });
    assert.deepEqual(
      (await statuses({ ...fault, path: '/users*', times: 'always' }, paths)).found,
      [200, 503, 200, 503, 200],
    );
    assert.deepEqual((await statuses({ ...fault, nth: 2, times: 3 }, paths)).found, [200, 503, 503, 503, 200]);
    assert.deepEqual((await statuses({ ...fault, method: 'POST' }, paths)).fired, 0);
    assert.deepEqual((await statuses({ ...fault, path: '/m.' }, paths)).matched, 0, 'only * is special');
  });

  it('strikes with one fault at a time, the first that is due', async () => {
    const { sandbox, asOwner } = sandboxForTest();
    const first = sandbox.faults.add({ kind: 'status', status: 500, nth: 2 });
    const second = sandbox.faults.add({ kind: 'rateLimit', times: 'always' });
    const found: number[] = [];
    for (let n = 0; n < 3; n++) found.push((await asOwner('GET', '/me')).status);
    assert.deepEqual(found, [429, 500, 429]);
    assert.deepEqual([first.fired, second.fired, second.matched], [1, 2, 3]);
    sandbox.faults.clear();
    assert.equal((await asOwner('GET', '/me')).status, 200);
  });
});

describe('sandbox: the way there', () => {
  it('answers no sooner than it is told to, and goes on for a caller who gave up', async () => {
    const { sandbox } = sandboxForTest({ latencyMs: 20, apiClients: 0 });
    const before = performance.now();
    await sandbox.fetch(requestOf('GET', '/me', { key: sandbox.personalKey }));
    assert.ok(performance.now() - before >= 19);

    const caller = new AbortController();
    const asked = sandbox.fetch(requestOf('POST', '/api-clients', { key: sandbox.personalKey, json }, caller.signal));
    caller.abort();
    await assert.rejects(asked, { name: 'AbortError' });
    const { body } = await read<Client[]>(
      await sandbox.fetch(requestOf('GET', '/api-clients', { key: sandbox.personalKey })),
    );
    assert.equal(body.length, 1, 'nobody could call the request back');
  });

  it('is not gone at all by a caller who gave up before', async () => {
    const { sandbox } = sandboxForTest();
    await assert.rejects(sandbox.fetch(requestOf('GET', '/me', {}, AbortSignal.abort())), { name: 'AbortError' });
    assert.equal(sandbox.requests.total, 0);
  });

  it('is written down without headers and bodies', async () => {
    const { sandbox, asOwner } = sandboxForTest();
    await Promise.all([
      asOwner('GET', '/users?page=2'),
      asOwner('POST', '/api-clients', { json }),
      asOwner('GET', '/x'),
    ]);
    const { total, underWay, peak, lines } = sandbox.requests;
    assert.deepEqual({ total, underWay, peak }, { total: 3, underWay: 0, peak: 3 });
    assert.deepEqual(lines, [
      { method: 'GET', path: '/users?page=2', status: 200 },
      { method: 'POST', path: '/api-clients', status: 201 },
      { method: 'GET', path: '/x', status: 404 },
    ]);
  });

  it('is written down up to 10,000 times', async () => {
    const { sandbox } = sandboxForTest();
    for (let n = 0; n < 10_003; n++) await sandbox.fetch(new Request(`http://127.0.0.1/x${n}`));
    assert.equal(sandbox.requests.total, 10_003);
    assert.equal(sandbox.requests.lines.length, 10_000);
    assert.equal(sandbox.requests.lines[0]?.path, '/x3');
  });
});
