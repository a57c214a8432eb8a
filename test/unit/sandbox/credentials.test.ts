import assert from 'node:assert/strict';
import { claimsOf, sandboxForTest, signIn } from './vocabulary.ts';

describe('sandbox: credentials', () => {
  const missing = { code: 401, message: 'JWT Token not found' };
  const invalid = { code: 401, message: 'Invalid JWT Token' };

  it('shows a personal key that is plainly a sandbox’s', () => {
    const { sandbox } = sandboxForTest();
    const { iss, exp, iat } = claimsOf(sandbox.personalKey);
    assert.equal(iss, 'tripartie-sandbox');
    assert.equal(Number(exp) - Number(iat), 365 * 86_400);
  });

  it('says that a key is missing, and how to send one', async () => {
    const { ask, sandbox } = sandboxForTest();
    const nothing = await ask('GET', '/api-clients');
    assert.equal(nothing.status, 401);
    assert.equal(nothing.headers.get('WWW-Authenticate'), 'Bearer');
    assert.equal(nothing.headers.get('Content-Type'), 'application/json');
    assert.equal(nothing.headers.get('X-Rate-Limit'), null);
    assert.deepEqual(nothing.body, missing);
    for (const Authorization of [sandbox.personalKey, 'Basic eA==', `Token ${sandbox.personalKey}`]) {
      assert.deepEqual((await ask('GET', '/me', { headers: { Authorization } })).body, missing);
    }
  });

  it('refuses what is not a token of its own', async () => {
    const { ask, sandbox } = sandboxForTest();
    const [header, payload, signature] = sandbox.personalKey.split('.');
    const otherSeed = sandboxForTest({ seed: 2 }).sandbox.personalKey;
    const unsigned = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${payload}.`;
    const keys = ['x', 'a.b.c', `${header}.${payload}`, `${header}.${payload}.x`, `${sandbox.personalKey}.x`, unsigned];
    for (const key of [...keys, otherSeed, `${header}.${payload}x.${signature}`, '']) {
      const { status, body } = await ask('GET', '/me', { headers: { Authorization: `Bearer ${key} ` } });
      assert.equal(status, 401, key);
      assert.deepEqual(body, key === '' ? missing : invalid, key);
    }
  });

  it('says that a key has expired, from its last second on', async () => {
    const { asOwner, clock } = sandboxForTest();
    clock.now += 365 * 86_400_000 - 1;
    assert.equal((await asOwner('GET', '/me')).status, 200);
    clock.now += 1;
    assert.deepEqual((await asOwner('GET', '/me')).body, { code: 401, message: 'Expired JWT Token' });
  });

  it('takes no credential in another’s header', async () => {
    const { ask, sandbox } = sandboxForTest();
    const { personaKey } = sandbox.credentials;
    assert.deepEqual((await ask('GET', '/me', { key: personaKey })).body, invalid);
    assert.deepEqual((await ask('GET', '/personas/me', { personaKey: sandbox.personalKey })).body, invalid);
  });

  it('keeps API clients and users for personal keys, and the persona for its own key', async () => {
    const { ask, asOwner, sandbox } = sandboxForTest();
    const { personaKey } = sandbox.credentials;
    for (const path of ['/api-clients', '/api-clients/x', '/users', '/users/1']) {
      const { status, body } = await ask('GET', path, { personaKey });
      assert.equal(status, 403, path);
      assert.equal(body.detail, 'Access denied');
    }
    assert.equal((await asOwner('GET', '/personas/me')).status, 403);
    assert.equal((await ask('GET', '/me', { personaKey })).status, 404);
  });

  it('lets only those who manage the organization make and delete API clients and users', async () => {
    const { ask, asOwner, sandbox } = sandboxForTest();
    const { body } = await asOwner<{ email: string; roles: string[]; totpEnabled: boolean }[]>('GET', '/users');
    const plain = body.find(({ roles, totpEnabled }) => roles.length === 1 && !totpEnabled);
    const key = await signIn(sandbox, plain?.email ?? '');
    assert.equal((await ask('GET', '/api-clients', { key })).status, 200);
    const json = { referenceName: 'x', desiredScopes: ['OFFER_READ'] };
    assert.equal((await ask('POST', '/api-clients', { key, json })).status, 403);
    assert.equal((await ask('DELETE', '/api-clients/x', { key })).status, 403);
    assert.equal((await ask('DELETE', '/users/2', { key })).status, 403);
    assert.equal((await ask('PATCH', '/users/1', { key, json: { firstName: 'x' } })).status, 403);
    assert.equal((await ask('PATCH', '/organizations/3', { key, json: {} })).status, 403);
  });

  it('takes a persona key with and without Bearer, or as it is told', async () => {
    const statuses = async (personaKeyPrefix: 'optional' | 'required' | 'forbidden') => {
      const { ask, sandbox } = sandboxForTest({ personaKeyPrefix });
      const key = sandbox.credentials.personaKey;
      const plain = await ask('GET', '/personas/me', { personaKey: key });
      const prefixed = await ask('GET', '/personas/me', { personaKey: `Bearer ${key}` });
      return [plain.status, prefixed.status];
    };
    assert.deepEqual(await statuses('optional'), [200, 200]);
    assert.deepEqual(await statuses('required'), [401, 200]);
    assert.deepEqual(await statuses('forbidden'), [200, 401]);
  });

  it('forgets a deleted user’s token', async () => {
    const { ask, asOwner, sandbox } = sandboxForTest();
    const { body } = await asOwner<{ id: number; email: string; totpEnabled: boolean }[]>('GET', '/users');
    const someone = body.find(({ id, totpEnabled }) => id > 1 && !totpEnabled);
    const key = await signIn(sandbox, someone?.email ?? '');
    assert.equal((await ask('GET', '/me', { key })).body.id, someone?.id);
    assert.equal((await asOwner('DELETE', `/users/${someone?.id}`)).status, 204);
    assert.deepEqual((await ask('GET', '/me', { key })).body, invalid);
  });
});
