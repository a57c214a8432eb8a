import type { ApiClient } from '../../api/index.ts';
import { randomId } from '../../platform/randomness.ts';
import { completeList } from './completeList.ts';
import { find, isSignedInWith, listIds } from './ledger.ts';
import type { LockedRun } from './lockedRun.ts';
import type { Refusal } from './outcome.ts';
import { isOfAccount } from './ownership.ts';
import { type Overlap, RECORD_VERSION, type Rotation } from './record.ts';
import { recreatable } from './recreatable.ts';

/**
 * Looks whether a client can be rotated; asks for the list of clients only and changes nothing.
 * @returns the rotation that may now begin, or why not
 * @throws ApiError, BoundaryError
 */
export async function preflight(run: LockedRun, identifier: string, overlap?: Overlap): Promise<Rotation | Refusal> {
  const { account, clock } = run;
  if (await isSignedInWith(run, identifier)) return { kind: 'ownCredential' };
  const busyWith = await rotationOf(run, identifier);
  if (busyWith !== undefined) return { kind: 'alreadyRotating', id: busyWith };
  const list = await completeList(run);
  if (!list) return { kind: 'listIncomplete' };
  const { clients, unreadable } = list;
  const client = clients.find((each) => each.identifier === identifier);
  if (!client) return { kind: unreadable > 0 ? 'listUnreadable' : 'clientGone' };
  if (!(await run.isActive())) return { kind: 'otherAccount' };
  const scopes = recreatable(client.scopes);
  if ('kind' in scopes) return scopes;
  return {
    version: RECORD_VERSION,
    id: randomId(),
    state: 'INTENT',
    profile: account.profile,
    origin: account.origin,
    oldIdentifier: identifier,
    name: client.name ?? null,
    scopes: scopes.all,
    before: clients.map((each) => each.identifier),
    newestBefore: newestOf(clients, run.api.time()?.atMost ?? clock.now()),
    ...(unreadable > 0 && { unreadableBefore: unreadable }),
    startedAt: clock.now(),
    ...(overlap && { overlap }),
  };
}

/** By how much a time of the API may be ahead of what it says now, in milliseconds, before it is none. */
const AHEAD_MS = 86_400_000;

/** When the newest of them was made. A time that is yet to come would hide whatever is made from now on. */
function newestOf(clients: readonly ApiClient[], now: number): number {
  const times = clients.map(({ createdAt }) => createdAt?.getTime() ?? 0);
  return Math.max(0, ...times.filter((time) => time <= now + AHEAD_MS));
}

/** The rotation under way that replaces this key, or made it. */
async function rotationOf(run: LockedRun, identifier: string): Promise<string | undefined> {
  for (const id of await listIds(run)) {
    const found = await find(run, id);
    if (!found || 'unknownVersion' in found) continue;
    const { oldIdentifier, newIdentifier } = found.rotation;
    if (isOfAccount(run, found.rotation) && (oldIdentifier === identifier || newIdentifier === identifier)) return id;
  }
  return undefined;
}
