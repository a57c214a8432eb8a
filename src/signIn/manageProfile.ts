import { activeProfileId } from '../session/activeProfileId.ts';
import {
  accountName,
  isSame,
  isVariable,
  type Profile,
  SANDBOX_OWNER,
  titleName,
} from '../session/profiles/profile.ts';
import { requireLatest } from '../session/require.ts';
import type { Session } from '../session/session.ts';
import { ProfileGoneError, ProfileTakenError } from '../session/sessionErrors.ts';
import { tellIfUnkept } from '../session/tellIfUnkept.ts';
import { askText } from '../ui/askText.ts';
import { ask, inform, showDone, warn } from '../ui/notify.ts';
import { nameComplaint } from './profileName.ts';
import { leave } from './signOut.ts';
import { changed, readable } from './tellFailures.ts';

/**
 * `Tripartie: Sign Out`: forgets a profile.
 * @param id of the profile, which is asked about then; left out for the one that is shown
 */
export async function signOut(session: Session, id?: string): Promise<void> {
  const profile = await profileOf(session, id);
  if (!profile || !(await requireLatest(session))) return;
  if (id === undefined || (await askToSignOut(profile))) await leave(session, profile.id);
}

async function askToSignOut(profile: Profile): Promise<boolean> {
  const sure = await ask({
    about: undefined,
    text: `Sign out of ${accountName(profile)}?`,
    detail: ['This editor forgets its key. The secrets of its API clients stay, for when you sign in again.'],
    buttons: [{ id: 'signOut', label: 'Sign Out' }],
  });
  return sure !== undefined;
}

/**
 * `Tripartie: Rename Profile…`
 * @param id of the profile; left out for the one that is shown
 */
export async function renameProfile(session: Session, id?: string): Promise<void> {
  const profile = await profileOf(session, id);
  if (!profile) return;
  const name = await askText({
    title: `Rename ${titleName(profile)}`,
    about: undefined,
    prompt: 'Your own name for this profile. The environment is always shown beside it.',
    value: profile.name ?? profile.organization ?? '',
    validate: (value) => nameComplaint(value.trim(), profile.environment),
  });
  if (name.kind === 'answer') await changed(session.rename(profile.id, name.value.trim()));
}

/** `Tripartie: Make Profile Read-Only`: it refuses every change from then on. */
export async function makeReadOnly(session: Session): Promise<void> {
  const profile = await shownProfile(session);
  if (!profile || profile.readOnly) return;
  const account = accountName({ ...profile, readOnly: false });
  if (await changed(session.setReadOnly(profile.id, true))) showDone(`${account} is read-only now`, 'lock');
}

/** `Tripartie: Allow Changes…`, in a profile that is read-only. */
export async function allowChanges(session: Session): Promise<void> {
  const profile = await shownProfile(session);
  if (!profile?.readOnly) return;
  const account = accountName({ ...profile, readOnly: false });
  const sure = await ask({
    about: undefined,
    text: `Allow changes to ${account}?`,
    detail: [
      profile.environment === 'production'
        ? 'This is live production data. What cannot be undone will ask for the name to be typed.'
        : 'Commands and tools can create, change and delete again.',
    ],
    buttons: [{ id: 'allow', label: 'Allow Changes' }],
  });
  if (sure) await changed(session.setReadOnly(profile.id, false));
}

/**
 * `Tripartie: Replace Key…`: another credential in the place of a profile's; what waits for it goes on.
 * @param id of the profile; left out for the one that is shown
 */
export async function replaceKey(session: Session, id?: string): Promise<void> {
  const profile = await profileOf(session, id);
  if (!profile) return;
  const reason = whyNotReplaced(profile);
  if (reason) {
    void inform(reason);
    return;
  }
  if (!(await requireLatest(session))) return;
  const { askForNext } = await import('./nextCredential.ts');
  const next = await askForNext(session, profile);
  if (!next) return;
  try {
    await tellIfUnkept(session.replaceCredential(profile.id, next.credential, next.way).then(() => profile.id));
  } catch (error) {
    const words = notReplaced(error);
    if (!words) throw error;
    void warn(words);
  }
}

/** Where the key of a profile comes from elsewhere. */
function whyNotReplaced(profile: Profile): string | undefined {
  if (isVariable(profile.id)) {
    return 'This key comes from the environment variable TRIPARTIE_PERSONAL_KEY. Change it there, and start the editor anew.';
  }
  if (!isSame(profile, SANDBOX_OWNER)) return undefined;
  return 'The sandbox makes the key of this account itself, so there is none to replace.';
}

function notReplaced(error: unknown): string | undefined {
  if (error instanceof ProfileGoneError) {
    return 'Another window signed out of this profile meanwhile. The key was not kept.';
  }
  if (!(error instanceof ProfileTakenError)) return undefined;
  const other = accountName(error.profile);
  return `The profile ${other} signs in with this API client already, so nothing was changed. Switch to it, or sign out of it first.`;
}

function profileOf(session: Session, id: string | undefined): Promise<Profile | undefined> {
  return id === undefined ? shownProfile(session) : profileBy(session, id);
}

async function shownProfile(session: Session): Promise<Profile | undefined> {
  const id = activeProfileId(await session.current());
  if (id !== undefined) return profileBy(session, id);
  void inform('You are not signed in to Tripartie.');
  return undefined;
}

async function profileBy(session: Session, id: string): Promise<Profile | undefined> {
  const profiles = await readable(session.profiles());
  const profile = profiles?.find((each) => each.id === id);
  if (profiles && !profile) void inform('You are signed out of this profile.');
  return profile;
}
