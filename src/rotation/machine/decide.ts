import { find, save } from './ledger.ts';
import type { LockedRun } from './lockedRun.ts';
import type { Outcome } from './outcome.ts';
import { isActionable } from './ownership.ts';
import type { Overlap, Rotation } from './record.ts';
import { canUndo, isAfter } from './states.ts';
import { explained } from './step.ts';

/**
 * What the person decided.
 * - `savedCopy`: the new secret is saved elsewhere
 * - `overlap`: how long both keys live, counted from now
 * - `retireNow`: the old key may go
 * - `undo`: delete the new key and stay with the old one
 * - `deleteOrphan`: delete the key whose secret nobody has
 * - `leave`: leave all keys as they are and forget the rotation
 * - `goOn`: go on with what was paused; every other decision says that too
 */
export type Decision =
  | { readonly kind: 'savedCopy' }
  | { readonly kind: 'overlap'; readonly overlap: Overlap }
  | { readonly kind: 'retireNow' }
  | { readonly kind: 'undo' }
  | { readonly kind: 'deleteOrphan'; readonly identifier: string }
  | { readonly kind: 'leave' | 'goOn' };

/**
 * Writes a decision down, so that it holds after a restart too; the next steps act on it.
 * @returns an outcome when it could not be: nothing was changed then
 */
export async function decide(run: LockedRun, id: string, decision: Decision): Promise<Outcome | undefined> {
  let rotation: Rotation | undefined;
  try {
    const found = await find(run, id);
    if (!found) return { kind: 'cleared', id };
    if ('unknownVersion' in found) return { kind: 'unknownVersion', id, version: found.unknownVersion };
    rotation = found.rotation;
    if (!(await isActionable(run, rotation))) return { kind: 'otherAccount', rotation };
    const { paused: _, ...going } = rotation;
    const decided = apply(going, decision);
    if (!decided) return { kind: 'tooLate', rotation };
    await save(run, decided);
    return undefined;
  } catch (error) {
    return explained(run, id, rotation, error);
  }
}

/** It counts from the API's next answer. */
function withOverlap({ overlapSince: _, ...rotation }: Rotation, overlap: Overlap): Rotation {
  return { ...rotation, overlap };
}

/** The rotation with a decision in it; `undefined` when the decision does not fit its state. */
function apply(rotation: Rotation, decision: Decision): Rotation | undefined {
  const beforeDelete = isAfter('RETIRING', rotation.state);
  switch (decision.kind) {
    case 'savedCopy':
      return rotation.newIdentifier === undefined ? undefined : { ...rotation, savedCopy: true };
    case 'overlap':
      return beforeDelete ? withOverlap(rotation, decision.overlap) : undefined;
    case 'retireNow':
      return beforeDelete ? { ...rotation, retireNow: true } : undefined;
    case 'undo':
      return canUndo(rotation) ? { ...rotation, state: 'ROLLBACK' } : undefined;
    case 'deleteOrphan':
      return isAfter('CREATED', rotation.state) ? { ...rotation, orphan: decision.identifier } : undefined;
    case 'leave':
      return rotation.state === 'GONE' ? undefined : { ...rotation, leave: true };
    case 'goOn':
      return rotation;
  }
}
