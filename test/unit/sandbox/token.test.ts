import assert from 'node:assert/strict';
import { claimsOf, sandboxForTest } from './vocabulary.ts';

describe('sandbox: POST /token', () => {
  const grant_type = 'client_credentials';
  const prepared = () => {
    const { ask, sandbox, clock } = sandboxForTest();
    const { identifier = '', secret = '' } = sandbox.credentials.apiClient ?? {};
    const post = (form: Record<string, string>, headers: Record<string, string> = {}) =>
      ask<Record<string, string>>('POST', '/token', { form, headers });
    return { ask, clock, post, identifier, secret, client_id: identifier, client_secret: secret };
  };
  const basic = (text: string) => ({ Authorization: `Basic ${Buffer.from(text).toString('base64')}` });

  it('gives a token like league’s, for an hour', async () => {
    const { ask, post, clock, client_id, client_secret } = prepared();
    clock.now += 123;
    const { body } = await post({ grant_type, client_id, client_secret });
    const key = body.access_token ?? '';
    const { iss, aud, sub, jti, iat, nbf, exp, scopes } = claimsOf(key);
    assert.equal(iss, 'tripartie-sandbox');
    assert.deepEqual([aud, sub], [client_id, client_id]);
    assert.match(String(jti), /^[0-9a-f]{80}$/);
    assert.deepEqual([iat, nbf, exp], [clock.now / 1000, clock.now / 1000, clock.now / 1000 + 3600]);
    assert.equal((scopes as string[]).length, 8);
    clock.now += 3_600_000;
    assert.equal((await ask('GET', '/organizations', { key })).body.message, 'Expired JWT Token');
  });

  it('gives the scopes that are asked for, if the client has them', async () => {
    const { post, client_id, client_secret } = prepared();
    const asked = await post({ grant_type, client_id, client_secret, scope: 'OFFER_READ DISPUTE_READ' });
    assert.deepEqual(claimsOf(asked.body.access_token ?? '').scopes, ['OFFER_READ', 'DISPUTE_READ']);
    const { status, body } = await post({ grant_type, client_id, client_secret, scope: 'OFFER_READ INTERNAL_WRITE' });
    assert.equal(status, 400);
    assert.equal(body.error, 'invalid_scope');
    assert.equal(body.hint, 'Check the `INTERNAL_WRITE` scope');
  });

  it('takes credentials by HTTP Basic, unless the body has some', async () => {
    const { post, identifier, secret, client_id, client_secret } = prepared();
    assert.equal((await post({ grant_type }, basic(`${identifier}:${secret}`))).status, 200);
    assert.equal((await post({ grant_type, client_id, client_secret }, basic('x:y'))).status, 200);
    const wrong = await post({ grant_type }, basic(`${identifier}:${secret}:more`));
    assert.equal(wrong.status, 401);
    assert.equal(wrong.headers.get('WWW-Authenticate'), 'Basic realm="OAuth"');
  });

  it('refuses in league’s words', async () => {
    const { ask, post, client_id, client_secret } = prepared();
    const wrong = await post({ grant_type, client_id, client_secret: 'x' });
    assert.equal(wrong.status, 401);
    assert.equal(wrong.headers.get('WWW-Authenticate'), null);
    assert.equal(wrong.headers.get('Cache-Control'), 'no-store');
    assert.deepEqual(wrong.body, {
      error: 'invalid_client',
      error_description: 'Client authentication failed',
      message: 'Client authentication failed',
    });
    assert.equal((await post({ grant_type, client_id })).body.error, 'invalid_client');
    assert.equal((await post({ grant_type, client_id: 'x', client_secret })).body.error, 'invalid_client');

    const nobody = await post({ grant_type, client_secret });
    assert.deepEqual([nobody.status, nobody.body.error], [400, 'invalid_request']);
    assert.equal(nobody.body.hint, 'Check the `client_id` parameter');

    const other = await post({ grant_type: 'password', client_id, client_secret });
    assert.deepEqual([other.status, other.body.error], [400, 'unsupported_grant_type']);
    assert.equal(other.body.hint, 'Check that all required parameters have been provided');
    const json = { grant_type, client_id, client_secret };
    assert.equal((await ask('POST', '/token', { json })).body.error, 'unsupported_grant_type');
    assert.equal((await ask('POST', '/token')).body.error, 'unsupported_grant_type');
  });

  it('holds an API client to the scopes of its token', async () => {
    const { ask, post, client_id, client_secret } = prepared();
    const { body } = await post({ grant_type, client_id, client_secret, scope: 'PERSONA_WRITE' });
    const key = body.access_token ?? '';
    assert.equal((await ask('GET', '/organizations', { key })).status, 403);
    assert.equal((await ask('POST', '/personas/authentication', { key, json: {} })).status, 403);
    const json = { firstName: 'A', lastName: 'B', gender: 'OTHER' };
    assert.equal((await ask('POST', '/personas/register', { key, json })).status, 201);
  });
});
