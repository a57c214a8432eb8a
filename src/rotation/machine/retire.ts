import { clear, type Found, forgetCurrent, ignoreBoundary, isSignedInWith, mayBeElsewhere, save } from './ledger.ts';
import type { LockedRun } from './lockedRun.ts';
import type { Outcome } from './outcome.ts';
import { overlapStanding } from './overlap.ts';
import { proveKey } from './prove.ts';
import type { Rotation } from './record.ts';
import { remove } from './removal.ts';
import { doubtOfStore, waitForStore } from './secure.ts';
import { isAfter } from './states.ts';

/** How long to wait before a deletion whose answer was lost is tried again, in milliseconds. */
const DELETE_AGAIN_MS = 10_000;

/** DURABLE → RETIRING → GONE, when the overlap is over. The old key is deleted at the very end and after a fresh proof. */
export async function retire(
  run: LockedRun,
  { rotation }: Found,
  newIdentifier: string,
  secret: string,
): Promise<Outcome> {
  const { oldIdentifier } = rotation;
  const early = rotation.state === 'DURABLE' ? reasonToKeepOld(run, rotation) : undefined;
  if (early) return early;
  if (await isSignedInWith(run, oldIdentifier)) {
    return { kind: 'needs', rotation, need: { kind: 'switchSession', to: newIdentifier } };
  }
  const doubt = await doubtOfStore(run, rotation, newIdentifier, secret);
  if (doubt) return doubt;
  const proof = await proveKey(run, rotation, newIdentifier, secret);
  if (proof.kind === 'refused') return { kind: 'parked', rotation, reason: 'newKeyRefused' };
  if (proof.kind === 'scopesMissing') return { ...proof, kind: 'parked', rotation, reason: 'scopesMissing' };
  if (!(await run.isActive())) return { kind: 'otherAccount', rotation };
  const retiring = await save(run, { ...rotation, state: 'RETIRING' });
  switch (await remove(run, oldIdentifier)) {
    case 'gone':
      return { kind: 'advanced', rotation: await save(run, { ...retiring, state: 'GONE' }) };
    case 'refused':
      return { kind: 'parked', rotation: retiring, reason: 'deleteRefused' };
    case 'unknown':
      return { kind: 'waits', rotation: retiring, until: run.clock.now() + DELETE_AGAIN_MS, because: 'answerLost' };
  }
}

function reasonToKeepOld({ clock, openSince }: LockedRun, rotation: Rotation): Outcome | undefined {
  const standing = overlapStanding(rotation, clock.now(), openSince);
  switch (standing.kind) {
    case 'over':
      return undefined;
    case 'undecided':
      return { kind: 'needs', rotation, need: { kind: 'overlap' } };
    case 'until':
      return { kind: 'waits', rotation, until: standing.until, because: 'overlap' };
    case 'whenTold':
    case 'endedWhileClosed':
      return { kind: 'needs', rotation, need: { kind: 'retireNow', because: standing.kind } };
  }
}

/** GONE → cleared: the old secret, which opens nothing any more, is forgotten, and then the rotation. */
export async function cleanUp(run: LockedRun, { rotation, secret }: Found, newIdentifier: string): Promise<Outcome> {
  const early = secret === undefined ? undefined : await waitForStore(run, rotation, newIdentifier, secret);
  if (early) return early;
  await forgetCurrent(run, rotation.oldIdentifier).catch(ignoreBoundary);
  await clear(run, rotation);
  return { kind: 'finished', rotation, result: 'rotated' };
}

/**
 * The person said to leave the keys as they are: forgets the rotation once closing the window cannot lose a secret. A
 * secret that may never have opened anything is tried before: a store may have altered it right before the window went.
 */
export async function leave(run: LockedRun, { rotation, secret }: Found, newIdentifier: string): Promise<Outcome> {
  const isUntried = isAfter('CURRENT', rotation.state) || rotation.state === 'ROLLBACK';
  const isRefused = isUntried && rotation.parked === 'newKeyRefused';
  if (secret !== undefined && !isRefused) {
    if (isUntried && (await proveKey(run, rotation, newIdentifier, secret)).kind === 'refused') {
      return { kind: 'parked', rotation, reason: 'newKeyRefused' };
    }
    const early = await doubtOfStore(run, rotation, newIdentifier, secret);
    if (early) return early;
  }
  // What is left behind was told before: a crash right after this must not keep it from the person.
  const isLost = secret === undefined && !rotation.savedCopy;
  if (isLost && mayBeElsewhere(run, rotation)) return { kind: 'needs', rotation, need: { kind: 'reload' } };
  if (isLost && rotation.parked !== 'secretLost') return { kind: 'parked', rotation, reason: 'secretLost' };
  await clear(run, rotation);
  const left = { kind: 'finished', rotation, result: 'left' } as const;
  if (!isLost && !isRefused) return left;
  const createdAt = new Date(rotation.createdAt ?? rotation.startedAt);
  return { ...left, orphans: [{ identifier: newIdentifier, createdAt }] };
}
