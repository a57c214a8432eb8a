import assert from 'node:assert/strict';
import type { CallOptions, Credential, Registration, TripartieClient } from '../../../src/api/index.ts';
import { apiClient, CANARY, json, noContent, personaKey, personalKey } from './vocabulary.ts';

/** One operation with an input and an answer that the contract allows. */
export interface Sample {
  readonly operation: Exclude<keyof TripartieClient, 'origin' | 'clockSkewMs' | 'time' | 'now' | 'useCredential'>;
  readonly method: 'get' | 'post' | 'patch' | 'delete';
  /** As the contract writes it. */
  readonly path: string;
  readonly status: 200 | 201 | 204;
  readonly answer?: unknown;
  readonly credential: Credential;
  /** @param id what the path names, of those whose path names something; default: the sample's own */
  run(client: TripartieClient, options?: CallOptions, id?: string): Promise<unknown>;
}

const user = {
  id: 7,
  firstName: 'Ada',
  lastName: 'Sandbox',
  email: 'ada@sandbox.example',
  roles: ['ROLE_ADMIN'],
  totpEnabled: true,
  '2fa': true,
  consentMailAds: false,
  consentMailNotification: true,
  lockdown: false,
  createdAt: '2024-05-01T10:00:00+00:00',
  lastSuccessfulLogIn: '2025-01-12T12:11:02+00:00',
};
const organization = {
  name: 'Sandbox Ltd',
  counterProposalToggle: true,
  directNotificationToggle: true,
  personaAuthPortalToggle: false,
  rateCommissionSafeCheckout: 2.5,
};
const listedOrganization = {
  ...organization,
  id: 3,
  automatedReturnToggle: true,
  internalMessagingToggle: true,
  resolutionCenterToggle: true,
  safeCheckoutToggle: true,
};
const apiClientAnswer = {
  identifier: '0123456789abcdef0123456789abcdef',
  createdAt: '2024-05-01T10:00:00+00:00',
  scopes: ['OFFER_READ'],
  name: 'Sandbox',
};
const personaAnswer = { id: 4, firstName: 'Paul', lastName: 'Sandbox', email: 'paul@sandbox.example' };
const password = `${CANARY}-password`;
const captcha = `${CANARY}-captcha`;

/** Whom an invitation is for, without a role. */
export const person = { firstName: 'Ada', lastName: 'Sandbox', email: 'ada@sandbox.example', invitedRole: [] };

/** What each change of a profile carries. */
export const consents = { consentMailAds: false, consentMailNotification: true };

/** The least that a persona is registered with. */
export const persona = { firstName: 'Paul', lastName: 'Sandbox', gender: 'RATHER_NOT_SAY' } as const;

/** What somebody who founds an organization registers with. */
export const registration: Registration = {
  captcha,
  firstName: 'Ada',
  lastName: 'Sandbox',
  publicName: null,
  roleInCompany: null,
  email: 'ada@sandbox.example',
  plainPassword: password,
  originCountry: 'FRA',
  preferredLanguage: 'fr',
  organization: { name: 'Sandbox Ltd', vatNumber: null, commercialRegistryNumber: '1' },
};

