import type { ApiClient, Page } from '../../api/index.ts';
import type { LockedRun } from './lockedRun.ts';

/** How often a list that moved is read again before it counts as incomplete. */
const ATTEMPTS = 3;

/** More pages than any account has; a server that never ends its list is not followed for ever. */
const PAGES_MAX = 200;

/**
 * Every API client of the account, or `undefined` when it cannot be shown that none is missing: the number changed
 * while the pages came, one came twice or could not be read, or fewer came than were counted. Asks for no page beyond
 * the counted end.
 */
export async function completeList(run: LockedRun): Promise<ApiClient[] | undefined> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const clients = await readOnce(run);
    if (clients) return clients;
  }
  return undefined;
}

async function readOnce({ api, signal }: LockedRun): Promise<ApiClient[] | undefined> {
  const clients = new Map<string, ApiClient>();
  let total: number | undefined;
  for (let page = 1; page <= PAGES_MAX; page += 1) {
    const answer: Page<ApiClient> = await api.listApiClients({ page, signal });
    if (page > 1 && answer.total !== total) return undefined;
    total = answer.total;
    if (answer.unreadable !== undefined) return undefined;
    for (const client of answer.items) {
      if (clients.has(client.identifier)) return undefined;
      clients.set(client.identifier, client);
    }
    if (clients.size === total) return [...clients.values()];
    if (answer.items.length === 0) return total === undefined ? [...clients.values()] : undefined;
  }
  return undefined;
}
