import assert from 'node:assert/strict';
import { broken, type Client, claimsOf, sandboxForTest } from './vocabulary.ts';

describe('sandbox: API clients', () => {
  it('lists those of the seed, old and new, one with a scope that cannot be asked for', async () => {
    const { asOwner, clock } = sandboxForTest();
    const { status, headers, body } = await asOwner<Client[]>('GET', '/api-clients');
    assert.equal(status, 200);
    assert.equal(headers.get('Content-Range'), '0-8/8');
    assert.equal(headers.get('X-Rate-Limit'), '1000; reset="2026-01-15T12:00:00"');
    const ages = body.map(({ createdAt }) => (clock.now - Date.parse(createdAt)) / 86_400_000);
    assert.ok(ages.some((age) => age > 90) && ages.some((age) => age < 1));
    assert.ok(body.every(({ identifier }) => /^[0-9a-f]{32}$/.test(identifier)));
    assert.equal(body.filter(({ scopes }) => scopes.includes('INTERNAL_WRITE')).length, 1);
    assert.equal(body.filter((client) => !('name' in client)).length, 1, 'null is not sent');
  });

  it('makes one, whose secret fetches a token until it is deleted', async () => {
    const { ask, asOwner, sandbox } = sandboxForTest();
    const json = { referenceName: 'Deploy', desiredScopes: ['OFFER_READ', 'DISPUTE_READ', 'OFFER_READ'] };
    const made = await asOwner<Client>('POST', '/api-clients', { json });
    assert.equal(made.status, 201);
    const { identifier, secret, name } = made.body;
    assert.equal(name, 'Deploy');
    assert.match(secret, /^sandbox_secret_[0-9a-f]{64}$/);
    assert.equal(made.headers.get('Location'), `/api-clients/${identifier}`);
    assert.ok(!JSON.stringify(sandbox.state).includes(secret), 'the state keeps a hash');

    const read = await asOwner('GET', `/api-clients/${identifier}`);
    assert.deepEqual(read.body, {
      identifier,
      createdAt: '2026-01-15T12:00:00+00:00',
      scopes: ['OFFER_READ', 'DISPUTE_READ'],
      name: 'Deploy',
    });

    const form = { grant_type: 'client_credentials', client_id: identifier, client_secret: secret };
    const token = await ask<{ access_token: string }>('POST', '/token', { form });
    assert.equal(token.status, 200);
    assert.equal(token.headers.get('Cache-Control'), 'no-store');
    assert.equal(token.headers.get('Pragma'), 'no-cache');
    assert.equal(token.headers.get('X-Rate-Limit'), null);
    assert.deepEqual({ ...token.body, access_token: '' }, { token_type: 'Bearer', expires_in: 3600, access_token: '' });
    assert.deepEqual(claimsOf(token.body.access_token).scopes, ['OFFER_READ', 'DISPUTE_READ']);

    const key = token.body.access_token;
    assert.equal((await ask('GET', '/me', { key })).status, 404, 'nobody, but let in');
    assert.equal((await ask('GET', '/api-clients', { key })).status, 403);
    const gone = await asOwner('DELETE', `/api-clients/${identifier}`);
    assert.equal(gone.status, 204);
    assert.equal(gone.text, '');
    assert.equal((await ask('GET', '/me', { key })).body.message, 'Invalid JWT Token');
    assert.equal((await ask('POST', '/token', { form })).body.error, 'invalid_client');
    assert.equal((await asOwner('DELETE', `/api-clients/${identifier}`)).status, 404);
  });
});

describe('sandbox: making API clients', () => {
  const post = async (json: object) => (await sandboxForTest()).asOwner('POST', '/api-clients', { json });
  const tooLong = 'referenceName: d94b19cc-114f-4f44-9cc4-4138e80a87b9';
  const choice = 'desiredScopes: 8e179f1b-97aa-4560-a02f-2a8b42e49df7';
  const tooFew = 'desiredScopes: bef8e338-6ae5-4caf-b8e2-50e7b0579e69';

  it('takes a name of 32 characters, or null', async () => {
    const desiredScopes = ['OFFER_READ'];
    assert.equal((await post({ referenceName: '😀'.repeat(32), desiredScopes })).status, 201);
    assert.equal((await post({ referenceName: '', desiredScopes })).body.name, '');
    const unnamed = await post({ referenceName: null, desiredScopes });
    assert.equal(unnamed.status, 201);
    assert.ok(!('name' in unnamed.body));
  });

  it('names every broken rule', async () => {
    const { body, ...reply } = await post({ referenceName: 'x'.repeat(33), desiredScopes: ['INTERNAL_WRITE'] });
    assert.deepEqual(broken({ body, ...reply }), [tooLong, choice]);
    assert.equal(
      body.detail,
      'referenceName: This value is too long. It should have 32 characters or less.\n' +
        'desiredScopes: One or more of the given values is invalid.',
    );
    const none = await post({ referenceName: 'x', desiredScopes: [] });
    assert.deepEqual(broken(none), [tooFew]);
    assert.equal(none.body.detail, 'desiredScopes: This collection should contain 1 element or more.');
  });

  it('gives every one its own identifier and secret, even under one name', async () => {
    const { asOwner } = sandboxForTest();
    const json = { referenceName: 'Twin', desiredScopes: ['OFFER_READ'] };
    const first = await asOwner<Client>('POST', '/api-clients', { json });
    assert.equal((await asOwner('DELETE', `/api-clients/${first.body.identifier}`)).status, 204);
    const second = await asOwner<Client>('POST', '/api-clients', { json });
    const third = await asOwner<Client>('POST', '/api-clients', { json });
    const all = [first, second, third];
    assert.equal(new Set(all.map(({ body }) => body.identifier)).size, 3);
    assert.equal(new Set(all.map(({ body }) => body.secret)).size, 3);
  });

  it('deletes one of the seed, whose secret then fetches nothing', async () => {
    const { ask, asOwner, sandbox } = sandboxForTest();
    const { identifier = '', secret = '' } = sandbox.credentials.apiClient ?? {};
    const form = { grant_type: 'client_credentials', client_id: identifier, client_secret: secret };
    assert.equal((await ask('POST', '/token', { form })).status, 200);
    assert.equal((await asOwner('DELETE', `/api-clients/${identifier}`)).status, 204);
    assert.equal((await ask('POST', '/token', { form })).status, 401);
    assert.equal((await asOwner('GET', `/api-clients/${identifier}`)).status, 404);
  });
});
