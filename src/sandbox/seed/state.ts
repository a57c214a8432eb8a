/** A user as the sandbox keeps it: only users that were changed or made are ever stored. */
export interface UserRecord {
  id: number;
  /** 0: none. */
  organization: number;
  firstName: string;
  lastName: string;
  publicName: string | null;
  roleInCompany: string | null;
  birthday: string | null;
  email: string;
  emailVerified: boolean;
  /** How many verification codes were issued: the last one counts, and is derived from this number. */
  emailCodes: number;
  roles: string[];
  /** `seed`: the well-known sandbox password; `none`: not chosen yet; otherwise a salted scrypt hash. */
  password: string;
  totpEnabled: boolean;
  /** How many secrets were set up: the last one counts, and is derived from this number. */
  totpSetups: number;
  intlPhoneNumber: string | null;
  originCountry: string | null;
  preferredLanguage: string | null;
  lastSuccessfulLogIn: string | null;
  avatar: string | null;
  createdAt: string;
  updatedAt: string;
  consentMailNotification: boolean;
  consentMailAds: boolean;
  lockdown: boolean;
}

/** An API client as the sandbox keeps it. The secret is a SHA-256 hash: it is shown once, as at the real API. */
export interface ApiClientRecord {
  identifier: string;
  organization: number;
  name: string | null;
  scopes: string[];
  createdAt: string;
  secretHash: string;
}

/** A persona as the sandbox keeps it. */
export interface PersonaRecord {
  id: number;
  firstName: string;
  lastName: string;
  language: string | null;
  email: string | null;
  mobilePhoneNumber: string | null;
  /** As in {@link UserRecord}. */
  password: string;
}

/** An organization as the sandbox keeps it: the fields of `Organization-Update` by their own names. */
export interface OrganizationRecord {
  id: number;
  name: string;
  vatNumber: string | null;
  commercialRegistryNumber: string;
  websiteUrl: string | null;
  domainVerified: boolean;
  [field: string]: string | number | boolean | null;
}

/** What changed since the seed, as plain JSON without a secret: fit for a file, and for `createSandbox({ state })`. */
export interface SandboxState {
  version: 1;
  seed: number;
  users: number;
  apiClients: number;
  /** Milliseconds since 1970: the ages of the seed's keys and users count from here. */
  startedAt: number;
  /** How many things were made: identifiers and secrets of new ones are derived from it. */
  made: number;
  changedUsers: Record<string, UserRecord>;
  deletedUsers: number[];
  createdApiClients: ApiClientRecord[];
  deletedApiClients: string[];
  createdPersonas: PersonaRecord[];
  changedOrganizations: Record<string, OrganizationRecord>;
}

/** The state of a sandbox in which nothing has changed yet. */
export function freshState(seed: Pick<SandboxState, 'seed' | 'users' | 'apiClients' | 'startedAt'>): SandboxState {
  return {
    version: 1,
    ...seed,
    made: 0,
    changedUsers: {},
    deletedUsers: [],
    createdApiClients: [],
    deletedApiClients: [],
    createdPersonas: [],
    changedOrganizations: {},
  };
}

/** A copy of a state given back. Throws where it is not one that this version wrote, which a file may hold. */
export function resumeState(state: SandboxState): SandboxState {
  if (state?.version !== 1) throw new TypeError('This is not a sandbox state of version 1');
  return structuredClone(state);
}

/** `2025-01-12T12:11:02+00:00`, as PHP's DATE_ATOM prints. */
export function atom(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19)}+00:00`;
}
