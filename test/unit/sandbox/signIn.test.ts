import assert from 'node:assert/strict';
import { fromBase32, totp } from '../../../src/sandbox/totp.ts';
import { broken, type Fields, sandboxForTest, signIn } from './vocabulary.ts';

const email = 'camille.lefevre@acme-sandbox.example';
const captcha = 'sandbox-captcha';
const password = 'sandbox-password';
const wrongPassword = 'plainPassword: 2d2a8bb4-ddc8-45e4-9b0f-8670d3a3e290';

describe('sandbox: signing in', () => {
  it('gives a token for the right captcha, address and password', async () => {
    const { ask, sandbox, clock } = sandboxForTest();
    clock.now += 1000;
    const key = await signIn(sandbox, email.toUpperCase());
    const { body } = await ask('GET', '/me', { key });
    assert.equal(body.lastSuccessfulLogIn, '2026-01-15T12:00:01+00:00');
    clock.now += 3_600_000;
    assert.equal((await ask('GET', '/me', { key })).body.message, 'Expired JWT Token');
  });

  it('refuses anything else, without telling which of address and password was wrong', async () => {
    const { ask } = sandboxForTest();
    const message = async (json: Fields) => {
      const { status, body, headers } = await ask('POST', '/authentication', { json });
      assert.equal(status, 401);
      assert.ok(headers.has('X-Rate-Limit'));
      assert.deepEqual(Object.keys(body), ['message']);
      return body.message;
    };
    assert.equal(await message({ captcha, email, password: 'x' }), 'email or password mismatch');
    assert.equal(
      await message({ captcha, email: 'no.2@acme-sandbox.example', password }),
      'email or password mismatch',
    );
    assert.equal(await message({ captcha, email }), 'email or password mismatch');
    assert.equal(await message({ captcha: 'x', email, password }), 'captcha mismatch');
    assert.equal(await message({}), 'captcha mismatch');
  });
});

describe('sandbox: registering', () => {
  const user = {
    captcha,
    firstName: 'Noor',
    lastName: 'Haddad',
    publicName: null,
    roleInCompany: null,
    email: 'noor@shop.example',
    plainPassword: 'sandbox-secret',
    originCountry: 'FR',
    preferredLanguage: 'fr',
  };
  const organization = {
    name: 'Shop',
    vatNumber: null,
    commercialRegistryNumber: '1',
    billingAddress: { countryCode: 'FR', cityName: 'Paris', secondLine: null },
  };

  it('says what the contract’s example says to an empty body', async () => {
    const { ask } = sandboxForTest();
    const reply = await ask('POST', '/register', { json: {} });
    assert.equal(
      reply.body.detail,
      'firstName: This value should not be blank.\nlastName: This value should not be blank.\n' +
        'email: This value should not be null.\nplainPassword: This value should not be null.\n' +
        'originCountry: This value should not be null.\npreferredLanguage: This value should not be null.',
    );
    assert.equal(broken(reply).length, 6);
  });

  it('makes an organization of one’s own, apart from the others', async () => {
    const { ask, asOwner, sandbox } = sandboxForTest({ users: 10 });
    const made = await ask('POST', '/register', { json: { ...user, organization } });
    assert.equal(made.status, 201);
    assert.equal(made.body.id, 11);
    const key = await signIn(sandbox, user.email, { password: user.plainPassword });
    const me = await ask<Fields & { organization: Fields }>('GET', '/me', { key });
    assert.equal(me.body.organization.name, 'Shop');
    assert.equal(me.body.organization.id, 4);
    assert.deepEqual(me.body.roles, ['ROLE_ORGANIZATION_OWNER', 'ROLE_USER']);
    assert.deepEqual(
      (await ask<{ id: number }[]>('GET', '/users', { key })).body.map(({ id }) => id),
      [11],
    );
    assert.equal((await ask('GET', '/users/2', { key })).status, 404);
    assert.equal((await asOwner('GET', '/users/11')).status, 404);
    assert.deepEqual((await ask<unknown[]>('GET', '/api-clients', { key })).body, []);
    assert.equal((await ask('PATCH', '/organizations/3', { key, json: {} })).status, 403);
  });

  it('makes a user without an organization, who is nobody else’s', async () => {
    const { ask, sandbox } = sandboxForTest();
    const json = { ...user, organization: null, birthday: null, consentMailAds: true };
    const made = await ask('POST', '/register', { json });
    assert.equal(made.status, 201);
    const key = await signIn(sandbox, user.email, { password: user.plainPassword });
    assert.ok(!('organization' in (await ask('GET', '/me', { key })).body));
    assert.ok(!('organization' in (await ask('GET', `/users/${made.body.id}`, { key })).body));
  });

  it('wants a captcha and an address of one’s own', async () => {
    const { ask } = sandboxForTest();
    const json = { ...user, captcha: null, email };
    assert.deepEqual(broken(await ask('POST', '/register', { json })), [
      'captcha',
      'email: 23bd9dbf-6b9b-41cd-a99e-4844bcf3077f',
    ]);
  });

  it('wants an organization to say its VAT number, or that it has none', async () => {
    const { ask } = sandboxForTest();
    const { vatNumber: _, ...silent } = organization;
    assert.deepEqual(broken(await ask('POST', '/register', { json: { ...user, organization: silent } })), [
      'organization.vatNumber: 2fa2158c-2a7f-484b-98aa-975522539ff8',
    ]);
  });

  it('looks into the organization, too', async () => {
    const { ask } = sandboxForTest();
    const wrong = {
      ...organization,
      name: 'x'.repeat(65),
      websiteUrl: 'shop',
      billingAddress: { countryCode: 'France' },
    };
    const json = { ...user, originCountry: 'fr', preferredLanguage: 'FR', organization: wrong };
    assert.deepEqual(broken(await ask('POST', '/register', { json })), [
      'originCountry: 8f900c12-61bd-455d-9398-996cd040f7f0',
      'preferredLanguage: ee65fec4-9a20-4202-9f39-ca558cd7bdf7',
      'organization.name: d94b19cc-114f-4f44-9cc4-4138e80a87b9',
      'organization.websiteUrl: 57c2f299-1154-4870-89bb-ef3b1f5ad229',
      'organization.billingAddress.countryCode: 8f900c12-61bd-455d-9398-996cd040f7f0',
    ]);
    for (const organization of [[], 'x', 1]) {
      assert.equal((await ask('POST', '/register', { json: { ...user, organization } })).status, 400);
    }
  });
});

