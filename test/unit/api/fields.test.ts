import assert from 'node:assert/strict';
import { AmbiguousError, type TripartieClient, UnexpectedAnswerError } from '../../../src/api/index.ts';
import { clientOf, errorOf, json, personaKey } from './vocabulary.ts';

const time = '2025-01-12T12:11:02+00:00';
const texts = (...names: string[]) => Object.fromEntries(names.map((name) => [name, `the ${name}`]));
const flags = (...names: string[]) => Object.fromEntries(names.map((name) => [name, false]));
const reading = (answer: unknown) => clientOf(() => json(answer));

describe('the fields of answers', () => {
  it('of a user are all there', async () => {
    const same = {
      id: 7,
      roles: ['ROLE_ADMIN'],
      ...texts('firstName', 'lastName', 'publicName', 'roleInCompany', 'email', 'intlPhoneNumber'),
      ...texts('originCountry', 'preferredLanguage'),
      ...flags('consentMailAds', 'consentMailNotification', 'lockdown', 'impersonatingOrganization'),
      organization: { id: 3, name: 'Sandbox Ltd' },
    };
    const times = { birthday: time, createdAt: time, updatedAt: time };
    const user = await reading({ ...same, ...times, lastSuccessfulLogIn: time }).getUser(7);
    const date = new Date(time);
    const birthday = new Date('2025-01-12T00:00:00Z');
    assert.deepEqual(user, { ...same, birthday, createdAt: date, updatedAt: date, lastLogIn: date });
  });

  it('of an organization are all there', async () => {
    const organization = {
      id: '3',
      rateCommissionSafeCheckout: 2.5,
      ...texts('name', 'vatNumber', 'commercialRegistryNumber', 'websiteUrl', 'customBaseUrl'),
      ...flags('directNotificationToggle', 'safeCheckoutToggle', 'resolutionCenterToggle', 'internalMessagingToggle'),
      ...flags('personaAuthPortalToggle', 'automatedReturnToggle', 'counterProposalToggle', 'flatRateEnabled'),
    };
    assert.deepEqual(await reading(organization).getOrganization(3), organization);
  });

  it('of a sign-in are its key', async () => {
    const input = { captcha: 'sandbox', email: 'ada@sandbox.example', password: 'sandbox-password' };
    assert.deepEqual(await reading({ token: 'sandbox.personal.key' }).authenticate(input), {
      jwt: 'sandbox.personal.key',
    });
  });

  it('of a persona are all there', async () => {
    const persona = { id: 4, ...texts('firstName', 'lastName', 'language', 'email', 'mobilePhoneNumber') };
    const client = clientOf(() => json(persona), { credential: personaKey });
    assert.deepEqual(await client.personaMe(), persona);
    const access = { authUrl: 'https://sandbox.example/?t=sandbox', expireAt: time };
    assert.deepEqual(await reading(access).authenticatePersona({}), {
      authUrl: access.authUrl,
      expiresAt: new Date(time),
    });
  });

  it('of an API client are all there', async () => {
    const client = { identifier: 'sandbox', name: 'Sandbox', scopes: ['OFFER_READ', 'INTERNAL_WRITE'] };
    assert.deepEqual(await reading({ ...client, createdAt: time }).getApiClient('sandbox'), {
      ...client,
      createdAt: new Date(time),
    });
    const created = { identifier: 'sandbox', name: 'Sandbox', secret: 'sandbox-secret' };
    assert.deepEqual(await reading(created).createApiClient({ name: 'Sandbox', scopes: ['OFFER_READ'] }), created);
  });

  it('of a page are its items, its number and the count', async () => {
    const client = clientOf(() => json([{ id: 7 }], 200, { 'content-range': '50-100/2841' }));
    assert.deepEqual(await client.listUsers({ page: 2 }), { items: [{ id: 7, roles: [] }], page: 2, total: 2841 });
  });

  for (const [range, total] of [
    ['0-50/28441', 28_441],
    ['0-50/28441  ', 28_441],
    ['*/0', 0],
    ['0-50/28441 users', undefined],
    ['0-50/*', undefined],
    ['28441', undefined],
    [`0-50/${'9'.repeat(16)}`, undefined],
  ] as const) {
    it(`of a page counted as ${range}: ${total ?? 'no count'}`, async () => {
      const client = clientOf(() => json([], 200, { 'content-range': range }));
      assert.equal((await client.listUsers()).total, total);
    });
  }

  it('of a token are its end and its scopes', async () => {
    const scopes = ['OFFER_READ'];
    const token = `e30.${Buffer.from(JSON.stringify({ scopes })).toString('base64url')}.sandbox`;
    const answer = { token_type: 'BEARER', expires_in: 60, access_token: token };
    const client = clientOf(() => json(answer), { now: () => 1000 });
    const input = { identifier: 'sandbox', secret: 'sandbox' };
    assert.deepEqual(await client.fetchToken(input), { token, expiresAt: new Date(61_000), scopes });
  });
});

