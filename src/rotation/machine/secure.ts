import { type Found, makeCurrent, save } from './ledger.ts';
import type { LockedRun } from './lockedRun.ts';
import type { Outcome } from './outcome.ts';
import { BoundaryError, FLUSH_MS } from './ports.ts';
import type { Rotation } from './record.ts';
import { seeAnew, seenFor } from './seen.ts';

/** PROVEN → CURRENT: the new key's secret is the one in use here, with the old one's kept beside it. */
export async function becomeCurrent(
  run: LockedRun,
  { rotation }: Found,
  newIdentifier: string,
  secret: string,
): Promise<Outcome> {
  const isNew = await keepInUse(run, rotation, newIdentifier, secret);
  const storedAt = (isNew ? undefined : rotation.storedAt) ?? run.clock.now();
  return { kind: 'advanced', rotation: await save(run, { ...rotation, state: 'CURRENT', storedAt }) };
}

/** CURRENT → DURABLE: losing this window, or the editor, no longer loses the new secret. */
export async function secure(run: LockedRun, found: Found, newIdentifier: string, secret: string): Promise<Outcome> {
  const doubt = await doubtOfStore(run, found.rotation, newIdentifier, secret);
  return doubt ?? { kind: 'advanced', rotation: await save(run, { ...found.rotation, state: 'DURABLE' }) };
}

/**
 * Why the new secret may still be lost: `undefined` when the person saved a copy, or when a store that was shown to
 * survive restarts has had it long enough. A secret that went missing is stored again, and the time counts anew.
 */
export async function doubtOfStore(
  run: LockedRun,
  rotation: Rotation,
  newIdentifier: string,
  secret: string,
): Promise<Outcome | undefined> {
  if (rotation.savedCopy) return undefined;
  const durability = run.durability();
  if (durability !== 'durable') {
    return { kind: 'needs', rotation, need: { kind: 'savedCopy', because: durability } };
  }
  return waitForStore(run, rotation, newIdentifier, secret);
}

/** Waits until the store has had the new secret for {@link FLUSH_MS}. A saved copy makes that needless. */
export async function waitForStore(
  run: LockedRun,
  rotation: Rotation,
  newIdentifier: string,
  secret: string,
): Promise<Outcome | undefined> {
  const isNew = await keepInUse(run, rotation, newIdentifier, secret);
  if (rotation.savedCopy) return undefined;
  const kept = isNew ? await save(run, { ...rotation, storedAt: run.clock.now() }) : rotation;
  const inMs = FLUSH_MS - seenFor(run, rotation.id, 'stored');
  return inMs > 0 ? { kind: 'waits', rotation: kept, inMs, because: 'storeWriting' } : undefined;
}

/** @returns whether the store had to take the secret once more. @throws BoundaryError unless the person saved a copy */
async function keepInUse(run: LockedRun, rotation: Rotation, newIdentifier: string, secret: string): Promise<boolean> {
  try {
    const isNew = await makeCurrent(run, newIdentifier, secret);
    if (isNew) seeAnew(run, rotation.id, 'stored');
    return isNew;
  } catch (error) {
    if (!(error instanceof BoundaryError) || !rotation.savedCopy) throw error;
    return false;
  }
}
