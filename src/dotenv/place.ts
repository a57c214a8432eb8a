import type { FoundNames } from './names.ts';
import { type Dotenv, find, type Unreadable } from './parse.ts';

/**
 * What a place has of the key that it is remembered for. `old`: the key that this one replaced. `changed`: something
 * else, which somebody put there. `gone`: the file, or both names in it. `unclear`: readers do not agree.
 */
export type PlaceState = 'current' | 'old' | 'changed' | 'gone' | 'unclear';

/** A key, as far as it can be told from others. */
export interface ExpectedKey {
  readonly identifier: string;
  /** Where it is known; else a place counts by its identifier. */
  readonly secret?: string | undefined;
  /** Identifier of the key that it replaced. */
  readonly replaces?: string | undefined;
}

/** What is in a place. @param file `undefined` where there is none */
export function placeState(
  file: Dotenv | Unreadable | undefined,
  names: FoundNames,
  { identifier, secret, replaces }: ExpectedKey,
): PlaceState {
  if (file === undefined) return 'gone';
  if (file.kind !== 'read') return 'unclear';
  const hasIdentifier = find(file, names.identifier)?.text;
  const hasSecret = names.secret && find(file, names.secret)?.text;
  if (!hasIdentifier && !hasSecret) return 'gone';
  if (replaces !== undefined && hasIdentifier === replaces) return 'old';
  if (hasIdentifier !== identifier) return 'changed';
  return names.secret && (!hasSecret || (secret !== undefined && hasSecret !== secret)) ? 'changed' : 'current';
}
