import {
  type Found,
  find,
  isSignedInWith,
  listIds,
  listIdsOutsideStore,
  mayBeElsewhere,
  rememberedKey,
} from './ledger.ts';
import { overlapStanding } from './overlap.ts';
import { isOfAccount } from './ownership.ts';
import type { Ports } from './ports.ts';
import type { ParkReason, Rotation } from './record.ts';
import { canUndo, isNewKeyProven } from './states.ts';

/**
 * What a rotation under way would do next, as far as can be said without asking the API.
 * - `continue`: goes on by itself
 * - `lookForKey`: looks whether a key was made whose secret nobody has
 * - `decide`: such a key was found, and the person was asked about it
 * - `paused`: the person cancelled
 * - `saveCopy`, `chooseOverlap`, `retire`, `switchSession`: waits for the person
 * - `waitForOverlap`: goes on at `until`, by the API's clock
 * - `reload`: goes on in the window that has the secret, or here once this one was reloaded
 * - `parked`: stopped
 * - `otherAccount`: waits until its account is signed in
 */
export type NextAction =
  | {
      readonly kind:
        | 'continue'
        | 'lookForKey'
        | 'decide'
        | 'paused'
        | 'saveCopy'
        | 'chooseOverlap'
        | 'retire'
        | 'switchSession'
        | 'reload'
        | 'otherAccount';
    }
  | { readonly kind: 'waitForOverlap'; readonly until: number }
  | { readonly kind: 'parked'; readonly reason: ParkReason };

/** A rotation under way. */
export type RotationEntry =
  | {
      readonly kind: 'underWay';
      readonly rotation: Rotation;
      readonly next: NextAction;
      readonly canUndo: boolean;
      /** See {@link isNewKeyProven}. */
      readonly isProven: boolean;
    }
  | { readonly kind: 'unknownVersion'; readonly id: string; readonly version: string }
  | { readonly kind: 'unreadable'; readonly id: string };

/**
 * All rotations under way, those of other accounts too. Reads store and breadcrumbs, asks the API nothing, changes
 * nothing.
 * @throws BoundaryError when the breadcrumbs cannot be listed
 */
export async function listRotations(ports: Ports): Promise<RotationEntry[]> {
  const entries: RotationEntry[] = [];
  for (const id of await listIds(ports).catch(() => listIdsOutsideStore(ports))) {
    const entry = await read(ports, id);
    if (entry) entries.push(entry);
  }
  return entries;
}

async function read(ports: Ports, id: string): Promise<RotationEntry | undefined> {
  try {
    const found = await find(ports, id);
    if (!found) return undefined;
    if ('unknownVersion' in found) return { kind: 'unknownVersion', id, version: found.unknownVersion };
    const { rotation } = found;
    const next = await nextAction(ports, found);
    return { kind: 'underWay', rotation, next, canUndo: canUndo(rotation), isProven: isNewKeyProven(rotation) };
  } catch {
    return { kind: 'unreadable', id };
  }
}

async function nextAction(ports: Ports, found: Found): Promise<NextAction> {
  if (!isOfAccount(ports, found.rotation)) return { kind: 'otherAccount' };
  const next = await nextUnpaused(ports, found);
  const isPaused = found.rotation.paused && GOES_ON.has(next.kind);
  return isPaused ? { kind: 'paused' } : next;
}

/** What needs nobody, now or later. */
const GOES_ON: ReadonlySet<NextAction['kind']> = new Set(['continue', 'lookForKey', 'waitForOverlap']);

async function nextUnpaused(ports: Ports, { rotation, secret, stored }: Found): Promise<NextAction> {
  const { state, savedCopy, parked } = rotation;
  // A secret that was imported is not lost any more.
  if (parked !== undefined && !(parked === 'secretLost' && secret !== undefined))
    return { kind: 'parked', reason: parked };
  if (state === 'INTENT' || state === 'AMBIGUOUS') {
    const isTheirs = rotation.asked && rotation.orphan === undefined && !rotation.leave;
    return { kind: isTheirs ? 'decide' : 'lookForKey' };
  }
  if (state === 'GONE' || state === 'ROLLBACK' || rotation.leave) return { kind: 'continue' };
  if (secret === undefined) {
    return mayBeElsewhere(ports, rotation) ? { kind: 'reload' } : { kind: 'parked', reason: 'secretLost' };
  }
  if (!savedCopy && !stored) return { kind: 'saveCopy' };
  if (state === 'CREATED' || state === 'PROVEN') return { kind: 'continue' };
  if (!savedCopy && ports.durability() !== 'durable') return { kind: 'saveCopy' };
  const standing = overlapStanding(ports, rotation);
  const isOver = state === 'RETIRING' || standing.kind === 'over';
  if (isOver) return { kind: (await isSignedInWith(ports, rotation.oldIdentifier)) ? 'switchSession' : 'continue' };
  if (standing.kind === 'until') {
    const { until, isDoubtful } = standing;
    // While the API cannot be asked, what it said last is all there is.
    const isKnown = !isDoubtful || (Number.isFinite(until) && !ports.api.time());
    return isKnown ? { kind: 'waitForOverlap', until } : { kind: 'continue' };
  }
  return { kind: standing.kind === 'undecided' ? 'chooseOverlap' : 'retire' };
}

/**
 * The new key of a rotation with its secret, to hand it over: copy it, write it where it is used. Not for showing,
 * logging or returning from a command.
 * @returns `undefined` when there is no such key or its secret is lost
 * @throws BoundaryError
 */
export async function newKeyOf(ports: Ports, id: string): Promise<{ identifier: string; secret: string } | undefined> {
  const remembered = await rememberedKey(ports, id);
  if (remembered) return remembered;
  const found = await find(ports, id);
  if (!found || 'unknownVersion' in found) return undefined;
  const { secret, rotation } = found;
  const { newIdentifier: identifier } = rotation;
  return identifier === undefined || secret === undefined ? undefined : { identifier, secret };
}
