import { clear, type Found, forgetCurrent, ignoreBoundary, readCurrent, save } from './ledger.ts';
import type { LockedRun } from './lockedRun.ts';
import type { Outcome } from './outcome.ts';
import { isAccepted } from './prove.ts';
import type { Rotation } from './record.ts';
import { isThere, remove } from './removal.ts';

/** How long to wait before a deletion whose answer was lost is tried again, in milliseconds. */
const DELETE_AGAIN_MS = 10_000;

/**
 * ROLLBACK → cleared: deletes the key that this rotation made. The old key is tried first; if that no longer works, the
 * new one may be the last, and the rotation turns forward again. A key whose secret came to nobody needs no such care.
 */
export async function rollBack(run: LockedRun, found: Found, newIdentifier: string): Promise<Outcome> {
  const { rotation } = found;
  if (rotation.orphan === undefined && !(await oldKeyWorks(run, rotation))) {
    return { kind: 'parked', rotation: await save(run, { ...rotation, state: 'CREATED' }), reason: 'oldKeyRefused' };
  }
  if (!(await run.isActive())) return { kind: 'otherAccount', rotation };
  switch (await remove(run, newIdentifier)) {
    case 'refused':
      return { kind: 'parked', rotation, reason: 'deleteRefused' };
    case 'unknown':
      return { kind: 'waits', rotation, inMs: DELETE_AGAIN_MS, because: 'answerLost' };
    case 'gone':
      await forgetCurrent(run, newIdentifier).catch(ignoreBoundary);
      await clear(run, rotation);
      return { kind: 'finished', rotation, result: rotation.orphan === undefined ? 'undone' : 'orphanDeleted' };
  }
}

/** The old key fetches a token, or, when its secret is not here, is at least still there. */
async function oldKeyWorks(run: LockedRun, { oldIdentifier }: Rotation): Promise<boolean> {
  const secret = await readCurrent(run, oldIdentifier);
  return secret === undefined ? isThere(run, oldIdentifier) : isAccepted(run, oldIdentifier, secret);
}
