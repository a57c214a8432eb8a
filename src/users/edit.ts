import type { UserSummary } from '../api/index.ts';
import { titleName } from '../session/profiles/profile.ts';
import type { Account } from '../session/session.ts';
import { editPerson } from '../ui/editPerson.ts';
import type { Draft } from '../ui/form.ts';
import { showDone } from '../ui/notify.ts';
import { plain } from '../ui/plainText.ts';
import { userName } from '../ui/userName.ts';

/**
 * `Tripartie: Edit User…`
 * @param draft what was typed for this user before, and not saved
 * @returns the user as it is now, or `undefined` when nothing was changed
 */
export async function editUser(account: Account, user: UserSummary, draft: Draft): Promise<UserSummary | undefined> {
  const changed = await editPerson({
    about: account,
    draft,
    choices: ['firstName', 'lastName', 'publicName', 'roleInCompany', 'intlPhoneNumber'],
    prompts: {
      firstName: 'The first name.',
      lastName: 'The last name.',
      publicName: 'Optional: the name that others see.',
      roleInCompany: 'Optional: what the person does in the company.',
      intlPhoneNumber: 'Optional: the telephone, with the country’s code.',
      consentMailNotification: 'Tripartie does not say: did the person agree to mail about cases?',
      consentMailAds: 'Tripartie does not say: did the person agree to advertising by mail?',
    },
    titleOf: (now) => `Edit ${plain(userName(now), 40)} – ${titleName(account)}`,
    read: (call) => account.client.getUser(user.id, call),
    unread: `The profile of ${userName(user)} could not be read.`,
    progress: 'Saving the profile',
    failed: 'The profile is as it was.',
    lost: 'Refresh the Users view to see what it is now.',
    save: (now, change, call) => account.client.updateUser(now.id, change, call),
  });
  if (changed) {
    account.note('user edited', { identifier: String(changed.id) });
    showDone('Profile saved');
  }
  return changed;
}
