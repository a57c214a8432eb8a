import type { Id } from '../../api/index.ts';

/** Where the secret of a key is, as far as it matters here. `unknown`: the store did not answer. */
export type SecretState = 'here' | 'elsewhere' | 'unknown';

/** What is known of a key. Names are plain text. */
export interface KeyFact {
  readonly identifier: string;
  readonly name: string;
  /** Whole days; absent where the API does not say. */
  readonly ageDays?: number;
  readonly scopes: readonly string[];
  readonly secret: SecretState;
  /** Takes part in a rotation under way: its other key has the same name, and it is not due any more. */
  readonly isRotating: boolean;
  readonly isDue: boolean;
  /** Whether an equal key can be asked for. */
  readonly isRotatable: boolean;
}

/** How much of a list is known. */
export interface Extent {
  readonly seen: number;
  /** How many there are, as far as the API said. */
  readonly total?: number;
  readonly isComplete: boolean;
}

/** Somebody whom a finding is about. */
export interface PersonFact {
  readonly id: Id;
  /** Plain text. */
  readonly name: string;
  /** What is to be known of them, in a few words. */
  readonly detail: string;
}

/** People whom a finding is about: how many, and those of them who are named, at most `NAMED_MAX`. */
export interface FoundPeople {
  count: number;
  readonly named: PersonFact[];
}

/** How many people of a role sign in with a second factor. */
export interface RoleCount {
  readonly role: string;
  on: number;
  off: number;
  unknown: number;
}

/** When people signed in last, in days, from `SIGN_IN_DAYS`; then longer ago, and no sign-in known. */
export type SignInCounts = number[];

/** What was counted of the people that are known. */
export interface PeopleFacts {
  readonly seen: number;
  readonly roles: readonly RoleCount[];
  readonly signIns: SignInCounts;
  readonly administratorsWithoutTwoFactor: FoundPeople;
  readonly owners: FoundPeople;
  readonly notForLong: FoundPeople;
  readonly noneKnown: FoundPeople;
}

/** All that is known of an account. */
export interface Facts {
  /** Plain text. */
  readonly account: string;
  /** When it was counted, in words. */
  readonly counted: string;
  /** Days; 0: keys never come due. */
  readonly maxAgeDays: number;
  readonly keys: readonly KeyFact[];
  readonly keyExtent: Extent;
  readonly people: PeopleFacts;
  readonly peopleExtent: Extent;
}
