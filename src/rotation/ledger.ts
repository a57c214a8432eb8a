import { BoundaryError, type World } from './boundaries.ts';
import { INDEX_KEY, idsIn } from './indexEntry.ts';
import {
  type Rotation,
  type RotationRecord,
  readBreadcrumb,
  readRecord,
  type Unreadable,
  writeBreadcrumb,
  writeRecord,
} from './record.ts';
import { isUnderWay, merged, type UnderWay } from './states.ts';
import type { Turn } from './turn.ts';

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
export async function find(world: World, id: string): Promise<Found | Unreadable | undefined> {
  const breadcrumbText = await reach('breadcrumbs', () => world.breadcrumbs.read(id));
  const breadcrumb = breadcrumbText === undefined ? undefined : readBreadcrumb(id, breadcrumbText);
  if (breadcrumb && 'unknownVersion' in breadcrumb) return breadcrumb;
  if (breadcrumb && !isUnderWay(breadcrumb)) return over(world, id);
  const remembered = world.memory.get(id);
  const recordText = await reach('store', () => world.store.read(recordKey(id))).catch((error: unknown) => {
    if (remembered) return ignoreBoundary(error);
    throw error;
  });
  const isStoreSilent = recordText instanceof BoundaryError;
  const record = recordText === undefined || isStoreSilent ? undefined : readRecord(id, recordText);
  if (record && 'unknownVersion' in record) return record;
  const isKnown = record || breadcrumb || isStoreSilent;
  const rotation = isKnown && merged(remembered ?? record, breadcrumb);
  if (!rotation || !isUnderWay(rotation)) return over(world, id);
  const kept = remembered?.newSecret ?? record?.newSecret;
  if (isStoreSilent) return { rotation, secret: kept, stored: false };
  if (kept !== undefined && kept === record?.newSecret) return { rotation, secret: kept, stored: true };
  const { newIdentifier } = rotation;
  const inUse = newIdentifier === undefined ? undefined : await readCurrent(world, newIdentifier);
  const secret = kept ?? inUse;
  return { rotation, secret, stored: secret !== undefined && secret === inUse };
}

/** Another window has brought it to its end. */
function over({ memory }: World, id: string): undefined {
  memory.delete(id);
}

/**
 * The new key with its secret, as this window remembers it, while its breadcrumb says that it is under way or cannot be
 * read. Asks no store, so that one which hangs does not come between a person and the only copy there is.
 */
export async function rememberedKey(
  world: World,
  id: string,
): Promise<{ identifier: string; secret: string } | undefined> {
  const { newIdentifier: identifier, newSecret: secret } = world.memory.get(id) ?? {};
  if (identifier === undefined || secret === undefined) return undefined;
  const text = await reach('breadcrumbs', () => world.breadcrumbs.read(id)).catch(ignoreBoundary);
  const breadcrumb = readBreadcrumb(id, String(text));
  const isUsable = text instanceof BoundaryError || (!('unknownVersion' in breadcrumb) && isUnderWay(breadcrumb));
  return isUsable ? { identifier, secret } : undefined;
}

/** The rotations that store, breadcrumbs or memory know of, those of other profiles too. @throws BoundaryError */
export async function listIds(world: World): Promise<string[]> {
  return [...new Set([...(await listIdsOutsideStore(world)), ...(await readIndex(world))])];
}

/** Those that can be listed while the store does not answer. @throws BoundaryError */
export async function listIdsOutsideStore(world: World): Promise<string[]> {
  return [...(await reach('breadcrumbs', () => world.breadcrumbs.list())), ...world.memory.keys()];
}

/** Writes how far a rotation is. @throws BoundaryError, LeaseLost */
export async function save(turn: Turn, rotation: Rotation): Promise<Rotation> {
  await turn.hold.must();
  await reach('breadcrumbs', () => turn.breadcrumbs.write(rotation.id, writeBreadcrumb(rotation)));
  return rotation;
}

/** Makes a rotation known before anything is asked of the API. @throws BoundaryError, LeaseLost */
export async function announce(turn: Turn, rotation: Rotation): Promise<void> {
  await save(turn, rotation);
  const ids = new Set(await readIndex(turn));
  await writeVerified(turn, INDEX_KEY, JSON.stringify([...ids.add(rotation.id)]));
  await saveRecord(turn, rotation);
}