describe('sandbox: addresses and passwords', () => {
  it('verifies an address by the code that the mail would hold, once', async () => {
    const { ask, asOwner, sandbox } = sandboxForTest({ users: 10 });
    const json = { firstName: 'A', lastName: 'B', email: 'a@x.example', invitedRole: [] };
    assert.equal((await asOwner('POST', '/invite', { json })).status, 201);
    assert.equal(sandbox.emailVerificationCode(1), undefined);
    assert.equal(sandbox.emailVerificationCode(99), undefined);
    const emailVerificationInput = sandbox.emailVerificationCode(11) ?? '';
    assert.equal(emailVerificationInput.length, 128);
    const patch = (sent: Fields) => ask('PATCH', '/users/11/email-validation', { json: { captcha, ...sent } });

    assert.deepEqual(broken(await patch({ emailVerificationInput: 'x' })), [
      'emailVerificationInput: 4b6f5c76-22b4-409d-af16-fbe823ba9332',
    ]);
    assert.deepEqual(broken(await patch({ captcha: null, emailVerificationInput: 'x'.repeat(128) })), [
      'captcha',
      'emailVerificationInput',
    ]);
    assert.deepEqual(broken(await patch({ emailVerificationInput })), [
      'plainPassword: ad32d13f-c3d4-423b-909a-857b961eb720',
    ]);
    const plainPassword = 'sandbox-chosen';
    assert.equal((await patch({ emailVerificationInput, plainPassword })).status, 200);
    await signIn(sandbox, json.email, { password: plainPassword });
    assert.equal(sandbox.emailVerificationCode(11), undefined);
    assert.deepEqual(broken(await patch({ emailVerificationInput })), ['emailVerificationInput']);
    const path = '/users/99/email-validation';
    assert.equal((await ask('PATCH', path, { json: { captcha, emailVerificationInput } })).status, 404);
  });

  it('lets nobody in who has not chosen a password yet', async () => {
    const { ask, asOwner } = sandboxForTest();
    const json = { firstName: 'A', lastName: 'B', email: 'a@x.example', invitedRole: [] };
    assert.equal((await asOwner('POST', '/invite', { json })).status, 201);
    for (const tried of [password, '', 'none']) {
      const sent = { captcha, email: json.email, password: tried };
      assert.equal((await ask('POST', '/authentication', { json: sent })).status, 401);
    }
  });

  it('changes an address, for the password, and wants it verified', async () => {
    const { asOwner, ask, sandbox } = sandboxForTest();
    const path = '/users/1/email';
    const wrong = { email: 'new@x.example', plainPassword: 'sandbox-wrong' };
    assert.deepEqual(broken(await asOwner('PATCH', path, { json: wrong })), [wrongPassword]);
    const { body } = await asOwner('PATCH', path, { json: { email: 'new@x.example', plainPassword: password } });
    assert.equal(body.email, 'new@x.example');
    await signIn(sandbox, 'new@x.example');
    const sent = { captcha, email, password };
    assert.equal((await ask('POST', '/authentication', { json: sent })).status, 401, 'the old one is free');
    assert.equal((await asOwner('GET', '/me')).body.email, 'new@x.example', 'the key still holds');
    const same = { email: 'new@x.example', plainPassword: password };
    assert.equal((await asOwner('PATCH', path, { json: same })).status, 200, 'one’s own address is not taken');

    const emailVerificationInput = sandbox.emailVerificationCode(1);
    const verify = (plainPassword?: string) =>
      ask('PATCH', '/users/1/email-validation', { json: { captcha, emailVerificationInput, plainPassword } });
    assert.deepEqual(broken(await verify('sandbox-wrong')), [wrongPassword]);
    assert.equal((await verify()).status, 200);
  });

  it('changes a password, for the old one', async () => {
    const { asOwner, ask, sandbox } = sandboxForTest();
    const path = '/users/1/password';
    const patch = (plainPassword: unknown, newPassword: unknown) =>
      asOwner('PATCH', path, { json: { plainPassword, newPassword } });
    assert.deepEqual(broken(await patch('sandbox-wrong', 'sandbox-new')), [wrongPassword]);
    assert.deepEqual(broken(await patch(null, 'short')), [
      'plainPassword: ad32d13f-c3d4-423b-909a-857b961eb720',
      'newPassword: 9ff3fdc4-b214-49db-8718-39c315e33d45',
    ]);
    assert.equal((await patch(password, 'sandbox-new')).status, 200);
    await signIn(sandbox, email, { password: 'sandbox-new' });
    assert.equal((await ask('POST', '/authentication', { json: { captcha, email, password } })).status, 401);
    assert.ok(!JSON.stringify(sandbox.state).includes('sandbox-new'));
  });
});

