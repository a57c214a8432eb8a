import { SWITCH_PROFILE } from '../../ui/buttons.ts';
import { runCommand } from '../../ui/commands.ts';
import { warn } from '../../ui/notify.ts';
import { plain } from '../../ui/plainText.ts';
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
  const name = plain(client.name ?? '', 64) || plain(client.identifier, 32);
  let own: Profile | undefined;
  try {
    [own] = await profilesWith(session, account, client.identifier);
  } catch {
    void warn(
      `“${name}” is left as it is: the profiles of this editor cannot be read, and one of them may sign in with it. Try again in a moment.`,
    );
    return true;
  }
  if (!own) return false;
  const words = `“${name}” is left as it is: the profile ${accountName(own)} of this editor signs in with it. Sign out of that profile first.`;
  void warn(words, undefined, SWITCH_PROFILE).then((pressed) => pressed && runCommand('tripartie.switchProfile'));
  return true;
}
