import assert from 'node:assert/strict';
import { InvalidError, type Registration, type TripartieClient } from '../../../src/api/index.ts';
import { consents, person, persona, registration } from './samples.ts';
import { clientOf, errorOf, json } from './vocabulary.ts';

const password = 'sandbox-password';
const code = '0'.repeat(128);
const organization = { name: 'Sandbox Ltd', vatNumber: null, commercialRegistryNumber: '1' };

type Founded = NonNullable<Registration['organization']>;

/** A registration that founds an organization as well. */
function founding(billingAddress: Founded['billingAddress'] & (object | null), websiteUrl = 'https://sandbox.example') {
  return { ...registration, organization: { ...organization, websiteUrl, billingAddress } };
}

/** Inputs just inside and just outside a limit of the contract. */
const limits: Record<
  string,
  {
    field: string;
    good: (client: TripartieClient) => Promise<unknown>;
    bad: (client: TripartieClient) => Promise<unknown>;
  }
> = {
  'a name of an API client, 32': {
    field: 'name',
    good: (client) => client.createApiClient({ name: '😀'.repeat(32), scopes: ['OFFER_READ'] }),
    bad: (client) => client.createApiClient({ name: 'x'.repeat(33), scopes: ['OFFER_READ'] }),
  },
  'scopes, at least one': {
    field: 'scopes',
    good: (client) => client.createApiClient({ name: null, scopes: ['OFFER_READ', 'PERSONA_AUTH'] }),
    bad: (client) => client.createApiClient({ name: null, scopes: [] as never }),
  },
  'scopes that can be asked for': {
    field: 'scopes.1',
    good: (client) => client.createApiClient({ name: null, scopes: ['OFFER_READ'] }),
    bad: (client) => client.createApiClient({ name: null, scopes: ['OFFER_READ', 'INTERNAL_WRITE' as never] }),
  },
  'a first name, 1 to 64': {
    field: 'firstName',
    good: (client) => client.inviteUser({ ...person, firstName: 'x'.repeat(64) }),
    bad: (client) => client.inviteUser({ ...person, firstName: '' }),
  },
  'a last name, 1 to 64': {
    field: 'lastName',
    good: (client) => client.inviteUser({ ...person, lastName: 'x' }),
    bad: (client) => client.inviteUser({ ...person, lastName: 'x'.repeat(65) }),
  },
  'an email address, 180': {
    field: 'email',
    good: (client) => client.inviteUser({ ...person, email: `${'x'.repeat(176)}@y.z` }),
    bad: (client) => client.inviteUser({ ...person, email: `${'x'.repeat(177)}@y.z` }),
  },
  'an email address without spaces': {
    field: 'email',
    good: (client) => client.inviteUser({ ...person, email: 'a@b.c' }),
    bad: (client) => client.inviteUser({ ...person, email: 'a@b c' }),
  },
  'an email address with one at sign only': {
    field: 'email',
    good: (client) => client.inviteUser(person),
    bad: (client) => client.inviteUser({ ...person, email: 'a@b@c' }),
  },
  'an email address with an at sign': {
    field: 'email',
    good: (client) => client.inviteUser(person),
    bad: (client) => client.inviteUser({ ...person, email: 'ada' }),
  },
  'a well-formed text': {
    field: 'lastName',
    good: (client) => client.inviteUser({ ...person, lastName: '😀' }),
    bad: (client) => client.inviteUser({ ...person, lastName: '\ud83d' }),
  },
  'a password, 6 to 64': {
    field: 'newPassword',
    good: (client) => client.changePassword(7, { plainPassword: password, newPassword: 'x'.repeat(64) }),
    bad: (client) => client.changePassword(7, { plainPassword: password, newPassword: 'x'.repeat(5) }),
  },
  'a password as it is, 6 to 64': {
    field: 'plainPassword',
    good: (client) => client.changePassword(7, { plainPassword: 'x'.repeat(6), newPassword: password }),
    bad: (client) => client.changePassword(7, { plainPassword: 'x'.repeat(65), newPassword: password }),
  },
  'a mailed code, no shorter': {
    field: 'emailVerificationInput',
    good: (client) => client.validateEmail(7, { captcha: 'sandbox', emailVerificationInput: code }),
    bad: (client) => client.validateEmail(7, { captcha: 'sandbox', emailVerificationInput: code.slice(1) }),
  },
  'a TOTP code of 6 digits at least': {
    field: 'totpChallenge',
    good: (client) => client.toggleTotp(7, { totpEnabled: true, totpChallenge: '123456' }),
    bad: (client) => client.toggleTotp(7, { totpEnabled: true, totpChallenge: '12345' }),
  },
  'a TOTP code of 8 digits at most': {
    field: 'totpChallenge',
    good: (client) => client.toggleTotp(7, { totpEnabled: false, totpChallenge: '12345678' }),
    bad: (client) => client.toggleTotp(7, { totpEnabled: false, totpChallenge: '123456789' }),
  },
  'a day of birth': {
    field: 'dateOfBirth',
    good: (client) => client.registerPersona({ ...persona, dateOfBirth: '1990-12-31' }),
    bad: (client) => client.registerPersona({ ...persona, dateOfBirth: '1990-12-31T00:00' }),
  },
  'a day of birth that begins with its year': {
    field: 'dateOfBirth',
    good: (client) => client.registerPersona({ ...persona, dateOfBirth: null }),
    bad: (client) => client.registerPersona({ ...persona, dateOfBirth: 'on 1990-12-31' }),
  },
  'a day of birth that the calendar has': {
    field: 'dateOfBirth',
    good: (client) => client.registerPersona({ ...persona, dateOfBirth: '2024-02-29' }),
    bad: (client) => client.registerPersona({ ...persona, dateOfBirth: '2025-02-29' }),
  },
  'a day of birth in a month that there is': {
    field: 'dateOfBirth',
    good: (client) => client.registerPersona({ ...persona, dateOfBirth: '0000-01-01' }),
    bad: (client) => client.registerPersona({ ...persona, dateOfBirth: '1990-13-01' }),
  },
  'a date up to the year 9999': {
    field: 'birthday',
    good: (client) => client.updateUser(7, { ...consents, birthday: new Date('9999-12-31T23:59:59Z') }),
    bad: (client) => client.updateUser(7, { ...consents, birthday: new Date('+010000-01-01T00:00:00Z') }),
  },
  'a date from the year 0 on': {
    field: 'birthday',
    good: (client) => client.updateUser(7, { ...consents, birthday: new Date('0000-01-01T00:00:00Z') }),
    bad: (client) => client.updateUser(7, { ...consents, birthday: new Date('-000001-12-31T00:00:00Z') }),
  },
  'the web address of an organization, 64': {
    field: 'websiteUrl',
    good: (client) =>
      client.updateOrganization(3, { ...organization, websiteUrl: `https://y.example/${'x'.repeat(46)}` }),
    bad: (client) =>
      client.updateOrganization(3, { ...organization, websiteUrl: `https://y.example/${'x'.repeat(47)}` }),
  },
  'a gender of the list': {
    field: 'gender',
    good: (client) => client.registerPersona({ ...persona, gender: 'OTHER' }),
    bad: (client) => client.registerPersona({ ...persona, gender: 'other' as never }),
  },
  'an organization name, 64': {
    field: 'name',
    good: (client) => client.updateOrganization(3, { ...organization, name: 'x'.repeat(64) }),
    bad: (client) => client.updateOrganization(3, { ...organization, name: 'x'.repeat(65) }),
  },
  'a registry number, 32': {
    field: 'commercialRegistryNumber',
    good: (client) => client.updateOrganization(3, { ...organization, commercialRegistryNumber: 'x'.repeat(32) }),
    bad: (client) => client.updateOrganization(3, { ...organization, commercialRegistryNumber: 'x'.repeat(33) }),
  },
  'a text of 10,000': {
    field: 'roleInCompany',
    good: (client) => client.updateUser(7, { ...consents, roleInCompany: 'x'.repeat(10_000) }),
    bad: (client) => client.updateUser(7, { ...consents, roleInCompany: 'x'.repeat(10_001) }),
  },
  'a consent that is there': {
    field: 'consentMailAds',
    good: (client) => client.updateUser(7, consents),
    bad: (client) => client.updateUser(7, { consentMailNotification: true } as never),
  },
  'a public name, 2 to 32': {
    field: 'publicName',
    good: (client) => client.registerUser({ ...registration, publicName: 'xx' }),
    bad: (client) => client.registerUser({ ...registration, publicName: 'x' }),
  },
  'a role, 2 to 32': {
    field: 'roleInCompany',
    good: (client) => client.registerUser({ ...registration, roleInCompany: 'x'.repeat(32) }),
    bad: (client) => client.registerUser({ ...registration, roleInCompany: 'x'.repeat(33) }),
  },
  'a country of 3 letters': {
    field: 'originCountry',
    good: (client) => client.registerUser({ ...registration, originCountry: 'FRA' }),
    bad: (client) => client.registerUser({ ...registration, originCountry: 'FRAN' }),
  },
  'a language of 2 letters': {
    field: 'preferredLanguage',
    good: (client) => client.registerUser({ ...registration, preferredLanguage: null }),
    bad: (client) => client.registerUser({ ...registration, preferredLanguage: 'fra' }),
  },
  'the address of an organization that is founded': {
    field: 'organization.billingAddress.countryCode',
    good: (client) => client.registerUser(founding({ countryCode: 'FRA', zipCode: '1', cityName: 'x' })),
    bad: (client) => client.registerUser(founding({ countryCode: 'FRAN' })),
  },
  'the web address of an organization that is founded, 64': {
    field: 'organization.websiteUrl',
    good: (client) => client.registerUser(founding(null, `https://y.example/${'x'.repeat(46)}`)),
    bad: (client) => client.registerUser(founding(null, `https://y.example/${'x'.repeat(47)}`)),
  },
  'a mailed code, exactly 128': {
    field: 'emailVerificationInput',
    good: (client) => client.validateEmail(7, { captcha: 'sandbox', emailVerificationInput: code }),
    bad: (client) => client.validateEmail(7, { captcha: 'sandbox', emailVerificationInput: `${code}0` }),
  },
  'a TOTP code of digits': {
    field: 'totpChallenge',
    good: (client) => client.toggleTotp(7, { totpEnabled: true, totpChallenge: ' 123 456 ' }),
    bad: (client) => client.toggleTotp(7, { totpEnabled: true, totpChallenge: '12345a' }),
  },
  'a date that is one': {
    field: 'birthday',
    good: (client) =>
      client.updateUser(7, { birthday: new Date(0), consentMailAds: true, consentMailNotification: true }),
    bad: (client) =>
      client.updateUser(7, { birthday: new Date(Number.NaN), consentMailAds: true, consentMailNotification: true }),
  },
  'a page from 1': {
    field: 'page',
    good: (client) => client.listUsers({ page: 1 }),
    bad: (client) => client.listUsers({ page: 0 }),
  },
  'a page that is whole': {
    field: 'page',
    good: (client) => client.listApiClients({ page: 2 }),
    bad: (client) => client.listApiClients({ page: 1.5 }),
  },
  'a secret that is there': {
    field: 'secret',
    good: (client) => client.fetchToken({ identifier: 'sandbox', secret: 's' }),
    bad: (client) => client.fetchToken({ identifier: 'sandbox', secret: '' }),
  },
};

const answers: Record<string, unknown> = {
  '/api-clients': { identifier: 'x', secret: 'y' },
  '/token': { token_type: 'bearer', expires_in: 1, access_token: 'x' },
};

describe('limits of inputs', () => {
  for (const [name, { field, good, bad }] of Object.entries(limits)) {
    it(`${name}: inside is sent, outside is refused with its field and without its value`, async () => {
      let sent = 0;
      const client = clientOf((request) => {
        sent += 1;
        const { pathname } = new URL(request.url);
        return json(request.method === 'GET' ? [] : (answers[pathname] ?? { id: 7, roles: [] }));
      });
      await good(client);
      assert.equal(sent, 1);
      const error = await errorOf(bad(client));
      assert.ok(error instanceof InvalidError);
      assert.deepEqual(
        error.violations.map((violation) => violation.field),
        [field],
      );
      assert.equal(error.status, undefined);
      assert.equal(sent, 1);
    });
  }
});
