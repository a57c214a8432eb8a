import type { Rotation } from './record.ts';

/** Where the overlap of a rotation stands: over, still running, or waiting for the person. */
export type OverlapStanding =
  | { readonly kind: 'over' | 'undecided' | 'whenTold' | 'endedWhileClosed' }
  | { readonly kind: 'until'; readonly until: number };

/**
 * Whether the old key may go. An overlap that ended while no window watched waits for the person's word, who may not
 * expect it now, unless they chose that it is deleted automatically.
 * @param openSince when this window began to watch, in milliseconds since 1970
 */
export function overlapStanding(rotation: Rotation, now: number, openSince: number): OverlapStanding {
  const { overlap, retireNow } = rotation;
  if (retireNow) return { kind: 'over' };
  if (!overlap) return { kind: 'undecided' };
  const deadline = deadlineOf(rotation);
  if (!deadline) return { kind: 'whenTold' };
  if (now < deadline.end) return { kind: 'until', until: deadline.end };
  return { kind: deadline.deleteAutomatically || deadline.end >= openSince ? 'over' : 'endedWhileClosed' };
}

/** When the overlap ends, in milliseconds since 1970; `undefined` while it has not begun, or when the person will say so. */
export function overlapEnd(rotation: Rotation): number | undefined {
  return deadlineOf(rotation)?.end;
}

function deadlineOf({ overlap, currentAt }: Rotation): { end: number; deleteAutomatically: boolean } | undefined {
  if (overlap?.kind !== 'for' || currentAt === undefined) return undefined;
  return { end: currentAt + overlap.ms, deleteAutomatically: overlap.deleteAutomatically };
}
