import { type ApiClient, allPages, type TripartieClient } from '../api/index.ts';
import { type Clock, systemClock } from '../platform/clock.ts';
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

type Counting = Pick<Clock, 'elapsed'>;

/** When a create was sent. */
export interface Sent {
  /** By the API's clock, where that had been heard. */
  readonly api: number;
  /** See `Clock.elapsed` of the platform. */
  readonly elapsed: number;
}

/** This moment, as that of a create. */
export function sentNow(client: Pick<TripartieClient, 'time'>, clock: Counting = systemClock): Sent {
  return { api: client.time()?.atLeast ?? Number.POSITIVE_INFINITY, elapsed: clock.elapsed() };
}

/** Longer ago than a create is that was cut short, in milliseconds. */
const LONG_AGO_MS = 86_400_000;

/**
 * The moment of a create that another extension host noted by the wall clock. Where that was set back since, nobody knows
 * how long ago it is: rather too long, as whoever is asked about a key can say that it is not the one.
 * @param startedAt milliseconds since 1970
 */
export function sentAt(startedAt: number, clock: Pick<Clock, 'now' | 'elapsed'> = systemClock): Sent {
  const ago = clock.now() - startedAt;
  return { api: Number.POSITIVE_INFINITY, elapsed: clock.elapsed() - (ago >= 0 ? ago : LONG_AGO_MS) };
}

/** What of an account it takes to find them. */
export interface Searched {
  readonly client: Pick<TripartieClient, 'listApiClients' | 'time'>;
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
 * @param sent when the create was
 * @throws ApiError, StoreError
 */
export async function findOrphans(
  { client, secrets }: Searched,
  wanted: Wanted,
  sent: Sent,
  clock: Counting = systemClock,
): Promise<Orphans> {
  const equal: ApiClient[] = [];
  let isWhole = false;
  const pages = allPages((page, options) => client.listApiClients({ ...options, page }), {
    keyOf: ({ identifier }: ApiClient) => identifier,
    onProgress: ({ end }) => {
      isWhole = end === 'complete';
    },
  });
  for await (const page of pages) equal.push(...page.filter((each) => isEqual(each, wanted)));
  const told = client.time();
  if (!told) return { orphans: [], complete: false };
  // Whatever was done to this computer's clock since; one that slept counted too little.
  const since = Math.min(sent.api, told.atLeast - (clock.elapsed() - sent.elapsed)) - CLOCK_GRAIN_MS;
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
