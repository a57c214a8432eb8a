import type { ApiTime } from '../../api/index.ts';
import { clear, type Found, forgetCurrent, ignoreBoundary, isSignedInWith, mayBeElsewhere, save } from './ledger.ts';
import type { LockedRun } from './lockedRun.ts';
import type { Outcome } from './outcome.ts';
import { type OverlapStanding, overlapStanding } from './overlap.ts';
import { proveKey } from './prove.ts';
import type { Rotation } from './record.ts';
import { remove } from './removal.ts';
import { doubtOfStore, waitForStore } from './secure.ts';
import { seeAnew } from './seen.ts';
import { isAfter } from './states.ts';

/** How long to wait before a deletion whose answer was lost is tried again, in milliseconds. */
const DELETE_AGAIN_MS = 10_000;

/** DURABLE → RETIRING → GONE, when the overlap is over. The old key is deleted at the very end and after a fresh proof. */
export async function retire(run: LockedRun, found: Found, newIdentifier: string, secret: string): Promise<Outcome> {
  const { rotation } = found;
  const isDurable = rotation.state === 'DURABLE';
  const standing: OverlapStanding = isDurable ? overlapStanding(run, rotation) : { kind: 'over' };
  if (standing.kind === 'until' && standing.isDoubtful) return askForTime(run, rotation, newIdentifier, secret);
  const early = reasonToKeepOld(rotation, standing);
  if (early) return early;
  if (isDurable && isTimed(rotation) && (await run.isUsedHere(rotation.oldIdentifier))) return untilTold(run, rotation);
  if (await isSignedInWith(run, rotation.oldIdentifier)) {
    return { kind: 'needs', rotation, need: { kind: 'switchSession', to: newIdentifier } };
  }
  const doubt = await doubtOfStore(run, rotation, newIdentifier, secret);
  if (doubt) return doubt;
  const asked = run.clock.elapsed();
  const stopped = await proveOnceMore(run, rotation, newIdentifier, secret);
  if (stopped) return stopped;
  // What time it is was last heard long ago, perhaps: the proof has told it anew.
  const late = isDurable ? await reasonToWait(run, rotation, asked) : undefined;
  if (late) return late;
  if (!(await run.isActive())) return { kind: 'otherAccount', rotation };
  return removeOld(run, await save(run, { ...rotation, state: 'RETIRING' }));
}

async function removeOld(run: LockedRun, rotation: Rotation): Promise<Outcome> {
  switch (await remove(run, rotation.oldIdentifier)) {
    case 'gone':
      return { kind: 'advanced', rotation: await save(run, { ...rotation, state: 'GONE' }) };
    case 'refused':
      return { kind: 'parked', rotation, reason: 'deleteRefused' };
    case 'unknown':
      return { kind: 'waits', rotation, inMs: DELETE_AGAIN_MS, because: 'answerLost' };
  }
}

/** Tries the new key. @returns what it comes to where the API does not take it */
async function proveOnceMore(
  run: LockedRun,
  rotation: Rotation,
  newIdentifier: string,
  secret: string,
): Promise<Outcome | undefined> {
  const proof = await proveKey(run, rotation, newIdentifier, secret);
  if (proof.kind === 'refused') return { kind: 'parked', rotation, reason: 'newKeyRefused' };
  if (proof.kind === 'scopesMissing') return { ...proof, kind: 'parked', rotation, reason: 'scopesMissing' };
  return undefined;
}

/** Whether a rotation ends by the clock, and not by the person's word. */
function isTimed({ overlap, retireNow }: Rotation): boolean {
  return !retireNow && overlap?.kind === 'for' && overlap.ms > 0;
}

/** After a fresh proof: why the old key stays all the same. */
async function reasonToWait(run: LockedRun, rotation: Rotation, asked: number): Promise<Outcome | undefined> {
  if (!isTimed(rotation)) return undefined;
  if (!toldSince(run, asked)) return untilTold(run, rotation);
  return reasonToKeepOld(rotation, overlapStanding(run, rotation));
}

/** What the API's clock shows, where it has told that since something was asked. */
function toldSince({ api }: LockedRun, asked: number): ApiTime | undefined {
  const told = api.time();
  return told && told.heardAt >= asked ? told : undefined;
}

/** The API tells no time, so none can be counted, or the old key is still in use: the person says when. */
async function untilTold(run: LockedRun, rotation: Rotation): Promise<Outcome> {
  const told = await save(run, { ...rotation, overlap: { kind: 'whenTold' } });
  return { kind: 'needs', rotation: told, need: { kind: 'retireNow', because: 'whenTold' } };
}

/** Lets the API tell what time it is, with a proof of the new key: the time of both keys counts from there, or is looked at anew. */
async function askForTime(run: LockedRun, rotation: Rotation, newIdentifier: string, secret: string): Promise<Outcome> {
  const asked = run.clock.elapsed();
  const stopped = await proveOnceMore(run, rotation, newIdentifier, secret);
  if (stopped) return stopped;
  const told = toldSince(run, asked);
  if (!told) return untilTold(run, rotation);
  if (rotation.overlapSince !== undefined) return { kind: 'advanced', rotation };
  // A whole second, as which the API tells that it is over.
  const overlapSince = Math.ceil(told.atMost / 1_000) * 1_000;
  seeAnew(run, rotation.id, 'overlap');
  return { kind: 'advanced', rotation: await save(run, { ...rotation, overlapSince }) };
}

function reasonToKeepOld(rotation: Rotation, standing: OverlapStanding): Outcome | undefined {
  switch (standing.kind) {
    case 'over':
      return undefined;
    case 'undecided':
      return { kind: 'needs', rotation, need: { kind: 'overlap' } };
    case 'until':
      return { kind: 'waits', rotation, until: standing.until, because: 'overlap' };
    case 'whenTold':
    case 'endedUnseen':
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
