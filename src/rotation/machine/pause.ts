import { find, save } from './ledger.ts';
import type { LockedRun } from './lockedRun.ts';
import type { Outcome } from './outcome.ts';
import type { Rotation } from './record.ts';
import { isAfter } from './states.ts';
import { explained } from './step.ts';

/**
 * The person cancelled: the rotation rests where it is, over restarts and for other windows too, until they take it up.
 * @returns what it came to; one that cannot be written down goes on later, and says so
 */
export async function pause(run: LockedRun, rotation: Rotation): Promise<Outcome> {
  try {
    // A step that was cut short may have come further than what it began with.
    const found = await find(run, rotation.id);
    if (!found || 'unknownVersion' in found || found.rotation.paused) return { kind: 'cancelled', rotation };
    return { kind: 'cancelled', rotation: await save(run, paused(found.rotation)) };
  } catch (error) {
    return explained(run, rotation.id, rotation, error);
  }
}

/** Who cancels takes back that the old key may go at once, as long as nothing may have been done about it. */
function paused(rotation: Rotation): Rotation {
  if (!isAfter('RETIRING', rotation.state)) return { ...rotation, paused: true };
  const { retireNow: _, overlap, ...rest } = rotation;
  const isNow = overlap?.kind === 'for' && overlap.ms === 0;
  return { ...rest, ...(overlap && !isNow && { overlap }), paused: true };
}
