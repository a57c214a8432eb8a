import { CREATABLE_SCOPES } from './seed/apiClients.ts';

// What each operation's body must be: the contract's limits, and the fields that it requires.

const name = { type: 'string', min: 1, max: 64 } as const;
const neededName = { ...name, required: 'blank' } as const;
const text = { type: 'string', nullable: true } as const;
const email = { type: 'string', required: 'null', format: 'email', max: 180 } as const;
const password = { type: 'string', nullable: true, min: 6, max: 64 } as const;
const neededPassword = { ...password, required: 'null' } as const;
const flag = { type: 'bool' } as const;
const neededFlag = { ...flag, required: 'null' } as const;
const date = { type: 'string', nullable: true, format: 'date' } as const;
const publicText = { type: 'string', nullable: true, min: 2, max: 32 } as const;
const registryNumber = { type: 'string', max: 32 } as const;
const vatNumber = { type: 'string', nullable: true, required: 'key', max: 32 } as const;
const websiteUrl = { type: 'string', nullable: true, format: 'url', max: 64 } as const;
const address = {
  type: 'object',
  nullable: true,
  fields: {
    companyName: text,
    countryCode: { type: 'string', format: 'country' },
    zipCode: { type: 'string' },
    cityName: { type: 'string' },
    firstLine: { type: 'string' },
    secondLine: text,
    buildingName: text,
    buildingFloor: text,
    gateOrPortalOrInboxCode: text,
  },
} as const;

/** `ApiClient-Write`. */
export const apiClientWrite = {
  referenceName: { type: 'string', nullable: true, required: 'present', max: 32 },
  desiredScopes: { type: 'array', choices: CREATABLE_SCOPES, minItems: 1, required: 'present' },
} as const;

/** `User-Invite`. */
export const userInvite = {
  firstName: neededName,
  lastName: neededName,
  email,
  invitedRole: {
    type: 'array',
    required: 'null',
    choices: [
      'ROLE_ADMIN',
      'ROLE_CONSULTANT',
      'ROLE_ACCOUNTING_MANAGER',
      'ROLE_BILLING_MANAGER',
      'ROLE_CUSTOMER_SERVICE',
      // The contract prints these since 2.0.179.
      'ROLE_PLATFORM_ADMIN',
      'ROLE_PLATFORM_SUPPORT',
      'ROLE_ORGANIZATION_OWNER',
    ],
  },
} as const;

/**
 * `User-Write`. It lists `publicName` and `roleInCompany` as required and lets them be null; the refusal of an empty body
 * that the contract prints names neither, so the sandbox assumes that the API does not miss them. Clients send both.
 */
export const userWrite = {
  firstName: neededName,
  lastName: neededName,
  email,
  plainPassword: neededPassword,
  originCountry: { type: 'string', nullable: true, required: 'null', format: 'country' },
  preferredLanguage: { type: 'string', nullable: true, required: 'null', format: 'language' },
  captcha: text,
  publicName: publicText,
  roleInCompany: publicText,
  birthday: date,
  intlPhoneNumber: text,
  consentMailNotification: flag,
  consentMailAds: flag,
  organization: {
    type: 'object',
    nullable: true,
    fields: {
      name: { ...neededName, min: 0 },
      vatNumber,
      commercialRegistryNumber: { ...registryNumber, required: 'blank' },
      websiteUrl,
      billingAddress: address,
    },
  },
} as const;

/** `User-Update`: what is left out stays as it is. The contract wants both consents each time. */
export const userUpdate = {
  firstName: name,
  lastName: name,
  publicName: publicText,
  roleInCompany: publicText,
  birthday: date,
  intlPhoneNumber: text,
  consentMailNotification: neededFlag,
  consentMailAds: neededFlag,
} as const;

/** `User-UserPasswordUpdate`. */
export const passwordUpdate = { plainPassword: neededPassword, newPassword: neededPassword } as const;

/** `User-UserEmailUpdate`. */
export const emailUpdate = { email, plainPassword: neededPassword } as const;

/** `User-EmailValidationWrite`. */
export const emailValidation = {
  captcha: text,
  plainPassword: password,
  emailVerificationInput: { type: 'string', nullable: true, required: 'null', exact: 128 },
} as const;

/** `User-TotpToggleWrite`. */
export const totpToggle = {
  totpEnabled: { type: 'bool', required: 'null' },
  totpChallenge: { type: 'string', nullable: true, required: 'null' },
} as const;

/** `UserJwtWrite`. */
export const userJwtWrite = {
  captcha: text,
  email: { type: 'string' },
  password: { type: 'string' },
  totpInput: text,
} as const;

/** `Persona-Register`. */
export const personaRegister = {
  captcha: text,
  plainPassword: password,
  firstName: neededName,
  lastName: neededName,
  gender: { type: 'string', required: 'null', choices: ['MALE', 'FEMALE', 'OTHER', 'RATHER_NOT_SAY'] },
  dateOfBirth: date,
  language: { type: 'string', nullable: true, format: 'language' },
  email: { type: 'string', nullable: true, format: 'email' },
  mobilePhoneNumber: text,
} as const;

/** `Persona-ExternalAuth`. */
export const personaAuth = {
  captcha: text,
  targetUrl: { type: 'string', nullable: true, format: 'url' },
  plainPassword: text,
  email: text,
  mobilePhoneNumber: text,
} as const;

/** `Organization-Update`: what is left out stays as it is, but for the three that the contract wants each time. */
export const organizationUpdate = {
  name: { ...name, required: 'null' },
  vatNumber,
  commercialRegistryNumber: { ...registryNumber, required: 'null' },
  websiteUrl,
  customBaseUrl: { type: 'string', nullable: true, format: 'url' },
  billingAddress: address,
  primaryColor: text,
  secondaryColor: text,
  accentColor: text,
  errorColor: text,
  infoColor: text,
  successColor: text,
  warningColor: text,
  directNotificationToggle: flag,
  anonymityLevel: { type: 'string', choices: ['COMPLETE', 'PARTIAL_FIRST_NAME', 'TRANSPARENT'] },
  internalMessagingToggle: flag,
  personaAuthPortalToggle: flag,
  automatedReturnToggle: flag,
  counterProposalToggle: flag,
  rateCommissionSafeCheckout: { type: 'float' },
} as const;
