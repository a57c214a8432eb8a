import type { ApiClient } from '../../api/index.ts';
import { completeList } from './completeList.ts';
import { clear, find, listIds, readCurrent, save } from './ledger.ts';
import type { LockedRun } from './lockedRun.ts';
import type { Candidate, Outcome } from './outcome.ts';
import type { Rotation } from './record.ts';
import { seenFor } from './seen.ts';

/** How long a create may still be under way at the API after its answer was lost, in milliseconds; calls end after 30 s. */
const SETTLE_MS = 120_000;

/** How long to wait before a list that moved is read again, in milliseconds. */
const LOOK_AGAIN_MS = 10_000;

/**
 * A create was, or may have been, sent and its answer is not known: looks for the key it made. Its secret is lost in
 * any case, so the key is deleted on the person's word, and a new attempt is a new rotation.
 */
export async function settle(run: LockedRun, rotation: Rotation): Promise<Outcome> {
  const list = await completeList(run);
  if (!list) return { kind: 'waits', rotation, inMs: LOOK_AGAIN_MS, because: 'listIncomplete' };
  const { clients, unreadable } = list;
  // One more may be the key that was made; with one less, a key of before is there to be taken for it.
  const isClear = unreadable === (rotation.unreadableBefore ?? 0);
  if (!isClear) return { kind: 'waits', rotation, inMs: LOOK_AGAIN_MS, because: 'listUnreadable' };
  const candidates = await candidatesAmong(run, rotation, clients);
  const chosen = candidates.find(({ identifier }) => identifier === rotation.orphan);
  if (chosen) {
    return {
      kind: 'advanced',
      rotation: await save(run, { ...rotation, state: 'ROLLBACK', newIdentifier: chosen.identifier }),
    };
  }
  // What is left behind was told before: a crash right after this must not keep it from the person.
  if (candidates.length > 0 && rotation.leave && rotation.asked) {
    await clear(run, rotation);
    return { kind: 'finished', rotation, result: 'left', orphans: candidates };
  }
  const { settlesAt, left } = settling(run, rotation);
  if (candidates.length === 0 && left <= 0) {
    await clear(run, rotation);
    return { kind: 'finished', rotation, result: 'nothingMade' };
  }
  const ambiguous: Rotation = { ...rotation, state: 'AMBIGUOUS', ...(settlesAt !== undefined && { settlesAt }) };
  if (candidates.length === 0) {
    const isNews = rotation.state !== 'AMBIGUOUS' || rotation.settlesAt !== settlesAt;
    if (isNews) await save(run, ambiguous);
    return { kind: 'waits', rotation: ambiguous, inMs: left, because: 'answerLost' };
  }
  const asked: Rotation = { ...ambiguous, asked: true };
  if (!rotation.asked) await save(run, asked);
  return { kind: 'needs', rotation: asked, need: { kind: 'orphan', candidates } };
}

/**
 * From when on a create whose answer was lost has come to nothing, if its key is not in the list that was just read: by
 * the API's clock, which told its time with that list, or when this window has seen it lost for as long.
 */
function settling(run: LockedRun, { id, settlesAt }: Rotation): { settlesAt: number | undefined; left: number } {
  const unseen = SETTLE_MS - seenFor(run, id, 'answerLost');
  const told = run.api.time();
  if (!told) return { settlesAt, left: unseen };
  const at = settlesAt ?? Math.ceil(told.atMost) + SETTLE_MS;
  return { settlesAt: at, left: Math.min(at - told.atLeast, unseen) };
}

/**
 * The keys that this rotation's create may have made: equal to the old one, not there before and not older than what
 * was, by the API's own clock as far as it says, and with no secret here, so that no key in use is ever offered.
 */
async function candidatesAmong(
  run: LockedRun,
  rotation: Rotation,
  clients: readonly ApiClient[],
): Promise<Candidate[]> {
  const before = new Set(rotation.before);
  const others = await madeByOthers(run, rotation.id);
  const candidates: Candidate[] = [];
  for (const client of clients) {
    const { identifier, createdAt } = client;
    const possible =
      !before.has(identifier) &&
      !others.has(identifier) &&
      (createdAt === undefined || createdAt.getTime() >= rotation.newestBefore) &&
      isEqual(rotation, client) &&
      (await readCurrent(run, identifier)) === undefined;
    if (possible) candidates.push({ identifier, ...(createdAt && { createdAt }) });
  }
  return candidates;
}

/** A scope that is listed twice is one. */
function isEqual({ name, scopes }: Rotation, client: ApiClient): boolean {
  const given = new Set(client.scopes);
  const isSame = given.size === new Set(scopes).size && scopes.every((scope) => given.has(scope));
  return (client.name ?? null) === name && isSame;
}

async function madeByOthers(run: LockedRun, id: string): Promise<Set<string>> {
  const made = new Set<string>();
  for (const other of await listIds(run)) {
    const found = other === id ? undefined : await find(run, other);
    if (found && 'rotation' in found) made.add(found.rotation.newIdentifier ?? '');
  }
  return made;
}
