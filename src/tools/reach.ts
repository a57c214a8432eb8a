import type { ApiClient, TripartieClient } from '../api/index.ts';
import type { Directory } from '../directory/index.ts';
import type { Report } from '../health/report/index.ts';
import type { Outcome } from '../rotation/machine/index.ts';
import type { KeyPlace } from '../session/keyPlaces.ts';
import type { Account } from '../session/session.ts';
import type { PlainText } from './results.ts';

/** How long a tool waits for the API, in milliseconds. What came until then is told. */
export const PATIENCE_MS = 20_000;

/** What a tool needs of the room that rotates. */
export interface Rotating {
  /** How a key takes part in a rotation under way, in words. */
  markOf(identifier: string): { readonly words: string } | undefined;
  /** Ends when the person has answered all that is asked, or left a question; closing messages may still be in sight. */
  rotate(client: ApiClient, name: string): Promise<Outcome | undefined>;
}

/** The part of the directory that finds people, and changes nobody. */
export type People = Pick<Directory, 'load' | 'find' | 'progress' | 'lookupCandidate'>;

/** Gives the people of an account, as Find User knows them. */
export type PeopleOf = (account: Account) => Promise<{ readonly directory: People }>;

/** The health of the signed-in account as far as it is loaded; `undefined` where nobody may look. */
export type LatestHealth = () => Promise<Report | undefined>;

/** All of the signed-in account that a tool gets hold of: neither its credential nor the store of secrets. */
export interface Reach {
  readonly account: PlainText;
  readonly readOnly: boolean;
  readonly api: Pick<TripartieClient, 'listApiClients' | 'getApiClient' | 'getUser' | 'now'>;
  readonly rotations: Rotating;
  readonly maxAgeDays: number;
  /** The places of a key in this workspace: file and names, and not what is in them. */
  places(identifier: string): Promise<readonly KeyPlace[]>;
  /** What the page of its health shows. */
  readonly health: LatestHealth;
  /** The directory that Find User uses. */
  people(): Promise<People>;
}

/** What a promise comes to that hears of no signal: a disk or a store may take any time. `undefined` once it is too late. */
export function unlessLate<T>(promise: Promise<T>, signal: AbortSignal): Promise<T | undefined> {
  const late = new Promise<undefined>((resolve) => {
    signal.addEventListener('abort', () => resolve(undefined));
    if (signal.aborted) resolve(undefined);
  });
  return Promise.race([promise, late]);
}
