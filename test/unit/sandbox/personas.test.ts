import assert from 'node:assert/strict';
import { broken, type Fields, sandboxForTest } from './vocabulary.ts';

describe('sandbox: personas', () => {
  const person = { firstName: 'Ada', lastName: 'Núñez', gender: 'RATHER_NOT_SAY' };

  it('shows the persona of a key', async () => {
    const { ask, sandbox } = sandboxForTest();
    const { body } = await ask('GET', '/personas/me', { personaKey: sandbox.credentials.personaKey });
    assert.equal(body.firstName, 'Inès');
    assert.ok(!('password' in body));
  });

  it('has nobody behind a key of a persona that is gone', async () => {
    const before = sandboxForTest();
    const json = { ...person, email: 'ada@x.example' };
    assert.equal((await before.asOwner('POST', '/personas/register', { json })).status, 201);
    const { body } = await before.asOwner('POST', '/personas/authentication', { json: { email: json.email } });
    const personaKey = new URL(String(body.authUrl)).searchParams.get('personaKey') ?? '';
    assert.equal((await before.ask('GET', '/personas/me', { personaKey })).status, 200);
    assert.equal((await sandboxForTest().ask('GET', '/personas/me', { personaKey })).status, 404);
  });

  it('registers one, and makes an address that signs in as that one', async () => {
    const { ask, asOwner, clock } = sandboxForTest();
    const json = {
      ...person,
      email: 'ada@x.example',
      mobilePhoneNumber: '+33199000199',
      plainPassword: 'sandbox-pass',
    };
    const made = await asOwner('POST', '/personas/register', { json });
    assert.equal(made.status, 201);
    assert.equal(made.headers.get('Location'), '/personas/4');
    const { gender: _gender, plainPassword: _password, ...shown } = json;
    assert.deepEqual(made.body, { id: 4, ...shown });

    const targetUrl = 'https://shop.example/return?order=1';
    const by = async (sent: Fields) => {
      const { body, status } = await asOwner('POST', '/personas/authentication', { json: sent });
      assert.equal(status, 201);
      assert.equal(body.expireAt, '2026-01-15T13:00:00+00:00');
      const url = new URL(String(body.authUrl));
      const personaKey = url.searchParams.get('personaKey') ?? '';
      url.searchParams.delete('personaKey');
      return { url: url.href, personaKey };
    };
    const { url, personaKey } = await by({ email: 'ADA@x.example', targetUrl, plainPassword: 'sandbox-pass' });
    assert.equal(url, targetUrl);
    assert.equal((await ask('GET', '/personas/me', { personaKey })).body.id, 4);
    assert.equal((await by({ mobilePhoneNumber: json.mobilePhoneNumber })).url, 'https://personas.sandbox.invalid/');
    clock.now += 3_600_000;
    assert.equal((await ask('GET', '/personas/me', { personaKey })).body.message, 'Expired JWT Token');
  });

  it('says what is wrong', async () => {
    const { asOwner } = sandboxForTest();
    const register = async (json: Fields) => broken(await asOwner('POST', '/personas/register', { json }));
    assert.deepEqual(await register({ ...person, gender: 'ROBOT' }), ['gender: 8e179f1b-97aa-4560-a02f-2a8b42e49df7']);
    const { gender: _, ...withoutGender } = person;
    assert.deepEqual(await register(withoutGender), ['gender: ad32d13f-c3d4-423b-909a-857b961eb720']);
    assert.deepEqual(await register({ ...person, email: 'ines.moreau@personas-sandbox.example', captcha: 'x' }), [
      'captcha',
      'email: 23bd9dbf-6b9b-41cd-a99e-4844bcf3077f',
    ]);
    const authenticate = async (json: Fields) => broken(await asOwner('POST', '/personas/authentication', { json }));
    assert.deepEqual(await authenticate({}), ['email']);
    assert.deepEqual(await authenticate({ email: 'nobody@x.example', captcha: 'x' }), ['captcha', 'email']);
    assert.deepEqual(await authenticate({ mobilePhoneNumber: '+1' }), ['mobilePhoneNumber']);
    assert.deepEqual(await authenticate({ mobilePhoneNumber: '+33199000101', plainPassword: 'x' }), ['plainPassword']);
    for (const targetUrl of ['https://[', 'https://a b/', 'https://x:99999/']) {
      assert.deepEqual(
        await authenticate({ targetUrl }),
        ['targetUrl: 57c2f299-1154-4870-89bb-ef3b1f5ad229', 'email'].slice(0, 1),
      );
    }
    assert.deepEqual(await authenticate({ targetUrl: 'javascript:alert(1)' }), [
      'targetUrl: 57c2f299-1154-4870-89bb-ef3b1f5ad229',
    ]);
    const date = { ...person, dateOfBirth: 'x' };
    assert.equal((await asOwner('POST', '/personas/register', { json: date })).status, 400);
    const solved = { ...person, captcha: 'sandbox-captcha', dateOfBirth: '1990-01-01' };
    assert.equal((await asOwner('POST', '/personas/register', { json: solved })).status, 201);
  });
});
