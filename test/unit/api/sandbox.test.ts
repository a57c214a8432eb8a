import assert from 'node:assert/strict';
import { TOTP, URI } from 'otpauth';
import {
  AmbiguousError,
  allPages,
  type ClientOptions,
  type Credential,
  createClient,
  type InvalidError,
  NotAllowedError,
  NotFoundError,
  NotSignedInError,
  parseApiOrigin,
  RateLimitedError,
  type TripartieClient,
} from '../../../src/api/index.ts';
import { createSandbox, type Sandbox, type SandboxOptions, serveSandbox } from '../../../src/sandbox/index.ts';
import { errorOf, origin } from './vocabulary.ts';
import { watched } from './watched.ts';

/** A client of a sandbox, whose every request and answer is held against the contract. */
function clientOf(sandbox: Sandbox, credential?: Credential, options: Partial<ClientOptions> = {}): TripartieClient {
  return createClient({
    origin,
    credential: credential ?? { kind: 'personalKey', jwt: sandbox.personalKey },
    fetch: watched((request) => sandbox.fetch(request)),
    ...options,
  });
}

function setUp(options: SandboxOptions = {}) {
  const sandbox = createSandbox(options);
  return { sandbox, credentials: sandbox.credentials, client: clientOf(sandbox) };
}

async function all<T extends { id: string | number }>(list: AsyncIterable<T[]>): Promise<T[]> {
  const found: T[] = [];
  for await (const page of list) found.push(...page);
  return found;
}

