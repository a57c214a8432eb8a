import * as vscode from 'vscode';
import { plain, withoutLinks } from '../../ui/plainText.ts';
import type { Account, Session } from '../session.ts';
import { accountName, type Profile, placeOf } from './profile.ts';

/**
 * The profiles of this editor that sign in with an API client of an account, and would break without it.
 * @throws FileError when the profiles cannot be read
 */
export async function profilesWith(
  session: Session,
  account: Pick<Account, 'scope'>,
  identifier: string,
): Promise<Profile[]> {
  return (await session.profiles()).filter(
    (profile) => profile.kind === 'apiClient' && profile.subject === identifier && placeOf(profile) === account.scope,
  );
}

/**
 * Says why an API client is left alone when a profile of this editor signs in with it, or may do so.
 * @returns whether it is
 */
export async function refuseOwnCredential(
  session: Session,
  account: Account,
  client: { identifier: string; name?: string },
): Promise<boolean> {
  const name = withoutLinks(plain(client.name ?? '', 64) || client.identifier);
  let own: Profile | undefined;
  try {
    [own] = await profilesWith(session, account, client.identifier);
  } catch {
    void vscode.window.showWarningMessage(
      `“${name}” is left as it is: the profiles of this editor cannot be read, and one of them may sign in with it. Try again in a moment.`,
    );
    return true;
  }
  if (!own) return false;
  void vscode.window
    .showWarningMessage(
      `“${name}” is left as it is: the profile ${withoutLinks(accountName(own))} of this editor signs in with it. Sign out of that profile first.`,
      'Switch Profile',
    )
    .then((choice) => choice && vscode.commands.executeCommand('tripartie.switchProfile'));
  return true;
}
