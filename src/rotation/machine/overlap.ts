import type { Ports } from './ports.ts';
import type { Rotation } from './record.ts';
import { firstSeen } from './seen.ts';

/**
 * Where the overlap of a rotation stands.
 * - `over`: the old key may go
 * - `undecided`, `whenTold`, `endedUnseen`: waits for the person
 * - `until`: both keys live until then, by the API's clock; `isDoubtful` when only its next answer says whether that has
 *   come, or when it begins to count: then it is not known yet, and `Infinity`
 */
export type OverlapStanding =
  | { readonly kind: 'over' | 'undecided' | 'whenTold' | 'endedUnseen' }
  | { readonly kind: 'until'; readonly until: number; readonly isDoubtful: boolean };

/** By how much the API's clock and the time that elapsed here may differ, in milliseconds, and still tell the same. */
const AGREE_MS = 60_000;

/**
 * Whether the old key may go. The API's clock says when the time of both keys is over, and the time that elapsed in this
 * window has to agree as far as it watched: a clock that was set, and a computer that slept, make it end unseen. Such an
 * end waits for the person's word, who may not expect it now, unless they chose that the key is deleted automatically.
 */
export function overlapStanding(
  ports: Pick<Ports, 'api' | 'clock' | 'seen'>,
  { id, overlap, overlapSince, retireNow }: Rotation,
): OverlapStanding {
  if (retireNow) return { kind: 'over' };
  if (!overlap) return { kind: 'undecided' };
  if (overlap.kind === 'whenTold') return { kind: 'whenTold' };
  // Now is now by every clock.
  if (overlap.ms === 0) return { kind: 'over' };
  const until = (overlapSince ?? Number.POSITIVE_INFINITY) + overlap.ms;
  const told = ports.api.time();
  if (overlapSince === undefined || !told) return { kind: 'until', until, isDoubtful: true };
  const { elapsed, api } = firstSeen(ports, id, 'overlap');
  // A computer that slept does not know how long.
  if (told.atLeast < until) return { kind: 'until', until, isDoubtful: told.atLeast + told.mayHaveSlept >= until };
  if (overlap.deleteAutomatically) return { kind: 'over' };
  const agree = Math.abs(told.atLeast - api - (ports.clock.elapsed() - elapsed)) <= AGREE_MS;
  // The second in which it ends may have begun before this window was there: the API tells no more exactly.
  return { kind: api < until && agree ? 'over' : 'endedUnseen' };
}
