import type { ApiClient } from '../../api/index.ts';

const DAY_MS = 86_400_000;

/**
 * Whether a key is older than it may get, as far as the API says how old it is.
 * @param maxAgeDays days; 0 or less means that keys never come due
 * @param now by the API's clock, in milliseconds since 1970
 */
export function isDue({ createdAt }: Pick<ApiClient, 'createdAt'>, maxAgeDays: number, now: number): boolean {
  return maxAgeDays > 0 && createdAt !== undefined && now - createdAt.getTime() > maxAgeDays * DAY_MS;
}

/** The keys that are due, the oldest first. See {@link isDue}. */
export function dueClients<C extends Pick<ApiClient, 'createdAt'>>(
  clients: readonly C[],
  maxAgeDays: number,
  now: number,
): (C & { readonly createdAt: Date })[] {
  const due = (client: C): client is C & { readonly createdAt: Date } => isDue(client, maxAgeDays, now);
  return clients.filter(due).sort((a, b) => a.createdAt.getTime() - b.createdAt.getTime());
}