describe('sandbox: two-factor sign-in', () => {
  const secretIn = (uri: unknown) => new URL(String(uri)).searchParams.get('secret') ?? '';
  const codeFor = (secret: string, at: number) => totp(fromBase32(secret), at);

  it('is set up, turned on, asked for, and turned off', async () => {
    const { ask, asOwner, clock, sandbox } = sandboxForTest();
    const setUp = await asOwner('PATCH', '/users/1/totp-setup', { json: {} });
    const secret = secretIn(setUp.body.totpUri);
    assert.equal(
      setUp.body.totpUri,
      `otpauth://totp/Tripartie%3Acamille.lefevre%40acme-sandbox.example?issuer=Tripartie&secret=${secret}`,
    );
    assert.match(secret, /^SANDBOX[A-Z2-7]{45}$/);
    const toggle = (totpEnabled: boolean, totpChallenge: unknown) =>
      asOwner('PATCH', '/users/1/totp-toggle', { json: { totpEnabled, totpChallenge } });

    assert.deepEqual(broken(await toggle(true, '000000')), ['totpChallenge']);
    const code = codeFor(secret, clock.now);
    const on = await toggle(true, `${code.slice(0, 3)} ${code.slice(3)}`);
    assert.equal(on.status, 200);
    assert.deepEqual(on.body, {});
    assert.equal((await asOwner('GET', '/me')).body['2fa'], true);

    const refused = await ask('POST', '/authentication', { json: { captcha, email, password } });
    assert.equal(refused.body.message, 'totp mismatch');
    await signIn(sandbox, email, { totpInput: codeFor(secret, clock.now - 30_000) });
    await assert.rejects(signIn(sandbox, email, { totpInput: codeFor(secret, clock.now - 90_000) }));

    assert.deepEqual(broken(await toggle(false, '')), ['totpChallenge']);
    assert.equal((await toggle(false, codeFor(secret, clock.now + 30_000))).status, 200);
    await signIn(sandbox, email);
  });

  it('gives another secret each time, and takes only the last one’s codes', async () => {
    const { asOwner, clock, sandbox } = sandboxForTest();
    const setUp = async () => secretIn((await asOwner('PATCH', '/users/1/totp-setup', { json: {} })).body.totpUri);
    const [first, second] = [await setUp(), await setUp()];
    assert.notEqual(first, second);
    const json = (secret: string) => ({ totpEnabled: true, totpChallenge: codeFor(secret, clock.now) });
    assert.equal((await asOwner('PATCH', '/users/1/totp-toggle', { json: json(first) })).status, 422);
    assert.equal((await asOwner('PATCH', '/users/1/totp-toggle', { json: json(second) })).status, 200);
    assert.ok(!JSON.stringify(sandbox.state).includes(second), 'the state holds no secret');
  });

  it('is not turned on before it is set up', async () => {
    const { asOwner } = sandboxForTest();
    const json = { totpEnabled: true, totpChallenge: '123456' };
    assert.deepEqual(broken(await asOwner('PATCH', '/users/1/totp-toggle', { json })), ['totpChallenge']);
    const nothing = await asOwner('PATCH', '/users/1/totp-toggle', { json: {} });
    assert.equal(broken(nothing).length, 2);
    assert.equal((await asOwner('PATCH', '/users/999/totp-setup', { json: {} })).status, 404);
  });
});
