import type { ApiClient, Page } from '../../api/index.ts';
import type { LockedRun } from './lockedRun.ts';

/** How often a list that moved is read again before it counts as incomplete. */
const ATTEMPTS = 3;

/** More pages than any account has; a server that never ends its list is not followed for ever. */
const PAGES_MAX = 200;

/** All of an account's keys. */
export interface KeyList {
  readonly clients: readonly ApiClient[];
  /** How many more there are, of which it cannot be read which ones they are. */
  readonly unreadable: number;
}

/**
 * Every API client of the account, or `undefined` when it cannot be shown that none is missing: the number changed
 * while the pages came, one came twice, or fewer came than were counted. Asks for no page beyond the counted end.
 */
export async function completeList(run: LockedRun): Promise<KeyList | undefined> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const list = await readOnce(run);
    if (list) return list;
  }
  return undefined;
}

async function readOnce({ api, signal }: LockedRun): Promise<KeyList | undefined> {
  const clients = new Map<string, ApiClient>();
  let unreadable = 0;
  let total: number | undefined;
  for (let page = 1; page <= PAGES_MAX; page += 1) {
    const answer: Page<ApiClient> = await api.listApiClients({ page, signal });
    if (page > 1 && answer.total !== total) return undefined;
    total = answer.total;
    unreadable += answer.unreadable ?? 0;
    for (const client of answer.items) {
      if (clients.has(client.identifier)) return undefined;
      clients.set(client.identifier, client);
    }
    const list = { clients: [...clients.values()], unreadable };
    if (clients.size + unreadable === total) return list;
    const isPastEnd = answer.items.length === 0 && answer.unreadable === undefined;
    if (isPastEnd) return total === undefined ? list : undefined;
  }
  return undefined;
}
