import { type ApiClient, allPages, type TripartieClient } from '../api/index.ts';
import type { SecretPlace } from '../session/secrets/clientSecrets.ts';

/**
 * How exactly the API's time is known, in milliseconds: its answers tell it to the second, and one may have been on its
 * way for a moment. An equal key that a colleague made that shortly before is taken for ours.
 */
const CLOCK_GRAIN_MS = 5_000;

/** What a create asked for. */
export interface Wanted {
  readonly name: string;
  readonly scopes: readonly string[];
}

/** What of an account it takes to find them. */
export interface Searched {
  readonly client: Pick<TripartieClient, 'listApiClients' | 'clockSkewMs'>;
  readonly secrets: { place(identifier: string): Promise<SecretPlace> };
}

export interface Orphans {
  readonly orphans: readonly ApiClient[];
  /** Whether a key that is not among them is not there: the list was whole, and it was known what is new in it. */
  readonly complete: boolean;
}

/**
 * The keys that a create whose answer was lost may have made: equal to what was asked for, with no secret here, and not
 * older than the create by the API's own clock. Where its answers tell no time, no key can be said to be new.
 * @param startedAt when the create was sent, milliseconds since 1970 by this computer's clock
 * @throws ApiError, StoreError
 */
export async function findOrphans({ client, secrets }: Searched, wanted: Wanted, startedAt: number): Promise<Orphans> {
  const equal: ApiClient[] = [];
  let isWhole = false;
  const pages = allPages((page, options) => client.listApiClients({ ...options, page }), {
    keyOf: ({ identifier }: ApiClient) => identifier,
    onProgress: ({ end }) => {
      isWhole = end === 'complete';
    },
  });
  for await (const page of pages) equal.push(...page.filter((each) => isEqual(each, wanted)));
  const skew = client.clockSkewMs();
  if (skew === undefined) return { orphans: [], complete: false };
  const since = startedAt - skew - CLOCK_GRAIN_MS;
  const orphans: ApiClient[] = [];
  for (const each of equal) {
    const isNew = each.createdAt !== undefined && each.createdAt.getTime() >= since;
    if (isNew && (await secrets.place(each.identifier)) === 'absent') orphans.push(each);
  }
  return { orphans, complete: isWhole };
}

function isEqual(client: ApiClient, { name, scopes }: Wanted): boolean {
  return (
    client.name === name &&
    client.scopes.length === scopes.length &&
    scopes.every((scope) => client.scopes.includes(scope))
  );
}
