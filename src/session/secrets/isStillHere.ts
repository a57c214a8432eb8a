import { NotFoundError } from '../../api/errors.ts';
import type { TripartieClient } from '../../api/index.ts';
import type { Account } from '../account.ts';
import type { HandedKey } from './handOver.ts';

/** How long Tripartie may take to say whether it still has a key, in milliseconds. */
const PATIENCE_MS = 4_000;

/**
 * Whether a key is what it was when the person was asked. While a question waits for its answer, the key may have been
 * rotated or deleted, and whoever gets the old one then signs in no more. Another window of a browser has a store of its
 * own, so Tripartie is asked too. Where neither answers, nothing is said against the key. Never rejects.
 */
export async function isStillHere(
  {
    secrets,
    client,
  }: { readonly secrets: Pick<Account['secrets'], 'read'>; readonly client: Pick<TripartieClient, 'getApiClient'> },
  { identifier, secret }: Pick<HandedKey, 'identifier' | 'secret'>,
): Promise<boolean> {
  if ((await secrets.read(identifier).catch(() => secret)) !== secret) return false;
  return client.getApiClient(identifier, { signal: AbortSignal.timeout(PATIENCE_MS) }).then(
    () => true,
    (error: unknown) => !(error instanceof NotFoundError),
  );
}
