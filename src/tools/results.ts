import type { ApiClient, UserSummary } from '../api/index.ts';
import type { PlaceState } from '../dotenv/index.ts';
import type { ParkReason, Refusal, Result } from '../rotation/machine/index.ts';
import { plain } from '../ui/plainText.ts';

/*
 * All that a language model can learn from a tool. A secret cannot be in it: no type here has a field for one, and each
 * is made from types of the API that have none.
 */

declare const oneLine: unique symbol;

/** A text of the API that was made one visible line. */
export type PlainText = string & { readonly [oneLine]: true };

/** Makes a text of the API fit to be told: see `plain`. */
export function toPlainText(text: string, max?: number): PlainText {
  return plain(text, max) as PlainText;
}

/** Why a tool could not look. */
export type Unavailable = 'signedOut' | 'keyRefused' | 'needsPersonalKey' | 'tooSlow' | 'cancelled' | 'untrusted';

/** A user, as far as it helps to know who it is. */
export interface FoundUser {
  readonly id: PlainText;
  readonly name: PlainText;
  readonly email: PlainText;
  readonly roleInCompany: PlainText;
  readonly roles: readonly PlainText[];
  readonly twoFactor: NonNullable<UserSummary['twoFactor']> | 'unknown';
}

/** An API client, as the list has it. */
export interface ListedClient {
  readonly name: PlainText;
  readonly identifier: PlainText;
  readonly ageDays: number | 'unknown';
  readonly scopes: readonly PlainText[];
  readonly due: boolean;
  /** How it takes part in a rotation under way. */
  readonly rotation: PlainText | 'none';
}

/** A key that is due. */
export interface DueClient extends Pick<ListedClient, 'name' | 'identifier' | 'ageDays' | 'rotation'> {
  /** Scopes that nobody can ask for: with one of them no equal key can be made. */
  readonly notCreatable: readonly PlainText[];
}

/** A file of the workspace that has a key, or that the key was put into. What is in the file has no field here. */
export interface ListedPlace {
  readonly file: PlainText;
  readonly identifierVariable: PlainText;
  readonly secretVariable: PlainText | 'unknown';
  readonly state: PlaceState;
}

/** Something to look at, with some of those it is about. */
export interface ListedFinding {
  readonly finding: PlainText;
  readonly meaning: PlainText;
  readonly names: readonly PlainText[];
  /** How many more there are. */
  readonly more: number;
}

/** How a rotation stands when its tool is through. */
export type RotationEnd =
  | { readonly state: Result }
  | { readonly state: 'bothWork'; readonly until?: Date }
  /** It goes on later, or waits for the person; nothing is lost. */
  | { readonly state: 'paused' }
  | { readonly state: 'stopped'; readonly because: ParkReason }
  | { readonly state: 'refused'; readonly because: Refusal['kind'] | 'readOnly' | 'noSuchClient' | 'notConfirmed' };

/** What a tool came to. */
export type ToolResult =
  | { readonly kind: 'unavailable'; readonly because: Unavailable }
  | { readonly kind: 'failed'; readonly message: PlainText }
  | {
      readonly kind: 'users';
      readonly account: PlainText;
      readonly users: readonly FoundUser[];
      readonly seen: number;
      /** Whether everybody was looked at. */
      readonly complete: boolean;
    }
  | {
      readonly kind: 'clients';
      readonly account: PlainText;
      readonly clients: readonly ListedClient[];
      readonly complete: boolean;
    }
  | {
      readonly kind: 'due';
      readonly account: PlainText;
      /** 0: keys never come due. */
      readonly maxAgeDays: number;
      readonly due: readonly DueClient[];
      readonly complete: boolean;
    }
  | {
      readonly kind: 'places';
      readonly account: PlainText;
      readonly client: Pick<ListedClient, 'name' | 'identifier'>;
      readonly places: readonly ListedPlace[];
    }
  | {
      readonly kind: 'health';
      readonly account: PlainText;
      /** How much of each list was looked at. */
      readonly keys: PlainText;
      readonly users: PlainText;
      readonly findings: readonly ListedFinding[];
    }
  | { readonly kind: 'noSuchClient'; readonly account: PlainText }
  | {
      readonly kind: 'rotation';
      readonly account: PlainText;
      readonly client: Pick<ListedClient, 'name' | 'identifier'>;
      readonly end: RotationEnd;
    };

/** Names that a field of a result must not have. */
type Confidential = 'secret' | 'jwt' | 'token' | 'password' | 'credential' | 'totpUri';

/** The type, with nothing to put in where a field is called like a secret, however deep. */
export type WithoutSecret<T> = T extends string | number | boolean | Date | undefined
  ? T
  : { readonly [K in keyof T]: K extends Confidential ? never : WithoutSecret<T[K]> };

/** What a person calls a client, and what the API does. */
export function nameOf({ name, identifier }: Pick<ApiClient, 'name' | 'identifier'>) {
  return { name: toPlainText(name ?? '', 64), identifier: toPlainText(identifier, 64) };
}
