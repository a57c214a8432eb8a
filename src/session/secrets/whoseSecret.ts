import type { ApiClient } from '../../api/index.ts';
import type { Account } from '../account.ts';
import { listClients } from '../listClients.ts';

/** How long Tripartie may take to list them, in milliseconds: somebody waits. */
const PATIENCE_MS = 4_000;

/**
 * The first API client of the account whose secret is in a text, of those whose secrets this editor keeps. Never rejects:
 * where the clients cannot be listed, nobody is known.
 */
export async function whoseSecret(account: Account, text: string, signal: AbortSignal): Promise<ApiClient | undefined> {
  if (account.kind !== 'personalKey') return undefined;
  const { clients } = await listClients(account, AbortSignal.any([signal, AbortSignal.timeout(PATIENCE_MS)])).catch(
    () => ({ clients: [] }),
  );
  const isIn = await Promise.all(
    clients.map(async ({ identifier }) => {
      const secret = await account.secrets.read(identifier).catch(() => undefined);
      return secret !== undefined && text.includes(secret);
    }),
  );
  return clients.find((_, at) => isIn[at]);
}
