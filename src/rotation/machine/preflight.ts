import { type ApiClient, CREATABLE_SCOPES, type CreatableScope } from '../../api/index.ts';
import { randomId } from '../../platform/randomness.ts';
import { completeList } from './completeList.ts';
import { find, isSignedInWith, listIds } from './ledger.ts';
import type { LockedRun } from './lockedRun.ts';
import type { Refusal } from './outcome.ts';
import { isOfAccount } from './ownership.ts';
import { type Overlap, RECORD_VERSION, type Rotation } from './record.ts';

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
  const clients = await completeList(run);
  if (!clients) return { kind: 'listIncomplete' };
  const client = clients.find((each) => each.identifier === identifier);
  if (!client) return { kind: 'clientGone' };
  if (!(await run.isActive())) return { kind: 'otherAccount' };
  const scopes = recreatable(client);
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
    newestBefore: Math.max(...clients.map(({ createdAt }) => createdAt?.getTime() ?? 0)),
    startedAt: clock.now(),
    ...(overlap && { overlap }),
  };
}

/** A client carries scopes that cannot be asked for, or none, and then no equal one can be made. */
function recreatable({ scopes }: ApiClient): { all: [CreatableScope, ...CreatableScope[]] } | Refusal {
  const others = scopes.filter((scope) => !isCreatable(scope));
  if (others.length > 0) return { kind: 'scopesNotCreatable', scopes: others };
  const [first, ...rest] = scopes.filter(isCreatable);
  return first === undefined ? { kind: 'noScopes' } : { all: [first, ...rest] };
}

function isCreatable(scope: string): scope is CreatableScope {
  return CREATABLE_SCOPES.some((creatable) => creatable === scope);
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