describe('answers at their limits', () => {
  const token = { token_type: 'bearer', expires_in: 1, access_token: 't' };
  const input = { identifier: 'sandbox', secret: 'sandbox' };
  const otpauth = 'otpauth://totp/';
  const cases: Record<string, { good: unknown; bad: unknown; ask: (client: TripartieClient) => Promise<unknown> }> = {
    'an identifier of 128': {
      good: { identifier: 'x'.repeat(128), secret: 's' },
      bad: { identifier: 'x'.repeat(129), secret: 's' },
      ask: (client) => client.createApiClient({ name: null, scopes: ['OFFER_READ'] }),
    },
    'an identifier of printable characters': {
      good: { identifier: '!~', secret: 's' },
      bad: { identifier: 'a b', secret: 's' },
      ask: (client) => client.createApiClient({ name: null, scopes: ['OFFER_READ'] }),
    },
    'a secret of 4096': {
      good: { identifier: 'x', secret: 's'.repeat(4096) },
      bad: { identifier: 'x', secret: 's'.repeat(4097) },
      ask: (client) => client.createApiClient({ name: null, scopes: ['OFFER_READ'] }),
    },
    'a token of 16,384': {
      good: { ...token, access_token: 't'.repeat(16_384) },
      bad: { ...token, access_token: 't'.repeat(16_385) },
      ask: (client) => client.fetchToken(input),
    },
    'a token type': {
      good: token,
      bad: { ...token, token_type: 'bearers' },
      ask: (client) => client.fetchToken(input),
    },
    'a token type from its start': {
      good: { ...token, token_type: 'Bearer' },
      bad: { ...token, token_type: 'a bearer' },
      ask: (client) => client.fetchToken(input),
    },
    'a life of no time': {
      good: { ...token, expires_in: 0 },
      bad: { ...token, expires_in: -0.5 },
      ask: (client) => client.fetchToken(input),
    },
    'a life of ten years': {
      good: { ...token, expires_in: 315_360_000 },
      bad: { ...token, expires_in: 315_360_001 },
      ask: (client) => client.fetchToken(input),
    },
    'a TOTP address of 4096': {
      good: { totpUri: otpauth + 'x'.repeat(4096 - otpauth.length) },
      bad: { totpUri: otpauth + 'x'.repeat(4097 - otpauth.length) },
      ask: (client) => client.setUpTotp(7),
    },
    'a TOTP address from its start': {
      good: { totpUri: `${otpauth}x` },
      bad: { totpUri: `see ${otpauth}x` },
      ask: (client) => client.setUpTotp(7),
    },
    'an integer id': {
      good: { id: Number.MAX_SAFE_INTEGER },
      bad: { id: 7.5 },
      ask: (client) => client.me(),
    },
    'a text id': {
      good: { id: '\n' },
      bad: { id: '' },
      ask: (client) => client.me(),
    },
  };

  for (const [name, { good, bad, ask }] of Object.entries(cases)) {
    it(`${name}: inside is read, outside is an error`, async () => {
      await ask(reading(good));
      const error = await errorOf(ask(reading(bad)));
      assert.ok(error instanceof UnexpectedAnswerError || error instanceof AmbiguousError);
      assert.ok(error.field);
    });
  }

  it('the number of an organization is the whole end of its address', async () => {
    for (const [organization, read] of [
      ['/organizations/3', { id: '3' }],
      ['/organizations/abc', { id: 'abc' }],
      ['/organizations/3/users', {}],
      ['/tripartie/v2/organizations/3', { id: '3' }],
      ['organizations/3', {}],
    ] as const) {
      assert.deepEqual((await reading({ id: 7, organization }).me()).organization, read);
    }
  });
});
