import type { OrganizationRecord, UserRecord } from './seed/state.ts';
import type { Settings } from './settings.ts';

/** `User-PostRegisterRead` and `User-user.subscribed`. */
export function idAndIri({ id }: UserRecord, { ids }: Settings): object {
  return { id: ids === 'string' ? String(id) : id, iri: `/users/${id}` };
}

/** `User-AuthenticatedRead` and `User-UserRead`, which list the same fields. */
export function ownShape(user: UserRecord, organization: OrganizationRecord | undefined, settings: Settings): object {
  return {
    ...listShape(user, undefined, settings),
    birthday: user.birthday,
    originCountry: user.originCountry,
    preferredLanguage: user.preferredLanguage,
    consentMailNotification: user.consentMailNotification,
    consentMailAds: user.consentMailAds,
    lockdown: user.lockdown,
    impersonatingOrganization: false,
    organization: organization && {
      ...toggles(organization),
      id: organization.id,
      name: organization.name,
      domainVerified: organization.domainVerified,
    },
  };
}

/** `User-CollectionRead`. */
export function listShape(user: UserRecord, organization: OrganizationRecord | undefined, settings: Settings): object {
  return {
    ...idAndIri(user, settings),
    firstName: user.firstName,
    lastName: user.lastName,
    publicName: user.publicName,
    roleInCompany: user.roleInCompany,
    email: user.email,
    roles: user.roles,
    totpEnabled: user.totpEnabled,
    intlPhoneNumber: user.intlPhoneNumber,
    lastSuccessfulLogIn: user.lastSuccessfulLogIn,
    avatar: user.avatar && { publicUrl: user.avatar },
    createdAt: user.createdAt,
    updatedAt: user.updatedAt,
    [settings.secondFactorName]: user.totpEnabled,
    organization: organization && organizationInList(organization),
  };
}

/** `Organization-CollectionRead`. */
export function organizationInList(organization: OrganizationRecord): object {
  const { id, name, vatNumber, commercialRegistryNumber, websiteUrl, directNotificationToggle } = organization;
  return {
    ...toggles(organization),
    id,
    name,
    vatNumber,
    commercialRegistryNumber,
    websiteUrl,
    directNotificationToggle,
  };
}

/**
 * `User`, as it lies in the API's database: links instead of objects, and fields that no client should ever touch.
 * Those hold canaries, so that a client can show that it drops them.
 */
export function rawShape(user: UserRecord, settings: Settings): object {
  const canaries = {
    password: 'sandbox-canary-password-hash',
    plainPassword: 'sandbox-canary-plain-password',
    newPassword: 'sandbox-canary-new-password',
    salt: 'sandbox-canary-salt',
    totpSecret: 'sandbox-canary-totp-secret',
    totpUri: 'otpauth://totp/sandbox-canary-totp-uri',
    totpChallenge: 'sandbox-canary-totp-challenge',
    emailVerificationCode: 'sandbox-canary-email-verification-code',
    emailVerificationInput: 'sandbox-canary-email-verification-input',
    phoneVerificationCode: 'sandbox-canary-phone-verification-code',
    phoneVerificationInput: 'sandbox-canary-phone-verification-input',
    captcha: 'sandbox-canary-captcha',
  };
  return {
    ...ownShape(user, undefined, settings),
    avatar: user.avatar && `/media/${user.id}`,
    organization: user.organization === 0 ? null : `/organizations/${user.organization}`,
    username: user.email,
    userIdentifier: user.email,
    notifications: [],
    medias: [],
    views: [],
    keys: [`/keys/${user.id}`],
    ...(settings.canaries && canaries),
  };
}

function toggles(organization: OrganizationRecord): object {
  return {
    safeCheckoutToggle: organization.safeCheckoutToggle,
    resolutionCenterToggle: organization.resolutionCenterToggle,
    internalMessagingToggle: organization.internalMessagingToggle,
    personaAuthPortalToggle: organization.personaAuthPortalToggle,
    automatedReturnToggle: organization.automatedReturnToggle,
    counterProposalToggle: organization.counterProposalToggle,
    flatRateEnabled: organization.flatRateEnabled,
    rateCommissionSafeCheckout: organization.rateCommissionSafeCheckout,
  };
}
