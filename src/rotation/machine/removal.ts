import { deletion, NotAllowedError, NotFoundError } from '../../api/index.ts';
import type { LockedRun } from './lockedRun.ts';

/** The status with which the API says that a key cannot be deleted as things are. */
const CONFLICT = 409;

/**
 * Deletes a key. A deletion whose answer was lost is looked up: gone is gone, whoever did it.
 * @returns `refused` when the API will not delete it, `unknown` when it is still there and may yet go
 * @throws ApiError when nothing took place, or nothing can be learned; LeaseLost
 */
export async function remove(run: LockedRun, identifier: string): Promise<'gone' | 'refused' | 'unknown'> {
  const { api, signal } = run;
  await run.lease.assertHeld();
  const verdict = await deletion(
    () => api.deleteApiClient(identifier, { signal }),
    () => api.getApiClient(identifier, { signal }),
  );
  switch (verdict.kind) {
    case 'gone':
      return 'gone';
    case 'notDone':
      if (verdict.error instanceof NotAllowedError || verdict.error.status === CONFLICT) return 'refused';
      throw verdict.error;
    case 'inDoubt':
      if (verdict.isThere) return 'unknown';
      throw verdict.error;
  }
}

/** Whether the API knows a key. @throws ApiError when it does not say */
export async function isThere({ api, signal }: LockedRun, identifier: string): Promise<boolean> {
  try {
    await api.getApiClient(identifier, { signal });
    return true;
  } catch (error) {
    if (error instanceof NotFoundError) return false;
    throw error;
  }
}
