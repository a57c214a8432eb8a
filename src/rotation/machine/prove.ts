import { NotFoundError, NotSignedInError } from '../../api/index.ts';
import { type Found, readCurrent, save } from './ledger.ts';
import type { LockedRun } from './lockedRun.ts';
import type { Outcome } from './outcome.ts';
import type { Rotation } from './record.ts';
import { seenFor, unsee } from './seen.ts';

/** How long a key that was just made may be refused before that is believed, in milliseconds. */
const NEW_KEY_MS = 60_000;

/** What `/token` said of a key. */
export type Proof = { kind: 'accepted' } | { kind: 'refused' } | { kind: 'scopesMissing'; scopes: readonly string[] };

/**
 * Fetches a token with a key and looks at its scopes; a token that cannot be read says nothing of them, and then the
 * client itself is looked up.
 * @throws ApiError when the answer proves nothing, neither for nor against
 */
export async function proveKey(run: LockedRun, rotation: Rotation, identifier: string, secret: string): Promise<Proof> {
  const { api, signal } = run;
  try {
    const token = await api.fetchToken({ identifier, secret }, { signal });
    const granted = token.scopes ?? (await api.getApiClient(identifier, { signal })).scopes;
    const scopes = rotation.scopes.filter((scope) => !granted.includes(scope));
    return scopes.length === 0 ? { kind: 'accepted' } : { kind: 'scopesMissing', scopes };
  } catch (error) {
    const gone = error instanceof NotFoundError && error.operation === 'getApiClient';
    if (gone || isRefusal(error)) return { kind: 'refused' };
    throw error;
  }
}

/** CREATED → PROVEN, or ROLLBACK when the API refuses the new key and takes the old one. */
export async function prove(
  run: LockedRun,
  { rotation }: Found,
  newIdentifier: string,
  secret: string,
): Promise<Outcome> {
  const proof = await proveKey(run, rotation, newIdentifier, secret);
  if (proof.kind === 'accepted') {
    unsee(run, rotation.id, 'refused');
    return { kind: 'advanced', rotation: await save(run, { ...rotation, state: 'PROVEN' }) };
  }
  if (proof.kind === 'scopesMissing') {
    return { kind: 'parked', rotation, reason: 'scopesMissing', scopes: proof.scopes };
  }
  const refusedFor = seenFor(run, rotation.id, 'refused');
  if (refusedFor < NEW_KEY_MS) {
    const inMs = Math.min(Math.max(refusedFor, 1_000), 10_000);
    return { kind: 'waits', rotation, inMs, because: 'newKeyNotYet' };
  }
  const oldSecret = await readCurrent(run, rotation.oldIdentifier);
  if (oldSecret === undefined || !(await isAccepted(run, rotation.oldIdentifier, oldSecret))) {
    return { kind: 'parked', rotation, reason: 'newKeyRefused' };
  }
  return { kind: 'advanced', rotation: await save(run, { ...rotation, state: 'ROLLBACK' }) };
}

/** Whether a key fetches a token, whatever its scopes. @throws ApiError when the answer proves nothing */
export async function isAccepted({ api, signal }: LockedRun, identifier: string, secret: string): Promise<boolean> {
  try {
    await api.fetchToken({ identifier, secret }, { signal });
    return true;
  } catch (error) {
    if (isRefusal(error)) return false;
    throw error;
  }
}

/** 401 of the token endpoint (RFC 6749 section 5.2); a 401 of another operation is about the session. */
function isRefusal(error: unknown): boolean {
  return error instanceof NotSignedInError && error.operation === 'fetchToken';
}
