import { userInvite, userUpdate } from '../bodies.ts';
import { anyCredential, type Caller, manager, manages, personalKey, type UserCaller } from '../callers.ts';
import { accessDenied, notFound, type Violation } from '../errors.ts';
import { withOddFields } from '../oddRows.ts';
import { contentRange, sliceOf } from '../paging.ts';
import { readBody } from '../readBody.ts';
import type { Dataset } from '../seed/dataset.ts';
import { atom, type UserRecord } from '../seed/state.ts';
import { idAndIri, listShape, ownShape, rawShape } from '../userShapes.ts';
import { codes } from '../violations.ts';
import { type Answer, type Call, idOf, type Route, route } from './route.ts';

/** The operations on users that are not about one's own sign-in. */
export const userRoutes: readonly Route[] = [
  route('GET', '/me', anyCredential(), me),
  route('GET', '/users', personalKey, list),
  route('GET', '/users/:id', personalKey, (call) => ({
    status: 200,
    body: rawShape(findUser(call), call.dataset.settings),
  })),
  route('PATCH', '/users/:id', anyCredential(), update),
  route('DELETE', '/users/:id', manager, remove),
  route('PATCH', '/users/:id/enable', manager, enable),
  route('POST', '/invite', anyCredential(), invite),
];

/** An API client and a persona are nobody's user: 404, the only refusal that the contract lists here. */
function me({ dataset, caller }: Call<Caller>): Answer {
  if (caller.kind !== 'user') throw notFound();
  const organization = dataset.organizations.get(caller.organization);
  return { status: 200, body: ownShape(caller.user, organization, dataset.settings) };
}

function list({ dataset, query, caller }: Call<UserCaller>): Answer {
  const { settings, users, organizations } = dataset;
  const slice = sliceOf(query, settings.pageSize);
  const organization = organizations.get(caller.organization);
  const items = users.slice(caller.organization, slice.start, slice.count);
  const range = contentRange(slice, items.length, users.count(caller.organization), settings.range);
  const rows = items.map((user) => listShape(user, organization, settings));
  const body = settings.oddRows ? withOddFields(rows) : rows;
  return { status: 200, body, headers: { 'Content-Range': range } };
}

async function update(call: Call<Caller>): Promise<Answer> {
  const user = findChangeable(call);
  const changes = await readBody(call.request, userUpdate);
  return { status: 200, body: idAndIri(saveUser(call.dataset, { ...user, ...changes }), call.dataset.settings) };
}

function remove(call: Call<UserCaller>): Answer {
  const user = findUser(call);
  // An organization always has its owner.
  if (user.roles.includes('ROLE_ORGANIZATION_OWNER')) throw accessDenied();
  call.dataset.users.remove(user.id);
  call.dataset.changed();
  return { status: 204 };
}

async function enable(call: Call<UserCaller>): Promise<Answer> {
  const user = findUser(call);
  await readBody(call.request, {});
  return { status: 200, body: idAndIri(saveUser(call.dataset, { ...user, lockdown: false }), call.dataset.settings) };
}

async function invite({ dataset, request, caller }: Call<Caller>): Promise<Answer> {
  const { invitedRole, ...given } = await readBody(request, userInvite, ({ email }) => taken(dataset, email));
  const roles = [...new Set([...invitedRole, 'ROLE_USER'])];
  return addUser(dataset, { ...given, roles, organization: caller.organization });
}

/** The violation of an address that someone has already, `except` for its bearer. */
export function taken({ users }: Dataset, email: string, except?: number): Violation[] {
  const bearer = users.byEmail(email);
  if (!bearer || bearer.id === except) return [];
  return [{ propertyPath: 'email', message: 'This value is already used.', code: codes.notUnique }];
}

/** Makes a user who has yet to verify the address, and answers as `/invite` and `/register` do. */
export function addUser(
  dataset: Dataset,
  given: Partial<UserRecord> & Pick<UserRecord, 'firstName' | 'lastName' | 'email'>,
): Answer {
  const { settings, users } = dataset;
  const at = atom(settings.now());
  const user: UserRecord = {
    id: users.nextId(),
    organization: 0,
    publicName: null,
    roleInCompany: null,
    birthday: null,
    emailVerified: false,
    emailCodes: 1,
    roles: ['ROLE_USER'],
    password: 'none',
    totpEnabled: false,
    totpSetups: 0,
    intlPhoneNumber: null,
    originCountry: null,
    preferredLanguage: null,
    lastSuccessfulLogIn: null,
    avatar: null,
    createdAt: at,
    updatedAt: at,
    consentMailNotification: true,
    consentMailAds: false,
    lockdown: false,
    ...given,
  };
  users.save(user);
  dataset.changed();
  return { status: 201, body: idAndIri(user, settings), headers: { Location: `/users/${user.id}` } };
}

/** Keeps a changed user, and gives it back as it is kept. */
export function saveUser({ users, settings, changed }: Dataset, user: UserRecord): UserRecord {
  const saved = { ...user, updatedAt: atom(settings.now()) };
  users.save(saved);
  changed();
  return saved;
}

/** The user that the path names, of the caller's organization. Ends in 404. */
function findUser(call: Call<Caller>): UserRecord {
  const { dataset, caller } = call;
  const user = dataset.users.get(idOf(call));
  const own = caller.kind === 'user' && caller.user.id === user?.id;
  if (!user || !(own || user.organization === caller.organization)) throw notFound();
  return user;
}

/** {@link findUser}, where the caller may change it: oneself, or whom one manages. Ends in 404 and 403. */
export function findChangeable(call: Call<Caller>): UserRecord {
  const user = findUser(call);
  const { caller } = call;
  if (caller.kind === 'user' && caller.user.id !== user.id && !manages(caller.user)) throw accessDenied();
  return user;
}
