import type { UserSummary } from '../api/index.ts';
import { titleName } from '../session/profiles/profile.ts';
import type { Account } from '../session/session.ts';
import { withoutIcons } from '../ui/plainText.ts';
import { type Answer, pickOne } from '../ui/steps.ts';
import { userName } from './words.ts';

/** What can be done with a user. */
export type UserAction = 'show' | 'copyEmail' | 'copyId' | 'edit' | 'inviteLike' | 'remove';

/** Asks what to do with the user who was found. */
export function pickAction(account: Account, user: UserSummary): Promise<Answer<UserAction>> {
  const email = withoutIcons(user.email ?? '');
  return pickOne<UserAction>({
    title: `${withoutIcons(userName(user))} – ${titleName(account)}`,
    left: account.left,
    step: 2,
    totalSteps: 2,
    placeholder: 'What do you want to do?',
    items: [
      { label: '$(account) Show details', value: 'show' },
      ...(email ? [{ label: '$(copy) Copy email', description: email, value: 'copyEmail' as const }] : []),
      { label: '$(copy) Copy id', description: withoutIcons(String(user.id)), value: 'copyId' },
      { label: '$(edit) Edit profile…', value: 'edit' },
      { label: '$(person-add) Invite somebody with the same roles…', value: 'inviteLike' },
      { label: '$(trash) Remove from the organization…', value: 'remove' },
    ],
  });
}
