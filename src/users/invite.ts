import * as vscode from 'vscode';
import { INVITABLE_ROLES, type InvitableRole, type UserSummary } from '../api/index.ts';
import { titleName } from '../session/profiles/profile.ts';
import type { Account } from '../session/session.ts';
import { EXAMPLES, email, personName } from '../ui/fields.ts';
import { type Draft, fillIn } from '../ui/form.ts';
import { withoutLinks } from '../ui/plainText.ts';
import { roleName } from '../ui/roles.ts';

const ROLE_EXPLANATIONS: Readonly<Record<InvitableRole, string>> = {
  ROLE_ADMIN: 'Manages the organization and its users',
  ROLE_CONSULTANT: 'Looks at what is there, without managing it',
  ROLE_ACCOUNTING_MANAGER: 'Looks after accounting',
  ROLE_BILLING_MANAGER: 'Looks after bills and payments',
  ROLE_CUSTOMER_SERVICE: 'Works on the cases of customers',
};

/** What an invitation starts with. */
export interface InvitationStart {
  readonly email?: string;
  /** Whoever is invited gets the same roles, as far as an invitation can give them. */
  readonly like?: UserSummary;
}

/**
 * `Tripartie: Invite User…`: email, names, roles.
 * @param onInvited called with each person who was invited, as far as the answer names one
 */
export async function inviteUser(
  account: Account,
  draft: Draft,
  start: InvitationStart,
  onInvited: (user: UserSummary | undefined) => Promise<void>,
): Promise<void> {
  if (start.email !== undefined) draft.set('email', start.email);
  const same = start.like && INVITABLE_ROLES.filter((role) => start.like?.roles.includes(role));
  if (same) draft.set('invitedRole', same.join(' '));
  const invited = await fillIn({
    title: `Invite user – ${titleName(account)}`,
    left: account.left,
    fields: [
      {
        name: 'email',
        prompt: 'The email address that the invitation goes to.',
        placeholder: EXAMPLES.email,
        validate: email,
      },
      { name: 'firstName', prompt: 'The first name.', validate: personName },
      { name: 'lastName', prompt: 'The last name.', validate: personName },
      {
        name: 'invitedRole',
        prompt: 'What may the person do? Choose only what is needed.',
        several: INVITABLE_ROLES.map((role) => ({
          label: roleName(role),
          detail: ROLE_EXPLANATIONS[role],
          value: role,
        })),
      },
    ],
    draft,
    progress: 'Inviting the user',
    failed: 'Nobody was invited.',
    lost: 'Look for the address in the Users view before you invite it again.',
    send: async (value, signal) => {
      const chosen = value('invitedRole').split(' ');
      const person = {
        email: value('email').trim(),
        firstName: value('firstName').trim(),
        lastName: value('lastName').trim(),
      };
      const invitedRole = INVITABLE_ROLES.filter((role) => chosen.includes(role));
      const { id } = await account.client.inviteUser({ ...person, invitedRole }, { signal });
      return { ...person, ...(id !== undefined && { id }), roles: invitedRole };
    },
  });
  if (!invited) return;
  const { id, ...person } = invited;
  account.note('user invited', { identifier: String(id ?? '?') });
  await onInvited(id === undefined ? undefined : { ...person, id });
  const choice = await vscode.window.showInformationMessage(
    `${withoutLinks(invited.email)} is invited as ${invited.roles.map(roleName).join(', ')}.`,
    'Invite Another',
  );
  if (choice) await inviteUser(account, draft, {}, onInvited);
}
