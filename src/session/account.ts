import type { Activity } from '../activity/activityFile.ts';
import type { ApiOrigin, TripartieClient } from '../api/index.ts';
import type { PlaceMemory } from './placeMemory.ts';
import type { EnvironmentId } from './profiles/environments.ts';
import type { Binding, CredentialKind, Profile } from './profiles/profile.ts';
import type { ClientSecrets } from './secrets/clientSecrets.ts';
import type { Durability } from './secrets/durability.ts';
import type { KeptCredential } from './secrets/keptCredential.ts';
import type { Vault } from './secrets/vault.ts';

/** The account that is signed in, with everything that belongs to it and ends with it. */
export interface Account {
  readonly profileId: string;
  /** The person's own name for the profile. */
  readonly name?: string;
  readonly environment: EnvironmentId;
  readonly origin: ApiOrigin;
  /** The origin, or a name for it that stays the same when the address does not: the sandbox has another port each time. */
  readonly scope: string;
  readonly kind: CredentialKind;
  /** Whose credential it is: the id of the user, or the identifier of the API client. */
  readonly subject: string;
  /** Nothing can be changed through it; the client refuses to. It may have been allowed since, or forbidden: the client knows. */
  readonly readOnly: boolean;
  readonly client: TripartieClient;
  /** Aborted when it is no longer the signed-in one: whatever shows it or asks for something to send has to close. */
  readonly ended: AbortSignal;
  readonly vault: Vault;
  readonly secrets: ClientSecrets;
  /** Where keys were put in this workspace, whoever was signed in. */
  readonly places: PlaceMemory;
  /** Name of the organization, as far as it is known. */
  readonly organization?: string;
  /** Email address of the person, as far as it is known. */
  readonly email?: string;
  /** Whether its secrets outlive a restart of this editor. */
  readonly durability: Durability;
  /** When the personal key ends, if it says so. */
  readonly keyEndsAt: Date | undefined;
  /** Tells the views what this extension itself has changed at Tripartie through the account. */
  changed(what: Change): void;
  /** Notes in the activity log what was done with this account, and to which API client or user. */
  note(what: Activity['what'], about?: { identifier: string; name?: string | null }, outcome?: string): void;
}

/** What was changed at Tripartie: API clients or their keys, or the person who is signed in. */
export type Change = 'keys' | 'me';

/**
 * Why a profile cannot be used although it is there: the store lost its key over a restart, gives back something else,
 * has not heard of it yet because another window stored it, or does not answer.
 */
export type Missing = 'forgotten' | 'altered' | 'elsewhere' | 'unanswered';

export type SessionState =
  | { kind: 'signedOut' }
  | { kind: 'unavailable'; profile: Profile; because: Missing }
  /** `refused`: the API no longer accepts the key. What asks it meanwhile waits for another one. */
  | { kind: 'signedIn'; account: Account; refused: boolean };

/** A profile to sign in with. */
export interface NewProfile extends Binding {
  /** Left out for the sandbox's owner, whose key comes from the sandbox itself. */
  readonly credential?: KeptCredential;
  /** How the person got the credential, where there is a better way to the next one than to paste it. */
  readonly way?: 'password';
  readonly readOnly?: boolean;
  readonly organization?: string;
  readonly email?: string;
}
