import { type ApiClient, NotFoundError } from '../api/index.ts';
import type { Reach } from './reach.ts';

/** The client that a model named by its identifier; `undefined` where the account has none such. @throws ApiError */
export async function findClient(
  { api }: Reach,
  { identifier }: { identifier?: unknown },
  signal: AbortSignal,
): Promise<ApiClient | undefined> {
  const wanted = String(identifier ?? '');
  // What cannot be an identifier is not put into an address.
  if (!/^[\w-]{1,64}$/.test(wanted)) return undefined;
  try {
    return await api.getApiClient(wanted, { signal });
  } catch (error) {
    if (error instanceof NotFoundError) return undefined;
    throw error;
  }
}
