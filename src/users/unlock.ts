import type { UserSummary } from '../api/index.ts';
import { accountName } from '../session/profiles/profile.ts';
import type { Account } from '../session/session.ts';
import { ask, showDone } from '../ui/notify.ts';
import { offerRemedy } from '../ui/offerRemedy.ts';
import { plain } from '../ui/plainText.ts';
import { inNotification } from '../ui/progress.ts';
import { userName } from '../ui/userName.ts';

/** `Tripartie: Unlock User…`: ends a lockdown, after a question that names the person. */
export async function unlockUser(account: Account, user: UserSummary): Promise<void> {
  const sure = await ask({
    about: account,
    text: `Let ${userName(user)} sign in to ${accountName(account)} again?`,
    detail: [
      'An account is locked when somebody tried to get into it, or when it was reported. Ask the person first.',
      `Email: ${plain(user.email ?? '') || 'none'}`,
      `ID: ${plain(String(user.id))}`,
    ],
    buttons: [{ id: 'unlock', label: 'Unlock' }],
  });
  if (sure) await unlock(account, user);
}

async function unlock(account: Account, user: UserSummary): Promise<void> {
  const name = userName(user);
  try {
    await inNotification(`Unlocking ${name}…`, (signal) => account.client.enableUser(user.id, { signal }));
  } catch (error) {
    if (await offerRemedy((reason) => `${name} was not unlocked, as far as is known. ${reason}`, error, account)) {
      await unlock(account, user);
    }
    return;
  }
  account.note('user unlocked', { identifier: String(user.id) });
  showDone(`${name} can sign in again`);
}
