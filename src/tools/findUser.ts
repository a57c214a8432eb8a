import { NotFoundError, type UserSummary } from '../api/index.ts';
import { roleName } from '../ui/roles.ts';
import type { People, Reach } from './reach.ts';
import { type FoundUser, type ToolResult, toPlainText } from './results.ts';

/** Most users that are told of at once. */
const MATCHES_MAX = 10;

const QUERY_MAX = 200;

/**
 * Finds users by part of a name, email or role, or by their id.
 * @param signal ends the loading; who was loaded until then is found
 * @throws ApiError when nobody could be loaded
 */
export async function findUser(reach: Reach, { query }: { query?: unknown }, signal: AbortSignal): Promise<ToolResult> {
  const wanted = String(query ?? '').slice(0, QUERY_MAX);
  const people = await reach.people();
  const failure = await people.load({ signal }).then(
    () => undefined,
    (error: unknown) => error,
  );
  const named = await userOfId(reach, people, wanted, signal);
  const { seen, unreadable } = people.progress;
  if (failure !== undefined && seen === 0 && !named) throw failure;
  const found = named ? [named] : people.find(wanted, MATCHES_MAX).map(({ user }) => user);
  return {
    kind: 'users',
    account: reach.account,
    users: found.map(toFoundUser),
    seen,
    complete: failure === undefined && unreadable === undefined,
  };
}

/** A user whom the list does not have and the query names by id. */
async function userOfId(
  { api }: Reach,
  people: People,
  query: string,
  signal: AbortSignal,
): Promise<UserSummary | undefined> {
  const candidate = people.lookupCandidate(query);
  if (candidate?.kind !== 'id' || signal.aborted) return undefined;
  try {
    return await api.getUser(candidate.id, { signal });
  } catch (error) {
    if (error instanceof NotFoundError) return undefined;
    throw error;
  }
}

function toFoundUser({ id, firstName, lastName, email, roleInCompany, roles, twoFactor }: UserSummary): FoundUser {
  return {
    id: toPlainText(String(id), 40),
    name: toPlainText(`${firstName ?? ''} ${lastName ?? ''}`),
    email: toPlainText(email ?? ''),
    roleInCompany: toPlainText(roleInCompany ?? ''),
    roles: roles.filter((role) => role !== 'ROLE_USER').map((role) => toPlainText(roleName(role))),
    twoFactor: twoFactor ?? 'unknown',
  };
}
