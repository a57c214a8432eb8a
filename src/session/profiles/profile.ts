import type { ApiOrigin } from '../../api/origin.ts';
import { sha256 } from '../../platform/hash.ts';
import { plain } from '../../ui/plainText.ts';
import { ENVIRONMENT_LABELS, type EnvironmentId } from './environments.ts';

/** What a profile signs its requests with: a person's key, or an API client's identifier and secret. */
export type CredentialKind = 'personalKey' | 'apiClient';

/** What never changes in a profile: a credential belongs to one address and to one person or API client. */
export interface Binding {
  readonly environment: EnvironmentId;
  /** Left out for the sandbox, whose address is another one in each window. */
  readonly origin?: ApiOrigin;
  readonly kind: CredentialKind;
  /** Whose credential it is: the id of the user, or the identifier of the API client. */
  readonly subject: string;
}

/** An account in an environment, as it is remembered: nothing of it is secret. */
export interface Profile extends Binding {
  readonly id: string;
  /** The person's own name for it. */
  readonly name?: string;
  /** Name of the organization, as far as it is known. */
  readonly organization?: string;
  /** Email address of the person, as far as it is known. */
  readonly email?: string;
  /** Nothing can be changed through it. */
  readonly readOnly: boolean;
  /** When its credential was stored last, in milliseconds since 1970. */
  readonly keyWrittenAt?: number;
  /** How the person got its credential, see `NewProfile`. */
  readonly way?: 'password';
  /** The person signed out of it; the environment variable's is there all the same. */
  readonly left?: boolean;
}

/** Longest name of a profile, in characters. */
export const PROFILE_NAME_MAX = 40;

/** What the ids of profiles begin with whose personal key is in the environment variable. */
const VARIABLE = 'variable-';

/**
 * The id of the profile of the environment variable, which is there as long as the variable is. Another person's key is
 * another profile: what was noted of the one before, or allowed to another extension, is not for it.
 * @param who whose key it is, and where
 */
export function variableId(...who: readonly string[]): string {
  return VARIABLE + sha256(JSON.stringify(who), 'hex').slice(0, 16);
}

/** Whether it is the id of a profile of the environment variable. */
export function isVariable(id: string): boolean {
  return id.startsWith(VARIABLE);
}

/**
 * "Acme · Staging", for a view's description, the status bar and every confirmation. An API client does not learn its
 * organization, so the start of its identifier tells it from another one. A long name is cut, and never what stands
 * behind it.
 */
export function accountName({
  name,
  organization,
  kind,
  subject,
  environment,
  readOnly,
}: Pick<Profile, 'name' | 'organization' | 'kind' | 'subject' | 'environment' | 'readOnly'>): string {
  const own = name ?? organization ?? (kind === 'apiClient' ? `API client ${subject.slice(0, 8)}` : undefined);
  return [
    ...(own ? [plain(own, PROFILE_NAME_MAX)] : []),
    ENVIRONMENT_LABELS[environment],
    ...(readOnly ? ['read-only'] : []),
  ].join(' · ');
}

/** Longest part of a title that an organization's name takes, in characters. */
const TITLE_NAME_MAX = 28;

/**
 * {@link accountName} for the title of a quick input: a long name is cut, so that the environment and the step, which
 * stand behind it, are not.
 */
export function titleName(profile: Parameters<typeof accountName>[0]): string {
  const own = profile.name ?? profile.organization;
  return accountName(own === undefined ? profile : { ...profile, name: plain(own, TITLE_NAME_MAX) });
}

/** The sandbox's owner has a key that comes from the sandbox itself. */
export const OWN_KEY = { kind: 'sandboxOwner' } as const;

/** The account that the sandbox is made for. Its key comes from the sandbox's seed, so nothing of it is kept. */
export const SANDBOX_OWNER: Binding = { environment: 'sandbox', kind: 'personalKey', subject: 'owner' };

/** Whether two are the same person or API client at the same place. */
export function isSame(one: Binding, other: Binding): boolean {
  return (
    placeOf(one) === placeOf(other) &&
    one.environment === other.environment &&
    one.kind === other.kind &&
    one.subject === other.subject
  );
}

/** Where a credential belongs to: an address, or the sandbox, whose address changes. */
export function placeOf({ origin }: Pick<Binding, 'origin'>): string {
  return origin ?? 'sandbox';
}
