import { AmbiguousError, ApiError, type CreatedApiClient, RateLimitedError } from '../../api/index.ts';
import { announce, clear, ignoreBoundary, save, saveRecord } from './ledger.ts';
import type { LockedRun } from './lockedRun.ts';
import type { Outcome } from './outcome.ts';
import { BoundaryError } from './ports.ts';
import type { Rotation, RotationRecord } from './record.ts';
import { waitOf } from './waitOf.ts';

/**
 * Begins a rotation that passed its preflight: it is written down, and only then known to be one.
 * @returns a refusal when that fails; nothing was made
 */
export async function writeIntent(run: LockedRun, rotation: Rotation): Promise<Outcome> {
  try {
    await announce(run, rotation);
  } catch (error) {
    if (!(error instanceof BoundaryError)) throw error;
    await clear(run, rotation).catch(ignoreBoundary);
    return { kind: 'refused', reason: { kind: error.boundary === 'store' ? 'storeFailed' : 'breadcrumbsFailed' } };
  }
  return { kind: 'advanced', rotation };
}

/**
 * Creates the new key: the one request of a rotation that is never sent twice, so this is called by the run that wrote
 * the intent and by no other. Whoever finds an intent later takes it for a create whose answer was lost.
 */
export async function create(run: LockedRun, rotation: Rotation): Promise<Outcome> {
  const { api, clock, signal } = run;
  await run.lease.assertHeld();
  let made: CreatedApiClient;
  try {
    made = await api.createApiClient({ name: rotation.name, scopes: rotation.scopes }, { signal });
  } catch (error) {
    // How long it may still be under way counts from the next answer of the API.
    if (error instanceof AmbiguousError) return ambiguous(run, rotation);
    if (error instanceof RateLimitedError) return refusedForNow(run, rotation, waitOf(error, clock) ?? 0);
    if (!(error instanceof ApiError)) throw error;
    await clear(run, rotation);
    return { kind: 'refused', reason: { kind: 'api', error } };
  }
  return keep(run, {
    ...rotation,
    state: 'CREATED',
    newIdentifier: made.identifier,
    newSecret: made.secret,
    createdAt: clock.now(),
  });
}

async function ambiguous(run: LockedRun, rotation: Rotation): Promise<Outcome> {
  return { kind: 'advanced', rotation: await save(run, { ...rotation, state: 'AMBIGUOUS' }) };
}

/** The API made nothing, and says when to come back. */
function refusedForNow(run: LockedRun, rotation: Rotation, wait: number): Promise<Outcome> {
  const told = run.api.time();
  return ambiguous(run, told ? { ...rotation, settlesAt: Math.ceil(told.atMost + wait) } : rotation);
}

/**
 * Keeps the secret that was just made: in memory at once, then in the store. The breadcrumb is written whatever the
 * store did, so that even then a later start knows whose key it is.
 */
export async function keep(run: LockedRun, record: RotationRecord): Promise<Outcome> {
  const { newSecret: _, ...rotation } = record;
  run.memory.set(record.id, record);
  const failure = await saveRecord(run, record).catch(ignoreBoundary);
  await save(run, rotation);
  return failure
    ? { kind: 'needs', rotation, need: { kind: 'savedCopy', because: 'storeFailed' } }
    : { kind: 'advanced', rotation };
}
