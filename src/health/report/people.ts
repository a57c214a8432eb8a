import type { UserSummary } from '../../api/index.ts';
import type { FoundPeople, PeopleFacts, RoleCount } from './facts.ts';

const DAY_MS = 86_400_000;

/** Upper ends of the spans in which sign-ins are counted, in days. */
export const SIGN_IN_DAYS = [7, 30, 90, 365] as const;

const OWNER = 'ROLE_ORGANIZATION_OWNER';

/** Who may manage the organization or the platform (contract: roles of `User-Invite`). */
const ADMINISTRATORS: ReadonlySet<string> = new Set([OWNER, 'ROLE_ADMIN', 'ROLE_PLATFORM_ADMIN']);

/** Most people that are named for a finding: of more than that nobody reads a list, and the memory they take would be felt. */
export const NAMED_MAX = 200;

function nobody(): FoundPeople {
  return { count: 0, named: [] };
}

/** What is counted of nobody. */
export const NO_PEOPLE: PeopleFacts = {
  seen: 0,
  roles: [],
  signIns: [...SIGN_IN_DAYS.map(() => 0), 0, 0],
  administratorsWithoutTwoFactor: nobody(),
  owners: nobody(),
  notForLong: nobody(),
  noneKnown: nobody(),
};

/** How many people are counted between two turns of others. */
const AT_ONCE = 60;

/** What it takes to tell of people in words. */
export interface PeopleWords {
  /** Plain text, never empty. */
  nameOf(user: UserSummary): string;
  /** Plain text; empty where there is none. */
  emailOf(user: UserSummary): string;
  /** Plain text; empty for a role of which nothing can be seen. */
  roleName(role: string): string;
}

/**
 * Counts people once. Everybody is a user, so that role counts only those who have no other.
 * @param now by the API's clock, in milliseconds since 1970
 * @yields after some hundred people, for others to have their turn
 */
export function* countPeople(
  users: Iterable<UserSummary>,
  now: number,
  { nameOf, emailOf, roleName }: PeopleWords,
): Generator<void, PeopleFacts> {
  const roles = new Map<string, RoleCount>();
  const roleNames = new Map<string, string>();
  // To make a name of a role takes longer than all the rest.
  const nameOfRole = (role: string) => {
    const name = roleNames.get(role) ?? (roleName(role) || 'Other');
    roleNames.set(role, name);
    return name;
  };
  const signIns = [...NO_PEOPLE.signIns];
  const without = nobody();
  const owners = nobody();
  const long = nobody();
  const none = nobody();
  let seen = 0;
  for (const user of users) {
    seen += 1;
    if (seen % AT_ONCE === 0) yield;
    const { id, lastLogIn, twoFactor } = user;
    const own = user.roles.filter((role) => role !== 'ROLE_USER');
    const names = new Set((own.length > 0 ? own : ['ROLE_USER']).map(nameOfRole));
    for (const name of names) countTwoFactor(roles, name, twoFactor);
    const add = (found: FoundPeople, detail: () => string) => {
      found.count += 1;
      if (found.named.length < NAMED_MAX)
        found.named.push({
          id,
          name: nameOf(user),
          detail: [detail(), emailOf(user)].filter((each) => each).join(', '),
        });
    };
    const days = lastLogIn && Math.max(0, Math.floor((now - lastLogIn.getTime()) / DAY_MS));
    const span = days === undefined ? SIGN_IN_DAYS.length + 1 : spanOf(days);
    signIns[span] = (signIns[span] as number) + 1;
    const administers = own.some((role) => ADMINISTRATORS.has(role));
    if (administers && twoFactor === false) add(without, () => [...names].join(', '));
    if (own.includes(OWNER)) add(owners, () => 'owns the organization');
    if (days === undefined) add(none, () => 'no sign-in known');
    else if (span === SIGN_IN_DAYS.length) add(long, () => `${days.toLocaleString('en')} days ago`);
  }
  return {
    seen,
    roles: [...roles.values()].sort((one, other) => (one.role < other.role ? -1 : 1)),
    signIns,
    administratorsWithoutTwoFactor: without,
    owners,
    notForLong: long,
    noneKnown: none,
  };
}

function spanOf(days: number): number {
  const span = SIGN_IN_DAYS.findIndex((end) => days <= end);
  return span < 0 ? SIGN_IN_DAYS.length : span;
}

function countTwoFactor(roles: Map<string, RoleCount>, role: string, twoFactor: boolean | undefined): void {
  const count = roles.get(role) ?? { role, on: 0, off: 0, unknown: 0 };
  roles.set(role, count);
  if (twoFactor === undefined) count.unknown += 1;
  else if (twoFactor) count.on += 1;
  else count.off += 1;
}
