import type { UserSummary } from '../api/index.ts';
import { plain } from '../ui/plainText.ts';
import { roleName } from '../ui/roles.ts';
import { longDate } from '../ui/time.ts';
import { unreadableWords } from '../ui/unreadable.ts';

/** Stands where the API says nothing. */
export const NOTHING = '–';

/** Longest text that is copied, in characters; the contract's longest email has 180. */
export const LONGEST = 1_000;

/** The role that tells people apart: everybody is a user besides. */
export function mainRole({ roles }: UserSummary): string | undefined {
  return roleNames(roles.filter((role) => role !== 'ROLE_USER'))[0];
}

/** The names of roles, without those of which nothing could be seen. */
function roleNames(roles: readonly string[]): string[] {
  return roles.map(roleName).filter((name) => name !== '');
}

/** "on", "off", or "unknown" where the API does not say. */
export function twoFactorWords(twoFactor: boolean | undefined): string {
  if (twoFactor === undefined) return 'unknown';
  return twoFactor ? 'on' : 'off';
}

/** When somebody signed in last, as a row or a tooltip says it. No date does not mean never: it may not be readable. */
export function lastSignIn({ lastLogIn }: UserSummary): string {
  return lastLogIn ? longDate(lastLogIn) : 'none known';
}

/** What is told of a user wherever one is shown in full: plain text, uncut, and a dash where the API says nothing. */
export function userFields(user: UserSummary): readonly (readonly [label: string, value: string])[] {
  return [
    ['Email', orDash(user.email)],
    ['Role in the company', orDash(user.roleInCompany)],
    ['Roles', roleNames(user.roles).join(', ') || NOTHING],
    ['Two-factor sign-in', twoFactorWords(user.twoFactor)],
    ['Last sign-in', lastSignIn(user)],
    ['ID', plain(String(user.id), LONGEST)],
  ];
}

/** A text of the API as one line, long enough to be copied, or a dash. */
export function orDash(text: string | undefined): string {
  return plain(text ?? '', LONGEST) || NOTHING;
}

/** "12,400 of 28,441 users", as far as the server told how many there are, and how many cannot be shown. */
export function seenWords({
  seen,
  total,
  unreadable,
}: {
  readonly seen: number;
  readonly total?: number;
  readonly unreadable?: number;
}): string {
  const count = seen.toLocaleString('en');
  const all = total?.toLocaleString('en');
  const words = all === undefined || total === seen ? `${count} users` : `${count} of ${all} users`;
  return unreadable === undefined ? words : `${words}, ${unreadableWords(unreadable)}`;
}
