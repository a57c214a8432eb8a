import { titleName } from '../session/profiles/profile.ts';
import type { Account } from '../session/session.ts';
import { editPerson } from '../ui/editPerson.ts';
import type { Draft } from '../ui/form.ts';
import { showDone } from '../ui/notify.ts';

/** `Tripartie: Edit My Details…`: one's own. */
export async function editProfile(account: Account, draft: Draft): Promise<void> {
  const changed = await editPerson({
    about: account,
    draft,
    choices: [
      'firstName',
      'lastName',
      'publicName',
      'roleInCompany',
      'intlPhoneNumber',
      'birthday',
      'consentMailNotification',
      'consentMailAds',
    ],
    prompts: {
      firstName: 'Your first name.',
      lastName: 'Your last name.',
      publicName: 'Optional: the name that others see.',
      roleInCompany: 'Optional: what you do in the company.',
      intlPhoneNumber: 'Optional: your telephone, with the country’s code.',
      birthday: 'Optional: year, month and day of your birth.',
      consentMailNotification: 'May Tripartie mail you about what happens in your cases?',
      consentMailAds: 'May Tripartie mail you advertising?',
    },
    titleOf: () => `Edit my details – ${titleName(account)}`,
    read: (call) => account.client.me(call),
    unread: 'Your profile could not be read.',
    progress: 'Saving your profile',
    failed: 'Your profile is as it was.',
    lost: 'Refresh the Account view to see what it is now.',
    save: (now, change, call) => account.client.updateUser(now.id, change, call),
  });
  if (!changed) return;
  showDone('Profile saved');
  account.changed('me');
}
