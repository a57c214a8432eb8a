import assert from 'node:assert/strict';
import { CREATABLE_SCOPES } from '../../../src/api/index.ts';
import { operations } from '../../helpers/contract.ts';
import { type Client, sandboxForTest } from './vocabulary.ts';

interface Row {
  readonly method: string;
  /** As the contract writes it. */
  readonly path: string;
  readonly json?: unknown;
  /** The answer to an access token with every scope. */
  readonly status: number;
  /** Without this scope it is 403. */
  readonly scope?: string;
}

const person = { firstName: 'Ada', lastName: 'Núñez' };
const passwords = { plainPassword: 'sandbox-password', newPassword: 'sandbox-password-2' };

/** What an API client's access token opens, and what it does not. */
const TABLE: readonly Row[] = [
  { method: 'get', path: '/me', status: 404 },
  { method: 'get', path: '/api-clients', status: 403 },
  { method: 'post', path: '/api-clients', status: 403, json: { referenceName: 'x', desiredScopes: ['OFFER_READ'] } },
  { method: 'get', path: '/api-clients/{identifier}', status: 403 },
  { method: 'delete', path: '/api-clients/{identifier}', status: 403 },
  { method: 'get', path: '/users', status: 403 },
  { method: 'get', path: '/users/{id}', status: 403 },
  { method: 'delete', path: '/users/{id}', status: 403 },
  { method: 'patch', path: '/users/{id}/enable', status: 403, json: {} },
  { method: 'patch', path: '/organizations/{id}', status: 403, json: {} },
  { method: 'get', path: '/personas/me', status: 403 },

  { method: 'get', path: '/organizations', status: 200, scope: 'ORGANIZATION_READ' },
  { method: 'get', path: '/organizations/{id}', status: 200, scope: 'ORGANIZATION_READ' },
  {
    method: 'post',
    path: '/personas/register',
    status: 201,
    scope: 'PERSONA_WRITE',
    json: { ...person, gender: 'OTHER', email: 'ada@x.example' },
  },
  {
    method: 'post',
    path: '/personas/authentication',
    status: 201,
    scope: 'PERSONA_AUTH',
    json: { email: 'ada@x.example' },
  },

  { method: 'post', path: '/invite', status: 201, json: { ...person, email: 'eve@x.example', invitedRole: [] } },
  {
    method: 'patch',
    path: '/users/{id}',
    status: 200,
    json: { firstName: 'Ada', consentMailAds: false, consentMailNotification: false },
  },
  { method: 'patch', path: '/users/{id}/password', status: 200, json: passwords },
  {
    method: 'patch',
    path: '/users/{id}/email',
    status: 200,
    json: { email: 'new@x.example', plainPassword: passwords.newPassword },
  },
  { method: 'patch', path: '/users/{id}/totp-setup', status: 200, json: {} },
  {
    method: 'patch',
    path: '/users/{id}/totp-toggle',
    status: 422,
    json: { totpEnabled: true, totpChallenge: '000000' },
  },
];

/** What is open to all: a credential is not looked at. */
const OPEN = ['POST /authentication', 'POST /register', 'POST /token', 'PATCH /users/{id}/email-validation'];

async function withToken(scopes: readonly string[]) {
  const { ask, asOwner } = sandboxForTest();
  const json = { referenceName: 'x', desiredScopes: scopes };
  const { identifier: client_id, secret: client_secret } = (await asOwner<Client>('POST', '/api-clients', { json }))
    .body;
  const form = { grant_type: 'client_credentials', client_id, client_secret };
  const { access_token: key } = (await ask<{ access_token: string }>('POST', '/token', { form })).body;
  return ({ method, path, json }: Row) => {
    const at = path.replace('{identifier}', client_id).replace('{id}', path.startsWith('/organizations') ? '3' : '2');
    return ask(method.toUpperCase(), at, { key, ...(json === undefined ? {} : { json }) });
  };
}

describe('sandbox: an API client’s access token', () => {
  it('opens what the contract opens to it, and nothing else', async () => {
    const ask = await withToken(CREATABLE_SCOPES);
    for (const row of TABLE) assert.equal((await ask(row)).status, row.status, `${row.method} ${row.path}`);
  });

  it('opens nothing that wants a scope it does not carry', async () => {
    const ask = await withToken(['OFFER_READ']);
    const scoped = TABLE.filter(({ scope }) => scope !== undefined);
    assert.equal(scoped.length, 4);
    for (const row of scoped) assert.equal((await ask(row)).status, 403, `${row.method} ${row.path}`);
  });

  it('is tried at every operation of the contract', () => {
    const tried = TABLE.map(({ method, path }) => `${method.toUpperCase()} ${path}`);
    const told = operations.filter(({ document }) => document === 'contract');
    const missing = told
      .map(({ method, path }) => `${method.toUpperCase()} ${path}`)
      .filter((each) => !tried.includes(each) && !OPEN.includes(each));
    assert.deepEqual(missing, []);
  });
});
