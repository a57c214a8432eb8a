import { titleName } from '../session/profiles/profile.ts';
import type { Account } from '../session/session.ts';
import { chosenPassword, presentPassword } from '../ui/fields.ts';
import { type Draft, fillIn } from '../ui/form.ts';
import { inform } from '../ui/notify.ts';

/** `Tripartie: Change Password…` */
export async function changePassword(account: Account, draft: Draft): Promise<void> {
  const changed = await fillIn({
    title: `Change password – ${titleName(account)}`,
    about: account,
    fields: [presentPassword('Your password as it is now.'), ...chosenPassword('newPassword', 'The new password')],
    draft,
    progress: 'Changing your password',
    failed: 'Your password is as it was.',
    lost: 'Sign in at Tripartie with the new password to see which one counts.',
    send: async (value, call) => {
      const { id } = await account.client.me(call);
      const change = { plainPassword: value('plainPassword'), newPassword: value('newPassword') };
      return account.client.changePassword(id, change, call);
    },
  });
  if (changed.kind === 'answer') void inform('Your password was changed.');
}