/** All operations of the client, each once. */
export const samples: readonly Sample[] = [
  {
    operation: 'me',
    method: 'get',
    path: '/me',
    status: 200,
    answer: { ...user, organization: { ...listedOrganization, domainVerified: true } },
    credential: personalKey,
    run: (client, options) => client.me(options),
  },
  {
    operation: 'listApiClients',
    method: 'get',
    path: '/api-clients',
    status: 200,
    answer: [apiClientAnswer],
    credential: personalKey,
    run: (client, options) => client.listApiClients(options),
  },
  {
    operation: 'createApiClient',
    method: 'post',
    path: '/api-clients',
    status: 201,
    answer: { identifier: apiClientAnswer.identifier, secret: 'sandbox-secret', name: 'Sandbox' },
    credential: personalKey,
    run: (client, options) => client.createApiClient({ name: 'Sandbox', scopes: ['OFFER_READ'] }, options),
  },
  {
    operation: 'getApiClient',
    method: 'get',
    path: '/api-clients/{identifier}',
    status: 200,
    answer: apiClientAnswer,
    credential: personalKey,
    run: (client, options, id = apiClientAnswer.identifier) => client.getApiClient(id, options),
  },
  {
    operation: 'deleteApiClient',
    method: 'delete',
    path: '/api-clients/{identifier}',
    status: 204,
    credential: personalKey,
    run: (client, options, id = apiClientAnswer.identifier) => client.deleteApiClient(id, options),
  },
  {
    operation: 'listUsers',
    method: 'get',
    path: '/users',
    status: 200,
    answer: [user],
    credential: personalKey,
    run: (client, options) => client.listUsers(options),
  },
  {
    operation: 'getUser',
    method: 'get',
    path: '/users/{id}',
    status: 200,
    answer: { ...user, keys: [], views: [], organization: '/organizations/3', password: CANARY, totpSecret: CANARY },
    credential: personalKey,
    run: (client, options, id = '7') => client.getUser(id, options),
  },
  {
    operation: 'inviteUser',
    method: 'post',
    path: '/invite',
    status: 201,
    answer: { id: 8, iri: '/users/8' },
    credential: personalKey,
    run: (client, options) => client.inviteUser({ ...person, invitedRole: ['ROLE_ADMIN'] }, options),
  },
  {
    operation: 'updateUser',
    method: 'patch',
    path: '/users/{id}',
    status: 200,
    answer: { id: 7 },
    credential: personalKey,
    run: (client, options, id = '7') =>
      client.updateUser(id, { publicName: null, birthday: new Date(0), ...consents }, options),
  },
  {
    operation: 'changePassword',
    method: 'patch',
    path: '/users/{id}/password',
    status: 200,
    answer: user,
    credential: personalKey,
    run: (client, options, id = '7') =>
      client.changePassword(id, { plainPassword: password, newPassword: `${CANARY}-new` }, options),
  },
  {
    operation: 'validateEmail',
    method: 'patch',
    path: '/users/{id}/email-validation',
    status: 200,
    answer: { id: 7 },
    credential: personalKey,
    run: (client, options, id = '7') =>
      client.validateEmail(
        id,
        { captcha, emailVerificationInput: CANARY.padEnd(128, '0'), plainPassword: password },
        options,
      ),
  },
  {
    operation: 'setUpTotp',
    method: 'patch',
    path: '/users/{id}/totp-setup',
    status: 200,
    answer: { totpUri: 'otpauth://totp/Tripartie%3Aada%40sandbox.example?issuer=Tripartie&secret=SANDBOX' },
    credential: personalKey,
    run: (client, options, id = '7') => client.setUpTotp(id, options),
  },
  {
    operation: 'toggleTotp',
    method: 'patch',
    path: '/users/{id}/totp-toggle',
    status: 200,
    answer: {},
    credential: personalKey,
    run: (client, options, id = '7') => client.toggleTotp(id, { totpEnabled: true, totpChallenge: '123 456' }, options),
  },
  {
    operation: 'registerUser',
    method: 'post',
    path: '/register',
    status: 201,
    answer: { id: 9 },
    credential: personalKey,
    run: (client, options) => client.registerUser(registration, options),
  },
  {
    operation: 'authenticate',
    method: 'post',
    path: '/authentication',
    status: 200,
    answer: { token: 'sandbox.personal.key' },
    credential: personalKey,
    run: (client, options) =>
      client.authenticate({ captcha, email: 'ada@sandbox.example', password, totpInput: '123456' }, options),
  },
  {
    operation: 'registerPersona',
    method: 'post',
    path: '/personas/register',
    status: 201,
    answer: personaAnswer,
    credential: personalKey,
    run: (client, options) => client.registerPersona({ ...persona, plainPassword: password }, options),
  },
  {
    operation: 'authenticatePersona',
    method: 'post',
    path: '/personas/authentication',
    status: 201,
    answer: { authUrl: 'https://sandbox.example/?t=sandbox', expireAt: '2025-01-12T12:11:02+00:00' },
    credential: personalKey,
    run: (client, options) => client.authenticatePersona({ email: 'paul@sandbox.example' }, options),
  },
  {
    operation: 'personaMe',
    method: 'get',
    path: '/personas/me',
    status: 200,
    answer: personaAnswer,
    credential: personaKey,
    run: (client, options) => client.personaMe(options),
  },
  {
    operation: 'fetchToken',
    method: 'post',
    path: '/token',
    status: 200,
    answer: { token_type: 'Bearer', expires_in: 3600, access_token: 'sandbox.access.token' },
    credential: { kind: 'none' },
    run: (client, options) => client.fetchToken({ ...apiClient, scopes: ['OFFER_READ', 'OFFER_WRITE'] }, options),
  },
  {
    operation: 'deleteUser',
    method: 'delete',
    path: '/users/{id}',
    status: 204,
    credential: personalKey,
    run: (client, options, id = '7') => client.deleteUser(id, options),
  },
  {
    operation: 'enableUser',
    method: 'patch',
    path: '/users/{id}/enable',
    status: 200,
    answer: { id: 7 },
    credential: personalKey,
    run: (client, options, id = '7') => client.enableUser(id, options),
  },
  {
    operation: 'changeUserEmail',
    method: 'patch',
    path: '/users/{id}/email',
    status: 200,
    answer: user,
    credential: personalKey,
    run: (client, options, id = '7') =>
      client.changeUserEmail(id, { email: 'ada@sandbox.example', plainPassword: password }, options),
  },
  {
    operation: 'listOrganizations',
    method: 'get',
    path: '/organizations',
    status: 200,
    answer: [listedOrganization],
    credential: personalKey,
    run: (client, options) => client.listOrganizations(options),
  },
  {
    operation: 'getOrganization',
    method: 'get',
    path: '/organizations/{id}',
    status: 200,
    answer: organization,
    credential: personalKey,
    run: (client, options, id = '3') => client.getOrganization(id, options),
  },
  {
    operation: 'updateOrganization',
    method: 'patch',
    path: '/organizations/{id}',
    status: 200,
    answer: organization,
    credential: personalKey,
    run: (client, options, id = '3') =>
      client.updateOrganization(id, { name: 'Sandbox Ltd', vatNumber: null, commercialRegistryNumber: '1' }, options),
  },
];

/** The sample of an operation. */
export function sampleOf(operation: Sample['operation']): Sample {
  const sample = samples.find((each) => each.operation === operation);
  assert.ok(sample, operation);
  return sample;
}

/** The path that a sample's request goes to, with its ids. */
export function pathnameOf({ path }: Sample): string {
  return path
    .replace('{identifier}', apiClientAnswer.identifier)
    .replace('{id}', path.startsWith('/organizations') ? '3' : '7');
}

/** The operations whose path names what they are about. */
export const named = samples.filter(({ path }) => path.includes('{'));

/** The answer that a sample calls for. */
export function answerOf({ status, answer }: Sample): Response {
  return status === 204 ? noContent() : json(answer, status);
}

/** Whether an operation changes something, and is not sent twice. */
export function isUnrepeatableWrite({ method, operation }: Sample): boolean {
  return (method === 'post' || method === 'patch') && operation !== 'fetchToken' && operation !== 'authenticate';
}
