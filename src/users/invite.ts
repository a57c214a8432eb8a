import { addressIn, type UserSummary } from '../api/index.ts';
import { titleName } from '../session/profiles/profile.ts';
import type { Account } from '../session/session.ts';
import { EXAMPLES, email, personName } from '../ui/fields.ts';
import { type Draft, fillIn } from '../ui/form.ts';
import { inform } from '../ui/notify.ts';
import { plain } from '../ui/plainText.ts';
import { roleName } from '../ui/roles.ts';
import { roleChoices, rolesLike } from './roleChoices.ts';

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
  const same = start.like && rolesLike(start.like);
  if (same) draft.set('invitedRole', same.join(' '));
  const choices = roleChoices(same);
  const filledIn = await fillIn({
    title: `Invite user – ${titleName(account)}`,
    about: account,
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
        prompt: 'Which roles? Tripartie decides which you can give.',
        several: choices,
      },
    ],
    draft,
    progress: 'Inviting the user',
    failed: 'Nobody was invited.',
    lost: 'Look for the address in the Users view before you invite it again.',
    send: async (value, call) => {
      const chosen = value('invitedRole').split(' ');
      const person = {
        email: addressIn(value('email')),
        firstName: value('firstName').trim(),
        lastName: value('lastName').trim(),
      };
      const invitedRole = choices.map((choice) => choice.value).filter((role) => chosen.includes(role));
      const { id } = await account.client.inviteUser({ ...person, invitedRole }, call);
      return { ...person, ...(id !== undefined && { id }), roles: invitedRole };
    },
  });
  if (filledIn.kind !== 'answer') return;
  const { id, ...person } = filledIn.value;
  account.note('user invited', { identifier: String(id ?? '?') });
  await onInvited(id === undefined ? undefined : { ...person, id });
  const words = `${plain(person.email, 80)} is invited as ${person.roles.map(roleName).join(', ')}.`;
  if (await inform(words, account, { id: 'another', label: 'Invite Another' })) {
    await inviteUser(account, draft, {}, onInvited);
  }
}
