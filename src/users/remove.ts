import * as vscode from 'vscode';
import { isApiError, NotFoundError, type UserSummary } from '../api/index.ts';
import { accountName, titleName } from '../session/profiles/profile.ts';
import type { Account } from '../session/session.ts';
import { confirmName } from '../ui/confirmName.ts';
import { offerRemedy } from '../ui/offerRemedy.ts';
import { plain, withoutIcons, withoutLinks } from '../ui/plainText.ts';
import { lastSignIn, userName } from './words.ts';

/**
 * `Tripartie: Remove User…`: asks, in production twice, and removes.
 * @returns whether the user is known to be gone
 */
export async function removeUser(account: Account, user: UserSummary): Promise<boolean> {
  const self = await isSelf(account, user);
  const button = self ? 'Remove Myself' : 'Remove';
  const choice = await vscode.window.showWarningMessage(
    `Remove ${self ? 'yourself' : withoutLinks(userName(user))} from ${withoutLinks(accountName(account))}?`,
    { modal: true, detail: self ? `${SELF}\n${consequences(user)}` : consequences(user) },
    button,
  );
  if (choice !== button) return false;
  return (await typedAgain(account, user)) && erase(account, user);
}

const SELF = 'This is you: your key would stop working, and you could not come back without an invitation.';

/** Whether this is the person who is signed in. Tripartie is asked, as not every profile knows whose key it is. */
async function isSelf({ client }: Account, { id }: UserSummary): Promise<boolean> {
  const location = { location: vscode.ProgressLocation.Window, title: 'Checking who this is' };
  // Whatever hinders this will hinder the removal too, and be said there.
  const me = await vscode.window.withProgress(location, () => client.me().catch(() => undefined));
  return String(me?.id) === String(id);
}

function consequences(user: UserSummary): string {
  return [
    'The person can no longer sign in. This cannot be undone here.',
    `Email: ${plain(user.email ?? '') || 'none'}`,
    `Id: ${plain(String(user.id))}`,
    `Last sign-in: ${lastSignIn(user)}`,
  ].join('\n');
}

async function typedAgain(account: Account, user: UserSummary): Promise<boolean> {
  return confirmName(account, {
    title: `Remove ${withoutIcons(userName(user), 40)} – ${titleName(account)}`,
    name: namedBy(user),
    doing: 'remove this person',
  });
}

/** What a user is removed by in production: the email as it is shown, or the name where there is none. */
export function namedBy(user: UserSummary): string {
  return plain(user.email ?? '', 180) || userName(user);
}

async function erase(account: Account, user: UserSummary): Promise<boolean> {
  const name = withoutLinks(userName(user));
  let failure: unknown;
  await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title: `Removing ${name}…`, cancellable: true },
    async (_, token) => {
      const cancelling = new AbortController();
      token.onCancellationRequested(() => cancelling.abort());
      await account.client.deleteUser(user.id, { signal: cancelling.signal }).catch((error) => {
        failure = error;
      });
    },
  );
  // Gone is gone, whoever did it.
  const gone = failure === undefined || failure instanceof NotFoundError || (await isGone(account, user, failure));
  if (!gone) return notRemoved(account, user, failure);
  account.note('user removed', { identifier: String(user.id) });
  vscode.window.setStatusBarMessage(`$(check) ${withoutIcons(userName(user))} is no longer in the organization`, 4_000);
  return true;
}

/** A removal whose answer was lost may have worked: asks. Unknown counts as still there. */
async function isGone({ client }: Account, { id }: UserSummary, failure: unknown): Promise<boolean> {
  if (!isApiError(failure) || failure.status === 403 || failure.status === 401) return false;
  return client.getUser(id).then(
    () => false,
    (error) => error instanceof NotFoundError,
  );
}

async function notRemoved(account: Account, user: UserSummary, failure: unknown): Promise<boolean> {
  const say = (reason: string) => `${withoutLinks(userName(user))} was not removed, as far as is known. ${reason}`;
  return (await offerRemedy(say, failure)) !== undefined && erase(account, user);
}
