import { type InferOutput, object, pipe, string, transform, union } from 'valibot';
import { day, flag, type Id, id, present, someNames, text, time, unneeded } from './shared.ts';

/**
 * The organization as an object, or as an address (`/organizations/3`, after a gateway's prefix where there is one), the
 * way `GET /users/{id}` gives it.
 */
const organization = unneeded(
  union([
    pipe(
      object({ id: unneeded(id), name: text }),
      transform((wire) => present(wire)),
    ),
    pipe(
      string(),
      transform((iri): { id?: Id; name?: string } => present({ id: /\/organizations\/([^/]+)$/.exec(iri)?.[1] })),
    ),
  ]),
);

/**
 * What is read of a user, and all that is: `GET /users/{id}` also carries the password's hash, the TOTP secret and
 * verification codes, which end here because they are not listed.
 */
export const userWire = object({
  id,
  firstName: text,
  lastName: text,
  publicName: text,
  roleInCompany: text,
  email: text,
  roles: someNames,
  totpEnabled: flag,
  '2fa': flag,
  secondAuthFactor: flag,
  intlPhoneNumber: text,
  originCountry: text,
  preferredLanguage: text,
  birthday: day,
  lastSuccessfulLogIn: time,
  createdAt: time,
  updatedAt: time,
  consentMailAds: flag,
  consentMailNotification: flag,
  lockdown: flag,
  impersonatingOrganization: flag,
  organization,
});

/** The organization a user belongs to, as far as the answer tells. */
export interface OrganizationReference {
  readonly id?: Id;
  readonly name?: string;
}

/** A user as a list shows one. What the API leaves out is absent. */
export interface UserSummary {
  readonly id: Id;
  readonly firstName?: string;
  readonly lastName?: string;
  readonly publicName?: string;
  readonly roleInCompany?: string;
  readonly email?: string;
  /** Role names, unknown ones included; empty when the answer has none. */
  readonly roles: string[];
  /** Whether a second factor is asked for at sign-in: `2fa`, `secondAuthFactor` (since 2.0.204) or `totpEnabled`. */
  readonly twoFactor?: boolean;
  readonly intlPhoneNumber?: string;
  readonly lastLogIn?: Date;
  readonly createdAt?: Date;
  readonly updatedAt?: Date;
  readonly organization?: OrganizationReference;
}

/** A user in full, without the sensitive fields that the API sends along. */
export interface UserDetails extends UserSummary {
  readonly originCountry?: string;
  readonly preferredLanguage?: string;
  /** Midnight of the day in UTC. */
  readonly birthday?: Date;
  readonly consentMailAds?: boolean;
  readonly consentMailNotification?: boolean;
  /** The account is locked. */
  readonly lockdown?: boolean;
  readonly impersonatingOrganization?: boolean;
}

/** Who is signed in. */
export type Me = UserDetails;

/** A user from the wire. */
export function toUser(wire: InferOutput<typeof userWire>): UserDetails {
  const { '2fa': twoFactor, secondAuthFactor, totpEnabled, lastSuccessfulLogIn, ...same } = wire;
  return present({
    ...same,
    twoFactor: twoFactor ?? secondAuthFactor ?? totpEnabled,
    lastLogIn: lastSuccessfulLogIn,
  });
}

/** What a change of a user answers with. */
export const userReferenceWire = object({ id: unneeded(id) });

/** The user that a call was about, where the answer names it. */
export interface UserReference {
  readonly id?: Id;
}

/** A user's reference from the wire. */
export function toReference(wire: InferOutput<typeof userReferenceWire>): UserReference {
  return present(wire);
}
