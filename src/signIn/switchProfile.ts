import { activeProfileId } from '../session/activeProfileId.ts';
import { ENVIRONMENT_LABELS } from '../session/profiles/environments.ts';
import { accountName, isVariable, type Profile } from '../session/profiles/profile.ts';
import type { Session } from '../session/session.ts';
import { answered, LEFT } from '../ui/answer.ts';
import { runCommand } from '../ui/commands.ts';
import { LivePick, type LiveRow, type PickButton } from '../ui/livePick.ts';
import { plain } from '../ui/plainText.ts';
import { changed, readable } from './tellFailures.ts';

const ICONS: Readonly<Record<Profile['environment'], string>> = {
  sandbox: 'beaker',
  staging: 'server-environment',
  custom: 'server-environment',
  production: 'flame',
};

const RENAME: PickButton = { icon: 'edit', tooltip: 'Rename…' };
const SIGN_OUT: PickButton = { icon: 'sign-out', tooltip: 'Sign Out…' };

/** Without a profile: another one is signed in to. */
interface Row extends LiveRow {
  readonly profile?: Profile;
}

/** `Tripartie: Switch Profile`: one pick, whose rows can be renamed and signed out of. */
export async function switchProfile(session: Session): Promise<void> {
  const active = activeProfileId(await session.current());
  // The active one is in front, so that Enter on an unread list changes nothing.
  const rank = (profile: Profile) => `${profile.id === active ? 0 : 1} ${accountName(profile)}`;
  const profiles = await readable(session.profiles());
  if (!profiles) return;
  profiles.sort((one, other) => rank(one).localeCompare(rank(other)));
  if (profiles.length === 0) {
    await runCommand('tripartie.signIn');
    return;
  }
  let pressed: { readonly profile: Profile; readonly button: PickButton } | undefined;
  const pick = new LivePick<Row>({
    title: 'Switch profile',
    about: undefined,
    placeholder: 'Which account do you want to work with?',
    onAccept: (row, settle) => settle(answered(row)),
    onRowButton: ({ profile }, button) => {
      if (!profile) return;
      pressed = { profile, button };
      pick.settle(LEFT);
    },
  });
  pick.draw([
    ...profiles.map((profile) => profileRow(profile, profile.id === active)),
    { icon: 'add', label: 'Sign in to another account…' },
  ]);
  const chosen = await pick.run(() => undefined);
  if (pressed) {
    const { renameProfile, signOut } = await import('./manageProfile.ts');
    const { profile, button } = pressed;
    return button === RENAME ? renameProfile(session, profile.id) : signOut(session, profile.id);
  }
  if (chosen.kind !== 'answer') return;
  const { profile } = chosen.value;
  if (!profile) await runCommand('tripartie.signIn');
  else if (profile.id !== active) await changed(session.switchTo(profile.id));
}

function profileRow(profile: Profile, active: boolean): Row {
  const who = profile.kind === 'apiClient' ? `API client ${profile.subject}` : (profile.email ?? '');
  const place = profile.origin ?? 'on this computer';
  return {
    profile,
    buttons: [RENAME, SIGN_OUT],
    icon: ICONS[profile.environment],
    label: accountName(profile),
    description: active ? 'active' : '',
    detail: [
      plain(isVariable(profile.id) ? 'the key in TRIPARTIE_PERSONAL_KEY' : who, 80),
      ...(profile.environment === 'production' ? ['live production data'] : []),
      ENVIRONMENT_LABELS[profile.environment] === place ? '' : place,
    ]
      .filter((part) => part)
      .join(' · '),
  };
}
