import assert from 'node:assert/strict';
import { sandboxForTest } from './vocabulary.ts';

describe('sandbox: rate limit', () => {
  it('lets so many calls in within any minute, and says so', async () => {
    const { asOwner, clock } = sandboxForTest({ rateLimit: 3 });
    const call = async () => {
      const { status, headers } = await asOwner('GET', '/me');
      return [status, headers.get('X-Rate-Limit')];
    };
    assert.deepEqual(await call(), [200, '2; reset="2026-01-15T12:00:00"']);
    clock.now += 10_500;
    assert.deepEqual(await call(), [200, '1; reset="2026-01-15T12:00:11"']);
    assert.deepEqual(await call(), [200, '0; reset="2026-01-15T12:01:00"']);
    const refused = await asOwner('GET', '/me');
    assert.equal(refused.status, 429);
    assert.equal(refused.body.detail, 'Too many request');
    assert.equal(refused.headers.get('X-Rate-Limit'), null);
    assert.equal(refused.headers.get('Retry-After'), null);
    clock.now += 49_499;
    assert.equal((await call())[0], 429, 'a moment too early');
    clock.now += 1;
    assert.deepEqual(await call(), [200, '0; reset="2026-01-15T12:01:11"']);
    assert.equal((await call())[0], 429, 'the window slides');
  });

  it('counts calls that end in 404 or 422, but none for tokens', async () => {
    const { ask, asOwner, sandbox } = sandboxForTest({ rateLimit: 3 });
    const { identifier: client_id = '', secret: client_secret = '' } = sandbox.credentials.apiClient ?? {};
    const form = { grant_type: 'client_credentials', client_id, client_secret };
    const token = async () => {
      const { status, headers } = await ask('POST', '/token', { form });
      return [status, headers.get('X-Rate-Limit')];
    };
    assert.equal((await asOwner('GET', '/users/999')).headers.get('X-Rate-Limit')?.[0], '2');
    assert.equal((await asOwner('POST', '/invite', { json: {} })).headers.get('X-Rate-Limit')?.[0], '1');
    for (let n = 0; n < 5; n++) {
      assert.equal((await ask('POST', '/token')).status, 400);
      assert.deepEqual(await token(), [200, null]);
    }
    assert.equal((await asOwner('GET', '/me')).status, 200);
    assert.equal((await asOwner('GET', '/me')).status, 429);
    assert.deepEqual(await token(), [200, null], 'not even where nothing else is let in');
  });
});
