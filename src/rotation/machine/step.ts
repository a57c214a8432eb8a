import {
  ApiError,
  CancelledError,
  InvalidError,
  NotAllowedError,
  NotSignedInError,
  RateLimitedError,
  ReadOnlyError,
} from '../../api/index.ts';
import { keep } from './create.ts';
import { LeaseLost } from './heldLease.ts';
import { type Found, find, mayBeElsewhere, save } from './ledger.ts';
import type { LockedRun } from './lockedRun.ts';
import type { Outcome } from './outcome.ts';
import { isActionable } from './ownership.ts';
import { BoundaryError } from './ports.ts';
import { prove } from './prove.ts';
import type { Rotation } from './record.ts';
import { cleanUp, leave, retire } from './retire.ts';
import { rollBack } from './rollback.ts';
import { becomeCurrent, secure } from './secure.ts';
import { settle } from './settleAmbiguous.ts';
import { waitOf } from './waitOf.ts';

/** How long to wait before something that did not answer is asked again, in milliseconds. */
const ASK_AGAIN_MS = 15_000;

/**
 * Takes a rotation one step further, from whatever a crash, another window or an earlier step left. Every step may be
 * cut short at any point and done again. Never rejects but for a fault of the program.
 * @param before how the step before has left it, where this run took one: what was done is known though nothing answers
 */
export async function step(run: LockedRun, id: string, before?: Rotation): Promise<Outcome> {
  let found: Found | undefined;
  try {
    const entry = await find(run, id);
    if (!entry) return { kind: 'cleared', id };
    if ('unknownVersion' in entry) return { kind: 'unknownVersion', id, version: entry.unknownVersion };
    found = entry;
    return await park(run, await stepFrom(run, entry));
  } catch (error) {
    return explained(run, id, found ? await latest(run, found) : before, error);
  }
}

/** A step may have come further before it failed: whether a deletion was sent decides what can be said of the keys. */
async function latest(run: LockedRun, { rotation }: Found): Promise<Rotation> {
  const found = await find(run, rotation.id).catch(() => undefined);
  return found && 'rotation' in found ? found.rotation : rotation;
}

async function stepFrom(run: LockedRun, found: Found): Promise<Outcome> {
  const { rotation, secret } = found;
  const { state, newIdentifier } = rotation;
  if (!(await isActionable(run, rotation))) return { kind: 'otherAccount', rotation };
  if (rotation.paused || run.signal.aborted) return { kind: 'cancelled', rotation };
  if (state === 'INTENT' || state === 'AMBIGUOUS' || newIdentifier === undefined) return settle(run, rotation);
  if (state === 'GONE') return cleanUp(run, found, newIdentifier);
  if (rotation.leave) return leave(run, found, newIdentifier);
  if (rotation.before.includes(newIdentifier)) return { kind: 'parked', rotation, reason: 'identifierReused' };
  if (state === 'ROLLBACK') return rollBack(run, found, newIdentifier);
  if (secret === undefined) {
    return mayBeElsewhere(run, rotation)
      ? { kind: 'needs', rotation, need: { kind: 'reload' } }
      : { kind: 'parked', rotation, reason: 'secretLost' };
  }
  switch (state) {
    case 'CREATED':
      if (!found.stored && !rotation.savedCopy) return keep(run, { ...rotation, newSecret: secret });
      return prove(run, found, newIdentifier, secret);
    case 'PROVEN':
      return becomeCurrent(run, found, newIdentifier, secret);
    case 'CURRENT':
      return secure(run, found, newIdentifier, secret);
    case 'DURABLE':
    case 'RETIRING':
      return retire(run, found, newIdentifier, secret);
  }
}

/** Remembers why a rotation stopped, so that the list of rotations can say so without asking the API. */
async function park(run: LockedRun, outcome: Outcome): Promise<Outcome> {
  switch (outcome.kind) {
    case 'parked': {
      const rotation: Rotation = { ...outcome.rotation, parked: outcome.reason };
      if (outcome.rotation.parked !== outcome.reason) await save(run, rotation);
      return { ...outcome, rotation };
    }
    case 'advanced':
    case 'needs':
    case 'waits': {
      const { parked, ...rotation } = outcome.rotation;
      return parked === undefined ? outcome : { ...outcome, rotation: await save(run, rotation) };
    }
    default:
      return outcome;
  }
}

/** What a failure means for a rotation: none of them deletes anything. */
export function explained({ clock }: LockedRun, id: string, rotation: Rotation | undefined, error: unknown): Outcome {
  if (error instanceof LeaseLost) return { kind: 'busy' };
  if (!rotation) {
    if (error instanceof BoundaryError) return { kind: 'unreadable', id, because: error.boundary };
    throw error;
  }
  const inMs = ASK_AGAIN_MS;
  if (error instanceof BoundaryError) return { kind: 'waits', rotation, inMs, because: error.boundary };
  if (!(error instanceof ApiError)) throw error;
  if (error instanceof CancelledError) return { kind: 'cancelled', rotation };
  if (error instanceof RateLimitedError) {
    return { kind: 'waits', rotation, inMs: waitOf(error, clock) ?? inMs, because: 'rateLimit', error };
  }
  const wantsPerson = [NotSignedInError, NotAllowedError, ReadOnlyError, InvalidError].some(
    (kind) => error instanceof kind,
  );
  return wantsPerson
    ? { kind: 'failed', rotation, error }
    : { kind: 'waits', rotation, inMs, because: 'network', error };
}