/**
 * Stores the record and reads it back. Does not ask for the lease: a secret that was just made is stored even if
 * another window has taken over.
 * @throws BoundaryError
 */
export async function saveRecord(world: World, record: RotationRecord): Promise<void> {
  await writeVerified(world, recordKey(record.id), writeRecord(record));
}

/**
 * Ends a rotation. Its record goes at once if the store lets it, and else with `sweep`; the breadcrumb says meanwhile
 * that it is over.
 * @throws BoundaryError of the breadcrumbs, LeaseLost
 */
export async function clear(turn: Turn, rotation: Rotation): Promise<void> {
  await save(turn, { ...rotation, state: 'CLEARED', clearedAt: turn.clock.now() });
  turn.memory.delete(rotation.id);
  await dropRecord(turn, rotation.id).catch(ignoreBoundary);
}

/** Removes the breadcrumbs of rotations that are over, once their records are known to be gone. @throws BoundaryError, LeaseLost */
export async function sweep(turn: Turn): Promise<void> {
  const now = turn.clock.now();
  for (const id of await reach('breadcrumbs', () => turn.breadcrumbs.list())) {
    const text = await reach('breadcrumbs', () => turn.breadcrumbs.read(id));
    // One that another window removed meanwhile reads as no breadcrumb at all.
    const rotation = readBreadcrumb(id, String(text));
    if ('unknownVersion' in rotation || rotation.state !== 'CLEARED') continue;
    if (now - (rotation.clearedAt ?? 0) < REMEMBER_MS) continue;
    if ((await reach('store', () => turn.store.read(recordKey(id)))) !== undefined) {
      await clear(turn, rotation);
    } else {
      await turn.hold.must();
      await reach('breadcrumbs', () => turn.breadcrumbs.remove(id));
    }
  }
}

async function dropRecord(world: World, id: string): Promise<void> {
  await reach('store', () => world.store.remove(recordKey(id)));
  const ids = new Set(await readIndex(world));
  if (ids.delete(id)) await writeVerified(world, INDEX_KEY, JSON.stringify([...ids]));
}

/** For what may fail without harm, or with a harm that the caller sees to. */
export function ignoreBoundary(error: unknown): BoundaryError {
  if (error instanceof BoundaryError) return error;
  throw error;
}

/** The secret in use of a client. @throws BoundaryError */
export function readCurrent(world: World, identifier: string): Promise<string | undefined> {
  return reach('store', () => world.currentSecrets.read(identifier));
}

/**
 * Makes the new key the one in use; does nothing when it already is.
 * @returns whether the store had to be written
 * @throws BoundaryError
 */
export async function makeCurrent(world: World, identifier: string, secret: string): Promise<boolean> {
  if ((await readCurrent(world, identifier)) === secret) return false;
  await reach('store', () => world.currentSecrets.keep(identifier, secret));
  if ((await readCurrent(world, identifier)) !== secret) throw new BoundaryError('store');
  return true;
}

/**
 * Whether a secret that is not to be found may be in the store all the same: another window made it, or stored it, after
 * this one was loaded. What this window makes itself is in its memory.
 */
export function mayBeElsewhere({ loadedAt }: World, { createdAt, startedAt, storedAt }: Rotation): boolean {
  return Math.max(createdAt ?? startedAt, storedAt ?? 0) > loadedAt;
}

/** See `signsInWith` of `World`. @throws BoundaryError, and then the key counts as one that a profile needs */
export function isSignedInWith(world: World, identifier: string): Promise<boolean> {
  return reach('breadcrumbs', () => world.signsInWith(identifier));
}

/** Takes a secret out of use. @throws BoundaryError */
export function forgetCurrent(world: World, identifier: string): Promise<void> {
  return reach('store', () => world.currentSecrets.forget(identifier));
}

async function readIndex(world: World): Promise<string[]> {
  return idsIn(await reach('store', () => world.store.read(INDEX_KEY)));
}

async function writeVerified(world: World, key: string, value: string): Promise<void> {
  await reach('store', () => world.store.write(key, value));
  if ((await reach('store', () => world.store.read(key))) !== value) throw new BoundaryError('store');
}

/** Whatever a boundary throws may hold what it was given, so none of it is passed on. */
async function reach<T>(boundary: BoundaryError['boundary'], act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch {
    throw new BoundaryError(boundary);
  }
}
