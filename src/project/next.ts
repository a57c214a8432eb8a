import { type Dotenv, find, type Unreadable } from '../dotenv/index.ts';
import { comparable, findClient, isIdentifier, type NamedClient } from '../reference/index.ts';
import type { NeededKey } from './parse.ts';

/** What a file has under the names of a key. `identifier`: what stands there. */
export type Found =
  | { readonly kind: 'here'; readonly identifier: string }
  | { readonly kind: 'missing' }
  | { readonly kind: 'unclear' };

/** @param file `undefined` where there is none */
export function foundIn(file: Dotenv | Unreadable | undefined, { names }: Pick<NeededKey, 'names'>): Found {
  if (file === undefined) return { kind: 'missing' };
  if (file.kind !== 'read') return { kind: 'unclear' };
  const identifier = find(file, names.identifier)?.text;
  return identifier && find(file, names.secret)?.text ? { kind: 'here', identifier } : { kind: 'missing' };
}

/** The account that is signed in, as far as it counts. */
export interface Means {
  readonly environment: NonNullable<NeededKey['environment']>;
  readonly clients: readonly NamedClient[];
  /** Whether this editor has the secret of a client. */
  hasSecret(identifier: string): boolean;
}

/**
 * What is to be done for a key. `there`: nothing. `foreign`: its variables are set, but to no key of that client.
 * `unknown`: the account has no client of this identifier, and none can be made with it.
 */
export type Next<Client extends NamedClient = NamedClient> =
  | { readonly kind: 'there' | 'foreign' | 'signIn' | 'switchProfile' | 'ambiguous' | 'unclear' | 'unknown' }
  /** `near`: whom the project may mean. */
  | { readonly kind: 'create'; readonly near: Client | undefined }
  | { readonly kind: 'import' | 'write'; readonly client: Client };

/** What is to be done for a key. @param means `undefined` where nobody is signed in who can list clients */
export function nextOf(needed: NeededKey, found: Found, means: Means | undefined): Next {
  if (found.kind === 'unclear') return { kind: 'unclear' };
  const isHere = found.kind === 'here';
  if (!means) return { kind: isHere ? 'there' : 'signIn' };
  if (needed.environment && needed.environment !== means.environment) {
    return { kind: isHere ? 'there' : 'switchProfile' };
  }
  const match = findClient(comparable(needed.client), means.clients);
  const meant = match.kind === 'found' ? [match.client] : match.kind === 'several' ? match.clients : [];
  if (isHere && meant.some(({ identifier }) => identifier === found.identifier)) return { kind: 'there' };
  if (match.kind === 'several') return { kind: 'ambiguous' };
  if (match.kind === 'absent') {
    if (isHere) return { kind: 'foreign' };
    return isIdentifier(needed.client) ? { kind: 'unknown' } : { kind: 'create', near: match.near[0] };
  }
  const { client } = match;
  return { kind: means.hasSecret(client.identifier) ? 'write' : 'import', client };
}

/**
 * "2 of 3 keys are missing here": those that no file has anything of. The same with and without an account, which a status
 * bar does not ask.
 * @param foreign how many are there, but another client's, as far as the account tells
 */
export function missingWords(founds: readonly Found[], foreign = 0): string {
  const missing = missingOf(founds);
  if (missing === 0 && foreign > 0) {
    return founds.length === 1
      ? 'The key here is another API client’s'
      : `${foreign} of ${founds.length} keys ${foreign === 1 ? 'is' : 'are'} another API client’s`;
  }
  if (founds.length === 1) return missing === 1 ? '1 key is missing here' : 'The key is here';
  if (missing === 0) return `All ${founds.length} keys are here`;
  return `${missing} of ${founds.length} keys ${missing === 1 ? 'is' : 'are'} missing here`;
}

/** How many keys are missing. */
export function missingOf(founds: readonly Found[]): number {
  return founds.filter(({ kind }) => kind === 'missing').length;
}
