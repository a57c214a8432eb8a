import { profilesWith } from '../session/profiles/ownCredential.ts';
import { accountName } from '../session/profiles/profile.ts';
import type { Account, Session } from '../session/session.ts';
import { ProfileGoneError } from '../session/sessionErrors.ts';
import { tellIfUnkept } from '../session/tellIfUnkept.ts';
import { warn } from '../ui/notify.ts';
import { newKeyOf, type Ports, type Rotation } from './machine/index.ts';

const SWITCH = { id: 'switch', label: 'Sign In With the New Key' };

interface Parts {
  readonly account: Account;
  readonly session: Session;
  readonly ports: Ports;
}

/**
 * A profile of this editor signs in with the key that is about to go: on the person's word it signs in with the new one.
 * @param name of the API client, plain text
 * @returns whether no profile needs the old key any more
 */
export async function switchProfiles(
  { account, session, ports }: Parts,
  rotation: Rotation,
  name: string,
): Promise<boolean> {
  const profiles = await profilesWith(session, account, rotation.oldIdentifier).catch(() => []);
  // Where they cannot be read, the rotation says so as it goes on.
  if (profiles.length === 0) return true;
  const names = profiles.map((profile) => accountName(profile)).join(', ');
  const words = `The profile ${names} of this editor signs in with the old key of “${name}”, which is not deleted before the profile has the new one.`;
  if (!(await warn(words, account, SWITCH))) return false;
  const key = await newKeyOf(ports, rotation.id).catch(() => undefined);
  if (!key) {
    void warn('The new secret cannot be read at the moment. Both keys are untouched.');
    return false;
  }
  for (const { id } of profiles) {
    try {
      await tellIfUnkept(session.replaceCredential(id, { kind: 'apiClient', ...key }).then(() => id));
    } catch (error) {
      // Who has signed out of it needs no other key.
      if (!(error instanceof ProfileGoneError)) throw error;
    }
  }
  return true;
}
