import assert from 'node:assert/strict';
import { broken, type Fields, sandboxForTest } from './vocabulary.ts';

describe('sandbox: users', () => {
  const blank = 'c1051bb4-d103-4f74-8988-acbcafc7fdc3';
  const isNull = 'ad32d13f-c3d4-423b-909a-857b961eb720';
  const tooShort = '9ff3fdc4-b214-49db-8718-39c315e33d45';
  const tooLong = 'd94b19cc-114f-4f44-9cc4-4138e80a87b9';

  it('shows who the key is for, with the organization', async () => {
    const { asOwner } = sandboxForTest();
    const { body } = await asOwner<Fields & { organization: Fields }>('GET', '/me');
    assert.equal(body.email, 'camille.lefevre@acme-sandbox.example');
    assert.deepEqual(body.roles, ['ROLE_ORGANIZATION_OWNER', 'ROLE_USER']);
    assert.equal(body.organization.name, 'Acme Sandbox');
    assert.equal(body['2fa'], false);
  });

  it('lists people of many places, with and without what may be missing', async () => {
    const { asOwner } = sandboxForTest({ users: 1000, pageSize: 1000 });
    const { body } = await asOwner<Record<string, string>[]>('GET', '/users');
    assert.equal(new Set(body.map(({ email }) => email)).size, 1000);
    assert.ok(body.every(({ email = '' }) => /^[a-z.-]+(\.\d+)?@acme-sandbox\.example$/.test(email)));
    assert.ok(body.some(({ firstName }) => firstName === 'Łukasz') && body.some(({ lastName }) => lastName === '佐藤'));
    for (const field of ['roleInCompany', 'publicName', 'lastSuccessfulLogIn', 'avatar', 'intlPhoneNumber']) {
      const having = body.filter((user) => field in user).length;
      assert.ok(having > 50 && having < 999, field);
    }
    assert.ok(body.every((user) => Object.values(user).every((value) => value !== null)));
  });

  it('shows a user raw, with links and with what must never be kept', async () => {
    const { asOwner } = sandboxForTest();
    const { body } = await asOwner('GET', '/users/2');
    assert.equal(body.organization, '/organizations/3');
    assert.equal(body.password, 'sandbox-canary-password-hash');
    const canaries = Object.entries(body).filter(([, value]) => String(value).includes('sandbox-canary-'));
    assert.deepEqual(
      canaries.map(([field]) => field).sort(),
      [
        'captcha',
        'emailVerificationCode',
        'emailVerificationInput',
        'newPassword',
        'password',
        'phoneVerificationCode',
        'phoneVerificationInput',
        'plainPassword',
        'salt',
        'totpChallenge',
        'totpSecret',
        'totpUri',
      ].sort(),
    );
    const bare = await sandboxForTest({ canaries: false }).asOwner('GET', '/users/2');
    assert.ok(!bare.text.includes('canary'));
  });

  it('finds no user under what is no id', async () => {
    const { asOwner } = sandboxForTest({ users: 10 });
    for (const id of ['0', '11', 'x', '1x', '-1', '1e1', '%2e', '..%2fme', '9'.repeat(40)]) {
      assert.equal((await asOwner('GET', `/users/${id}`)).status, 404, id);
    }
  });

  it('invites someone, who is then listed', async () => {
    const { asOwner } = sandboxForTest({ users: 10 });
    const json = { firstName: 'Zoë', lastName: 'Q', email: 'zoe@x.example', invitedRole: ['ROLE_ADMIN', 'ROLE_ADMIN'] };
    const made = await asOwner('POST', '/invite', { json });
    assert.equal(made.status, 201);
    assert.deepEqual(made.body, { id: 11, iri: '/users/11' });
    assert.equal(made.headers.get('Location'), '/users/11');
    const { body } = await asOwner('GET', '/users/11');
    assert.deepEqual(body.roles, ['ROLE_ADMIN', 'ROLE_USER']);
    assert.equal(body.createdAt, '2026-01-15T12:00:00+00:00');
    assert.ok(!('lastSuccessfulLogIn' in body));

    const again = { ...json, email: 'ZOE@x.example' };
    assert.deepEqual(broken(await asOwner('POST', '/invite', { json: again })), [
      'email: 23bd9dbf-6b9b-41cd-a99e-4844bcf3077f',
    ]);
    const seeded = { ...json, email: 'camille.lefevre@acme-sandbox.example' };
    assert.equal((await asOwner('POST', '/invite', { json: seeded })).status, 422);
  });

  it('says all that is wrong with an invitation', async () => {
    const { asOwner } = sandboxForTest();
    const nothing = await asOwner('POST', '/invite', { json: {} });
    assert.deepEqual(broken(nothing), [
      `firstName: ${blank}`,
      `lastName: ${blank}`,
      `email: ${isNull}`,
      `invitedRole: ${isNull}`,
    ]);
    assert.equal(
      nothing.body.detail,
      'firstName: This value should not be blank.\nlastName: This value should not be blank.\n' +
        'email: This value should not be null.\ninvitedRole: This value should not be null.',
    );
    const wrong = { firstName: '', lastName: 'x'.repeat(65), email: 'x@y', invitedRole: ['ROLE_USER'] };
    assert.deepEqual(broken(await asOwner('POST', '/invite', { json: wrong })), [
      `firstName: ${blank}`,
      `firstName: ${tooShort}`,
      `lastName: ${tooLong}`,
      'email: bd79c0ab-ddba-46cc-a703-a7a4b08de310',
      'invitedRole: 8e179f1b-97aa-4560-a02f-2a8b42e49df7',
    ]);
    const long = { firstName: 'x', lastName: 'y', email: `${'x'.repeat(171)}@y.example`, invitedRole: [] };
    assert.deepEqual(broken(await asOwner('POST', '/invite', { json: long })), [`email: ${tooLong}`]);
    const typed = { ...long, email: null };
    assert.equal(
      (await asOwner('POST', '/invite', { json: typed })).body.detail,
      'The type of the "email" attribute must be "string", "NULL" given.',
    );
  });

  it('changes what is given and leaves the rest', async () => {
    const { asOwner, clock } = sandboxForTest();
    const before = (await asOwner('GET', '/me')).body;
    clock.now += 60_000;
    const json = {
      roleInCompany: null,
      birthday: '1990-02-03T00:00:00+00:00',
      consentMailAds: true,
      consentMailNotification: false,
      email: 'no@x.example',
    };
    const changed = await asOwner('PATCH', '/users/1', { json });
    assert.equal(changed.status, 200);
    assert.deepEqual(changed.body, { id: 1, iri: '/users/1' });
    const { roleInCompany: _gone, ...rest } = before;
    const updated = {
      birthday: json.birthday,
      consentMailAds: true,
      consentMailNotification: false,
      updatedAt: '2026-01-15T12:01:00+00:00',
    };
    assert.deepEqual((await asOwner('GET', '/me')).body, { ...rest, ...updated });
    assert.equal((await asOwner('PATCH', '/users/999', { json })).status, 404);
    assert.deepEqual(broken(await asOwner('PATCH', '/users/1', { json: { ...json, publicName: 'x' } })), [
      `publicName: ${tooShort}`,
    ]);
    assert.deepEqual(broken(await asOwner('PATCH', '/users/1', { json: { firstName: 'x' } })), [
      'consentMailNotification: ad32d13f-c3d4-423b-909a-857b961eb720',
      'consentMailAds: ad32d13f-c3d4-423b-909a-857b961eb720',
    ]);
    assert.equal((await asOwner('PATCH', '/users/1', { json: { birthday: 'soon' } })).status, 400);
    assert.equal((await asOwner('PATCH', '/users/1', { json: { consentMailAds: 'yes' } })).status, 400);
  });

  it('keeps a date as PHP prints it, and refuses what is none', async () => {
    const { asOwner } = sandboxForTest();
    const consents = { consentMailAds: true, consentMailNotification: false };
    for (const [given, kept] of [
      ['1990-02-03', '1990-02-03T00:00:00+00:00'],
      ['1990-02-03T10:20', '1990-02-03T10:20:00+00:00'],
      ['1990-02-03 10:20:30.123', '1990-02-03T10:20:30+00:00'],
      ['1990-12-31T00:00:00+01:00', '1990-12-31T00:00:00+01:00'],
      ['1990-12-31T00:00:00-0330', '1990-12-31T00:00:00-03:30'],
      ['2024-02-30', '2024-03-01T00:00:00+00:00'],
      ['0050-01-01', '0050-01-01T00:00:00+00:00'],
      ['0099-12-31T24:00', '0100-01-01T00:00:00+00:00'],
      ['2024-02-29T23:59:59Z', '2024-02-29T23:59:59+00:00'],
    ] as const) {
      assert.equal((await asOwner('PATCH', '/users/1', { json: { ...consents, birthday: given } })).status, 200, given);
      assert.equal((await asOwner('GET', '/me')).body.birthday, kept);
    }
    for (const birthday of ['May 5', '2024-13-01', '2024-00-10', '2024-01-32', '2024-01-01T25:00', '1990', '']) {
      assert.equal((await asOwner('PATCH', '/users/1', { json: { ...consents, birthday } })).status, 400, birthday);
    }
  });

  it('deletes a user for good, but never the owner', async () => {
    const { asOwner } = sandboxForTest();
    assert.equal((await asOwner('DELETE', '/users/5')).status, 204);
    assert.equal((await asOwner('DELETE', '/users/5')).status, 404);
    assert.equal((await asOwner('DELETE', '/users/1')).status, 403);
  });

  it('lets a locked user in again', async () => {
    const { ask, asOwner, sandbox } = sandboxForTest({ users: 400, pageSize: 400 });
    const { body } = await asOwner<{ id: number; email: string; totpEnabled: boolean }[]>('GET', '/users');
    const raw = await Promise.all(body.map(({ id }) => asOwner('GET', `/users/${id}`)));
    const locked = body.find(({ totpEnabled }, index) => raw[index]?.body.lockdown === true && !totpEnabled);
    const { captcha, password } = sandbox.credentials;
    const json = { captcha, password, email: locked?.email };
    assert.equal((await ask('POST', '/authentication', { json })).status, 401);
    assert.equal((await asOwner('PATCH', `/users/${locked?.id}/enable`, { json: {} })).status, 200);
    assert.equal((await ask('POST', '/authentication', { json })).status, 200);
  });
});
