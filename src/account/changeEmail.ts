import { addressIn } from '../api/index.ts';
import { titleName } from '../session/profiles/profile.ts';
import type { Account } from '../session/session.ts';
import { runCommand } from '../ui/commands.ts';
import { EXAMPLES, email, presentPassword } from '../ui/fields.ts';
import { type Draft, fillIn } from '../ui/form.ts';
import { inform } from '../ui/notify.ts';

/** `Tripartie: Change Email Address…`; the new address then waits for its code. */
export async function changeEmail(account: Account, draft: Draft): Promise<void> {
  const changed = await fillIn({
    title: `Change email address – ${titleName(account)}`,
    about: account,
    fields: [
      {
        name: 'email',
        prompt: 'The new address. Tripartie sends a code there.',
        placeholder: EXAMPLES.email,
        validate: email,
      },
      presentPassword('Your password, which permits the change.'),
    ],
    draft,
    progress: 'Changing your email address',
    failed: 'Your address is as it was.',
    lost: 'Refresh the Account view to see which address counts.',
    send: async (value, call) => {
      const { id } = await account.client.me(call);
      const change = { email: addressIn(value('email')), plainPassword: value('plainPassword') };
      return account.client.changeUserEmail(id, change, call);
    },
  });
  if (changed.kind !== 'answer') return;
  account.changed('me');
  const words = 'Your email address was changed. Validate it with the code that was mailed to it.';
  if (await inform(words, account, { id: 'validate', label: 'Validate It' }))
    await runCommand('tripartie.validateEmail');
}
