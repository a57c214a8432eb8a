import { deletion, type UserSummary } from '../api/index.ts';
import { accountName, titleName } from '../session/profiles/profile.ts';
import type { Account } from '../session/session.ts';
import { confirmName } from '../ui/confirmName.ts';
import { ask, showDone } from '../ui/notify.ts';
import { offerRemedy } from '../ui/offerRemedy.ts';
import { plain } from '../ui/plainText.ts';
import { inNotification, inStatusBar } from '../ui/progress.ts';
import { userName } from '../ui/userName.ts';
import { lastSignIn } from './words.ts';

/**
 * `Tripartie: Remove User…`: asks, in production twice, and removes.
 * @returns whether the user is known to be gone
 */
export async function removeUser(account: Account, user: UserSummary): Promise<boolean> {
  const self = await isSelf(account, user);
  const sure = await ask({
    about: account,
    text: `Remove ${self ? 'yourself' : userName(user)} from ${accountName(account)}?`,
    detail: [...(self ? [SELF] : []), ...consequences(user)],
    buttons: [{ id: 'remove', label: self ? 'Remove Myself' : 'Remove' }],
  });
  return sure !== undefined && (await typedAgain(account, user)) && erase(account, user);
}

const SELF = 'This is you: your key would stop working, and you could not come back without an invitation.';

/** Whether this is the person who is signed in. Tripartie is asked, as not every profile knows whose key it is. */
async function isSelf({ client }: Account, { id }: UserSummary): Promise<boolean> {
  // Whatever hinders this will hinder the removal too, and be said there.
  const me = await inStatusBar('Checking who this is', () => client.me().catch(() => undefined));
  return String(me?.id) === String(id);
}

function consequences(user: UserSummary): string[] {
  return [
    'The person can no longer sign in. This cannot be undone here.',
    `Email: ${plain(user.email ?? '') || 'none'}`,
    `ID: ${plain(String(user.id))}`,
    `Last sign-in: ${lastSignIn(user)}`,
  ];
}

async function typedAgain(account: Account, user: UserSummary): Promise<boolean> {
  return confirmName(account, {
    title: `Remove ${plain(userName(user), 40)} – ${titleName(account)}`,
    name: namedBy(user),
    doing: 'remove this person',
  });
}

/** What a user is removed by in production: the email as it is shown, or the name where there is none. */
export function namedBy(user: UserSummary): string {
  return plain(user.email ?? '', 180) || userName(user);
}

async function erase(account: Account, user: UserSummary): Promise<boolean> {
  const { client } = account;
  const verdict = await inNotification(`Removing ${userName(user)}…`, (signal) =>
    deletion(
      () => client.deleteUser(user.id, { signal }),
      () => client.getUser(user.id),
    ).catch((error: unknown) => ({ kind: 'failed' as const, error })),
  );
  if (verdict.kind !== 'gone') return notRemoved(account, user, verdict.error);
  account.note('user removed', { identifier: String(user.id) });
  showDone(`${userName(user)} is no longer in the organization`);
  return true;
}

async function notRemoved(account: Account, user: UserSummary, failure: unknown): Promise<boolean> {
  const say = (reason: string) => `${userName(user)} was not removed, as far as is known. ${reason}`;
  return (await offerRemedy(say, failure, account)) !== undefined && erase(account, user);
}
