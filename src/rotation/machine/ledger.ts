import { INDEX_KEY, idsIn } from './indexEntry.ts';
import type { LockedRun } from './lockedRun.ts';
import { BoundaryError, type Ports } from './ports.ts';
import {
  type Rotation,
  type RotationRecord,
  readBreadcrumb,
  readRecord,
  type Unreadable,
  writeBreadcrumb,
  writeRecord,
} from './record.ts';
import { unsee } from './seen.ts';
import { isUnderWay, merged, type UnderWay } from './states.ts';

/**
 * How long a rotation that is over is remembered, in milliseconds: its record may come back after a crash, or be in the
 * memory of another window.
 */
const REMEMBER_MS = 86_400_000;

function recordKey(id: string): string {
  return `tripartie.rotation:${id}`;
}

/** A rotation as it was found. */
export interface Found {
  readonly rotation: UnderWay;
  /** The new key's secret, when it is to be had. */
  readonly secret: string | undefined;
  /** Whether the store has that secret, as against this window's memory alone. */
  readonly stored: boolean;
}

/**
 * Reads a rotation from the store, the breadcrumb, this window's memory and the secrets in use. What this window has in
 * memory is found without the store too: it may be all that is left of a secret that the store refused.
 * @returns `undefined` when there is none
 * @throws BoundaryError when something does not answer, so that "not answered" is never taken for "lost"
 */
export async function find(ports: Ports, id: string): Promise<Found | Unreadable | undefined> {
  const breadcrumbText = await reach('breadcrumbs', () => ports.breadcrumbs.read(id));
  const breadcrumb = breadcrumbText === undefined ? undefined : readBreadcrumb(id, breadcrumbText);
  if (breadcrumb && 'unknownVersion' in breadcrumb) return breadcrumb;
  if (breadcrumb && !isUnderWay(breadcrumb)) return over(ports, id);
  const remembered = ports.memory.get(id);
  const recordText = await reach('store', () => ports.store.read(recordKey(id))).catch((error: unknown) => {
    if (remembered) return ignoreBoundary(error);
    throw error;
  });
  const isStoreSilent = recordText instanceof BoundaryError;
  const record = recordText === undefined || isStoreSilent ? undefined : readRecord(id, recordText);
  if (record && 'unknownVersion' in record) return record;
  const isKnown = record || breadcrumb || isStoreSilent;
  const rotation = isKnown && merged(remembered ?? record, breadcrumb);
  if (!rotation || !isUnderWay(rotation)) return over(ports, id);
  const kept = remembered?.newSecret ?? record?.newSecret;
  if (isStoreSilent) return { rotation, secret: kept, stored: false };
  if (kept !== undefined && kept === record?.newSecret) return { rotation, secret: kept, stored: true };
  const { newIdentifier } = rotation;
  const inUse = newIdentifier === undefined ? undefined : await readCurrent(ports, newIdentifier);
  const secret = kept ?? inUse;
  return { rotation, secret, stored: secret !== undefined && secret === inUse };
}

/** Another window has brought it to its end. */
function over({ memory }: Ports, id: string): undefined {
  memory.delete(id);
}

/**
 * The new key with its secret, as this window remembers it, while its breadcrumb says that it is under way or cannot be
 * read. Asks no store, so that one which hangs does not come between a person and the only copy there is.
 */
export async function rememberedKey(
  ports: Ports,
  id: string,
): Promise<{ identifier: string; secret: string } | undefined> {
  const { newIdentifier: identifier, newSecret: secret } = ports.memory.get(id) ?? {};
  if (identifier === undefined || secret === undefined) return undefined;
  const text = await reach('breadcrumbs', () => ports.breadcrumbs.read(id)).catch(ignoreBoundary);
  const breadcrumb = readBreadcrumb(id, String(text));
  const isUsable = text instanceof BoundaryError || (!('unknownVersion' in breadcrumb) && isUnderWay(breadcrumb));
  return isUsable ? { identifier, secret } : undefined;
}

/** The rotations that store, breadcrumbs or memory know of, those of other profiles too. @throws BoundaryError */
export async function listIds(ports: Ports): Promise<string[]> {
  return [...new Set([...(await listIdsOutsideStore(ports)), ...(await readIndex(ports))])];
}

/** Those that can be listed while the store does not answer. @throws BoundaryError */
export async function listIdsOutsideStore(ports: Ports): Promise<string[]> {
  return [...(await reach('breadcrumbs', () => ports.breadcrumbs.list())), ...ports.memory.keys()];
}

/** Writes how far a rotation is. @throws BoundaryError, LeaseLost */
export async function save(run: LockedRun, rotation: Rotation): Promise<Rotation> {
  await run.lease.assertHeld();
  await reach('breadcrumbs', () => run.breadcrumbs.write(rotation.id, writeBreadcrumb(rotation)));
  return rotation;
}

/** Makes a rotation known before anything is asked of the API. @throws BoundaryError, LeaseLost */
export async function announce(run: LockedRun, rotation: Rotation): Promise<void> {
  await save(run, rotation);
  const ids = new Set(await readIndex(run));
  await writeVerified(run, INDEX_KEY, JSON.stringify([...ids.add(rotation.id)]));
  await saveRecord(run, rotation);
}

