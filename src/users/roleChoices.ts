import { INVITABLE_ROLES, type InvitableRole, isRole, type UserSummary } from '../api/index.ts';
import type { Choice } from '../ui/pick.ts';
import { plain } from '../ui/plainText.ts';
import { roleName } from '../ui/roles.ts';

const ROLE_EXPLANATIONS: Readonly<Record<InvitableRole, string>> = {
  ROLE_ADMIN: 'Manages the organization and its users',
  ROLE_CONSULTANT: 'Looks at what is there, without managing it',
  ROLE_ACCOUNTING_MANAGER: 'Looks after accounting',
  ROLE_BILLING_MANAGER: 'Looks after bills and payments',
  ROLE_CUSTOMER_SERVICE: 'Works on the cases of customers',
  ROLE_ORGANIZATION_OWNER: 'Owns the organization, and manages all of it',
  ROLE_PLATFORM_ADMIN: 'For people of Tripartie: manages the platform',
  ROLE_PLATFORM_SUPPORT: 'For people of Tripartie: helps organizations',
};

/**
 * The roles of somebody that another one can be invited with: those that can be asked for and have a name to be seen by.
 * Everybody is a user.
 */
export function rolesLike({ roles }: Pick<UserSummary, 'roles'>): string[] {
  return roles.filter((role) => role !== 'ROLE_USER' && isRole(role) && roleName(role) !== '');
}

/** What an invitation can give: the roles of the contract, and those of whom the invitation is like, which may be unknown. */
export function roleChoices(like: readonly string[] = []): Choice<string>[] {
  return [...new Set<string>([...INVITABLE_ROLES, ...like])].map((role) => ({
    label: roleName(role),
    // Two may read the same way, with ROLE_ before it or without.
    detail:
      role in ROLE_EXPLANATIONS
        ? ROLE_EXPLANATIONS[role as InvitableRole]
        : `As Tripartie writes it: ${plain(role, 64)}`,
    value: role,
  }));
}
