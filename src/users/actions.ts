import type { UserSummary } from '../api/index.ts';
import { titleName } from '../session/profiles/profile.ts';
import type { Account } from '../session/session.ts';
import type { Answer } from '../ui/answer.ts';
import { type Choice, pickOne } from '../ui/pick.ts';
import { plain } from '../ui/plainText.ts';
import { userName } from './words.ts';

/** What can be done with a user. */
export type UserAction = 'show' | 'copyEmail' | 'copyId' | 'edit' | 'inviteLike' | 'remove';

/** Asks what to do with the user who was found. */
export function pickAction(account: Account, user: UserSummary): Promise<Answer<UserAction>> {
  const email = plain(user.email ?? '');
  const copyEmail: Choice<UserAction> = { icon: 'copy', label: 'Copy email', description: email, value: 'copyEmail' };
  return pickOne<UserAction>({
    title: `${userName(user)} – ${titleName(account)}`,
    about: account,
    step: 2,
    totalSteps: 2,
    placeholder: 'What do you want to do?',
    items: [
      { icon: 'account', label: 'Show details', value: 'show' },
      ...(email ? [copyEmail] : []),
      { icon: 'copy', label: 'Copy id', description: plain(String(user.id)), value: 'copyId' },
      { icon: 'edit', label: 'Edit profile…', value: 'edit' },
      { icon: 'person-add', label: 'Invite somebody with the same roles…', value: 'inviteLike' },
      { icon: 'trash', label: 'Remove from the organization…', value: 'remove' },
    ],
  });
}