/**
 * Stores the record and reads it back. Does not ask for the lease: a secret that was just made is stored even if
 * another window has taken over.
 * @throws BoundaryError
 */
export async function saveRecord(ports: Ports, record: RotationRecord): Promise<void> {
  await writeVerified(ports, recordKey(record.id), writeRecord(record));
}

/**
 * Ends a rotation. Its record goes at once if the store lets it, and else with `sweep`; the breadcrumb says meanwhile
 * that it is over.
 * @throws BoundaryError of the breadcrumbs, LeaseLost
 */
export async function clear(run: LockedRun, rotation: Rotation): Promise<void> {
  const clearedAt = Math.ceil(run.api.time()?.atMost ?? run.clock.now());
  await save(run, { ...rotation, state: 'CLEARED', clearedAt });
  run.memory.delete(rotation.id);
  unsee(run, rotation.id, 'refused', 'stored', 'answerLost', 'overlap');
  await dropRecord(run, rotation.id).catch(ignoreBoundary);
}

/**
 * Removes the breadcrumbs of rotations that have been over for long by the API's clock, once their records are known to be
 * gone. None while the API has not told its time.
 * @throws BoundaryError, LeaseLost
 */
export async function sweep(run: LockedRun): Promise<void> {
  const now = run.api.time()?.atLeast ?? Number.NEGATIVE_INFINITY;
  for (const id of await reach('breadcrumbs', () => run.breadcrumbs.list())) {
    const text = await reach('breadcrumbs', () => run.breadcrumbs.read(id));
    // One that another window removed meanwhile reads as no breadcrumb at all.
    const rotation = readBreadcrumb(id, String(text));
    if ('unknownVersion' in rotation || rotation.state !== 'CLEARED') continue;
    if (now - (rotation.clearedAt ?? 0) < REMEMBER_MS) continue;
    if ((await reach('store', () => run.store.read(recordKey(id)))) !== undefined) {
      await clear(run, rotation);
    } else {
      await run.lease.assertHeld();
      await reach('breadcrumbs', () => run.breadcrumbs.remove(id));
    }
  }
}

async function dropRecord(ports: Ports, id: string): Promise<void> {
  await reach('store', () => ports.store.remove(recordKey(id)));
  const ids = new Set(await readIndex(ports));
  if (ids.delete(id)) await writeVerified(ports, INDEX_KEY, JSON.stringify([...ids]));
}

/** For what may fail without harm, or with a harm that the caller sees to. */
export function ignoreBoundary(error: unknown): BoundaryError {
  if (error instanceof BoundaryError) return error;
  throw error;
}

/** The secret in use of a client. @throws BoundaryError */
export function readCurrent(ports: Ports, identifier: string): Promise<string | undefined> {
  return reach('store', () => ports.currentSecrets.read(identifier));
}

/**
 * Makes the new key the one in use; does nothing when it already is.
 * @returns whether the store had to be written
 * @throws BoundaryError
 */
export async function makeCurrent(ports: Ports, identifier: string, secret: string): Promise<boolean> {
  if ((await readCurrent(ports, identifier)) === secret) return false;
  await reach('store', () => ports.currentSecrets.keep(identifier, secret));
  if ((await readCurrent(ports, identifier)) !== secret) throw new BoundaryError('store');
  return true;
}

/**
 * Whether a secret that is not to be found may be in the store all the same: another window made it, or stored it, after
 * this one was loaded. What this window makes itself is in its memory.
 */
export function mayBeElsewhere({ loadedAt, clock }: Ports, { createdAt, startedAt, storedAt }: Rotation): boolean {
  const at = Math.max(createdAt ?? startedAt, storedAt ?? 0);
  // What is still to come was written by a clock that was wrong: no reload would ever be late enough.
  return at > loadedAt && at <= clock.now();
}

/** See `signsInWith` of `Ports`. @throws BoundaryError, and then the key counts as one that a profile needs */
export function isSignedInWith(ports: Ports, identifier: string): Promise<boolean> {
  return reach('breadcrumbs', () => ports.signsInWith(identifier));
}

/** Takes a secret out of use. @throws BoundaryError */
export function forgetCurrent(ports: Ports, identifier: string): Promise<void> {
  return reach('store', () => ports.currentSecrets.forget(identifier));
}

async function readIndex(ports: Ports): Promise<string[]> {
  return idsIn(await reach('store', () => ports.store.read(INDEX_KEY)));
}

async function writeVerified(ports: Ports, key: string, value: string): Promise<void> {
  await reach('store', () => ports.store.write(key, value));
  if ((await reach('store', () => ports.store.read(key))) !== value) throw new BoundaryError('store');
}

/** Whatever a boundary throws may hold what it was given, so none of it is passed on. */
async function reach<T>(boundary: BoundaryError['boundary'], act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch {
    throw new BoundaryError(boundary);
  }
}