describe('the client against the sandbox', () => {
  it('says who is signed in, and who is not', async () => {
    const { sandbox, client, credentials } = setUp();
    const me = await client.me();
    assert.equal(me.email, credentials.email);
    assert.ok(me.organization?.name);
    assert.equal(((await errorOf(clientOf(sandbox, { kind: 'none' }).me())) as NotSignedInError).reason, 'missing');
    const forged = await errorOf(clientOf(sandbox, { kind: 'personalKey', jwt: 'a.b.c' }).me());
    assert.equal((forged as NotSignedInError).reason, 'invalid');
  });

  it('makes, proves, reads and deletes an API client', async () => {
    const { client } = setUp();
    const before = await client.listApiClients();
    const created = await client.createApiClient({ name: 'Sandbox', scopes: ['OFFER_READ', 'PERSONA_READ'] });
    const token = await client.fetchToken(created);
    assert.deepEqual(new Set(token.scopes), new Set(['OFFER_READ', 'PERSONA_READ']));
    assert.deepEqual((await client.fetchToken({ ...created, scopes: ['OFFER_READ'] })).scopes, ['OFFER_READ']);
    const beyond = await errorOf(client.fetchToken({ ...created, scopes: ['DISPUTE_READ'] }));
    assert.equal((beyond as InvalidError).violations[0]?.code, 'invalid_scope');
    const read = await client.getApiClient(created.identifier);
    assert.equal(read.name, 'Sandbox');
    assert.equal('secret' in read, false);
    assert.equal((await client.listApiClients()).total, (before.total ?? 0) + 1);
    await client.deleteApiClient(created.identifier);
    assert.ok((await errorOf(client.getApiClient(created.identifier))) instanceof NotFoundError);
    assert.ok((await errorOf(client.deleteApiClient(created.identifier))) instanceof NotFoundError);
    assert.equal(((await errorOf(client.fetchToken(created))) as NotSignedInError).reason, 'invalid');
  });

  it('acts as an API client, with a token of its own', async () => {
    const { sandbox, credentials } = setUp();
    assert.ok(credentials.apiClient);
    const client = clientOf(sandbox, { kind: 'apiClient', ...credentials.apiClient });
    assert.ok((await errorOf(client.me())) instanceof NotFoundError);
    assert.ok((await errorOf(client.listUsers())) instanceof NotSignedInError);
  });

  describe('when its credential is refused', () => {
    it('goes on with a new sign-in where the old key has ended, and does once what it was to do', async () => {
      let time = Date.UTC(2026, 0, 1);
      const sandbox = createSandbox({ now: () => time });
      const { email, password, captcha } = sandbox.credentials;
      time += 366 * 86_400_000;
      const client: TripartieClient = clientOf(sandbox, undefined, {
        onRefused: async () => ({
          kind: 'personalKey',
          ...(await client.authenticate({ email, password, captcha })),
        }),
      });
      const [me, created] = await Promise.all([
        client.me(),
        client.createApiClient({ name: 'Once', scopes: ['OFFER_READ'] }),
      ]);
      assert.equal(me.email, email);
      const { items } = await client.listApiClients();
      assert.deepEqual(
        items.filter(({ name }) => name === 'Once').map(({ identifier }) => identifier),
        [created.identifier],
      );
    });

    it('of an API client, that was deleted, with another one', async () => {
      const { sandbox, client: owner, credentials } = setUp();
      assert.ok(credentials.apiClient);
      const next = await owner.createApiClient({ name: 'Next', scopes: ['PERSONA_WRITE'] });
      const refused: Credential[] = [];
      const client = clientOf(
        sandbox,
        { kind: 'apiClient', ...credentials.apiClient },
        {
          onRefused: async (credential) => {
            refused.push(credential);
            return { kind: 'apiClient', identifier: next.identifier, secret: next.secret };
          },
        },
      );
      assert.ok((await errorOf(client.me())) instanceof NotFoundError, 'it has a token');
      await owner.deleteApiClient(credentials.apiClient.identifier);
      await client.registerPersona({ firstName: 'Paul', lastName: 'Sandbox', gender: 'OTHER' });
      assert.deepEqual(refused, [{ kind: 'apiClient', ...credentials.apiClient }]);
    });

    it('fetches a token anew whose end came early, and asks nobody', async () => {
      let time = Date.UTC(2026, 0, 1);
      const sandbox = createSandbox({ now: () => time });
      assert.ok(sandbox.credentials.apiClient);
      const client = clientOf(
        sandbox,
        { kind: 'apiClient', ...sandbox.credentials.apiClient },
        { now: () => 0, onRefused: async () => assert.fail('asked') },
      );
      assert.ok((await errorOf(client.me())) instanceof NotFoundError);
      time += 7_200_000;
      assert.ok((await errorOf(client.me())) instanceof NotFoundError);
      assert.equal(sandbox.requests.lines.filter(({ path }) => path === '/token').length, 2);
    });
  });

  for (const range of ['exclusive', 'inclusive'] as const) {
    for (const ids of ['integer', 'string'] as const) {
      it(`lists all users once, with ${range} ranges and ${ids} ids`, async () => {
        const sandbox = createSandbox({ users: 503, pageSize: 50, range, ids });
        // Ids that are texts are of an older contract than the document.
        const client =
          ids === 'string'
            ? clientOf(sandbox, undefined, { fetch: async (request) => sandbox.fetch(request as Request) })
            : clientOf(sandbox);
        const users = await all(
          allPages((page, options) => client.listUsers({ ...options, page }), { keyOf: ({ id }) => id }),
        );
        assert.equal(users.length, 503);
        assert.equal(new Set(users.map(({ id }) => id)).size, 503);
        assert.equal(typeof users[0]?.id, ids === 'integer' ? 'number' : 'string');
      });
    }
  }

  it('knows the second factor under its later name', async () => {
    const sandbox = createSandbox({ secondFactorName: 'secondAuthFactor' });
    assert.equal(typeof (await clientOf(sandbox).me()).twoFactor, 'boolean');
  });

  it('reads a user without what is sensitive', async () => {
    const { client } = setUp();
    const [listed] = (await client.listUsers()).items;
    assert.ok(listed);
    const user = await client.getUser(listed.id);
    assert.equal(user.email, listed.email);
    assert.doesNotMatch(JSON.stringify(user), /sandbox-canary/);
    assert.ok((await errorOf(client.getUser(9_999_999))) instanceof NotFoundError);
  });

  it('invites, changes, enables and deletes a user', async () => {
    const { client } = setUp();
    const person = { firstName: 'Ada', lastName: 'Sandbox', email: 'ada@acme-sandbox.example' };
    const { id } = await client.inviteUser({ ...person, invitedRole: ['ROLE_CONSULTANT'] });
    assert.ok(id);
    const again = await errorOf(client.inviteUser({ ...person, invitedRole: [] }));
    assert.equal((again as InvalidError).violations[0]?.field, 'email');
    await client.updateUser(id, { roleInCompany: 'Countess', consentMailAds: false, consentMailNotification: true });
    assert.equal((await client.getUser(id)).roleInCompany, 'Countess');
    await client.enableUser(id);
    await client.deleteUser(id);
    assert.ok((await errorOf(client.getUser(id))) instanceof NotFoundError);
    const me = await client.me();
    assert.ok((await errorOf(client.deleteUser(me.id))) instanceof NotAllowedError);
  });

  it('registers an account, validates its address, and signs in', async () => {
    const { sandbox, client, credentials } = setUp();
    const { captcha } = credentials;
    const email = 'ada@acme-sandbox.example';
    const { id } = await client.registerUser({
      captcha,
      firstName: 'Ada',
      lastName: 'Sandbox',
      publicName: null,
      roleInCompany: null,
      email,
      plainPassword: 'sandbox-ada',
      originCountry: 'FRA',
      preferredLanguage: 'fr',
    });
    const code = sandbox.emailVerificationCode(Number(id));
    assert.ok(id !== undefined && code !== undefined);
    const wrong = await errorOf(client.validateEmail(id, { captcha, emailVerificationInput: '0'.repeat(128) }));
    assert.equal((wrong as InvalidError).violations[0]?.field, 'emailVerificationInput');
    await client.validateEmail(id, { captcha, emailVerificationInput: code });
    assert.ok(
      (await errorOf(client.authenticate({ captcha, email, password: 'wrong-one' }))) instanceof NotSignedInError,
    );
    const { jwt } = await client.authenticate({ captcha, email, password: 'sandbox-ada' });
    assert.equal((await clientOf(sandbox, { kind: 'personalKey', jwt }).me()).email, email);
  });

  it('changes password and address, with the password as it is', async () => {
    const { client, credentials } = setUp();
    const { id } = await client.me();
    const { password: plainPassword } = credentials;
    const wrong = await errorOf(client.changePassword(id, { plainPassword: 'wrong-one', newPassword: 'sandbox-new' }));
    assert.equal((wrong as InvalidError).violations[0]?.field, 'plainPassword');
    assert.equal((await client.changePassword(id, { plainPassword, newPassword: 'sandbox-new' })).id, id);
    const changed = await client.changeUserEmail(id, {
      email: 'new@acme-sandbox.example',
      plainPassword: 'sandbox-new',
    });
    assert.equal(changed.email, 'new@acme-sandbox.example');
  });

  it('turns the second factor on with a real code', async () => {
    const { client } = setUp();
    const { id } = await client.me();
    const totp = URI.parse((await client.setUpTotp(id)).totpUri);
    assert.ok(totp instanceof TOTP);
    const right = totp.generate();
    const wrong = String((Number(right) + 500_000) % 1_000_000).padStart(6, '0');
    const refused = await errorOf(client.toggleTotp(id, { totpEnabled: true, totpChallenge: wrong }));
    assert.equal((refused as InvalidError).violations[0]?.field, 'totpChallenge');
    await client.toggleTotp(id, { totpEnabled: true, totpChallenge: `${right.slice(0, 3)} ${right.slice(3)}` });
    assert.equal((await client.me()).twoFactor, true);
  });

  it('registers a persona, opens the door to it, and is it', async () => {
    const { sandbox, client, credentials } = setUp();
    const persona = await client.registerPersona({
      firstName: 'Paul',
      lastName: 'Sandbox',
      gender: 'RATHER_NOT_SAY',
      email: 'paul@acme-sandbox.example',
      plainPassword: 'sandbox-paul',
    });
    assert.equal(persona.firstName, 'Paul');
    const access = await client.authenticatePersona({
      email: 'paul@acme-sandbox.example',
      plainPassword: 'sandbox-paul',
    });
    const [key] = new URL(access.authUrl).searchParams.values();
    assert.ok(key);
    for (const bearer of [true, false]) {
      assert.equal((await clientOf(sandbox, { kind: 'personaKey', key, bearer }).personaMe()).firstName, 'Paul');
    }
    assert.ok(await clientOf(sandbox, { kind: 'personaKey', key: credentials.personaKey }).personaMe());
  });

  it('reads and changes organizations', async () => {
    const { client } = setUp();
    const [first] = (await client.listOrganizations()).items;
    assert.ok(first?.id);
    const { name, vatNumber, commercialRegistryNumber } = first;
    assert.equal((await client.getOrganization(first.id)).name, name);
    const changed = await client.updateOrganization(first.id, {
      name: 'Renamed',
      vatNumber: vatNumber ?? null,
      commercialRegistryNumber: commercialRegistryNumber ?? '1',
    });
    assert.equal(changed.name, 'Renamed');
  });

  it('never meets 429 while it lists, and leaves ten calls to the person', async () => {
    const { sandbox, client } = setUp({ users: 10_000, pageSize: 50, rateLimit: 60 });
    const controller = new AbortController();
    const listing = all(
      allPages((page, options) => client.listUsers({ ...options, page }), {
        keyOf: ({ id }) => id,
        signal: controller.signal,
        onProgress: ({ seen }) => seen >= 49 * 50 && controller.abort(),
      }),
    );
    await errorOf(listing);
    const counts = await Promise.all(
      Array.from({ length: 9 }, (_, id) => client.getOrganization(id + 100).catch((error: unknown) => error)),
    );
    assert.equal(counts.filter((result) => result instanceof RateLimitedError).length, 0);
    assert.deepEqual(
      [...sandbox.requests.lines].filter(({ status }) => status === 429),
      [],
    );
  });

  for (const when of ['before', 'after'] as const) {
    it(`a reset ${when} the write took place is ambiguous, and is not sent again`, async () => {
      const { sandbox, client } = setUp();
      const total = (await client.listApiClients()).total ?? 0;
      const fault = sandbox.faults.add({ method: 'POST', path: '/api-clients', kind: 'reset', when, times: 'always' });
      assert.ok(
        (await errorOf(client.createApiClient({ name: null, scopes: ['OFFER_READ'] }))) instanceof AmbiguousError,
      );
      assert.equal(fault.fired, 1);
      assert.equal((await client.listApiClients()).total, total + (when === 'after' ? 1 : 0));
    });
  }

  it('works the same over a socket', async () => {
    const sandbox = createSandbox({ users: 120 });
    const server = await serveSandbox(sandbox);
    try {
      const client = createClient({
        origin: parseApiOrigin(server.url),
        credential: { kind: 'personalKey', jwt: sandbox.personalKey },
        fetch: watched((request) => fetch(request)),
      });
      const users = await all(
        allPages((page, options) => client.listUsers({ ...options, page }), { keyOf: ({ id }) => id }),
      );
      assert.equal(users.length, 120);
      const { identifier } = await client.createApiClient({ name: 'Sandbox', scopes: ['OFFER_READ'] });
      await client.deleteApiClient(identifier);
    } finally {
      await server.close();
    }
  });
});
