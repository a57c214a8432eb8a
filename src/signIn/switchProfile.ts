import { activeProfileId } from '../session/activeProfileId.ts';
import { ENVIRONMENT_LABELS } from '../session/profiles/environments.ts';
import { accountName, isVariable, type Profile } from '../session/profiles/profile.ts';
import type { Session } from '../session/session.ts';
import { runCommand } from '../ui/commands.ts';
import { type Choice, pickOne } from '../ui/pick.ts';
import { plain } from '../ui/plainText.ts';
import { changed, readable } from './tellFailures.ts';

const ICONS: Readonly<Record<Profile['environment'], string>> = {
  sandbox: 'beaker',
  staging: 'server-environment',
  custom: 'server-environment',
  production: 'warning',
};

const ANOTHER = Symbol('another account');

/** `Tripartie: Switch Profile`: one pick. */
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
  const chosen = await pickOne<string | typeof ANOTHER>({
    title: 'Switch profile',
    about: undefined,
    placeholder: 'Which account do you want to work with?',
    items: [
      ...profiles.map((profile) => profileItem(profile, profile.id === active)),
      { icon: 'add', label: 'Sign in to another account…', value: ANOTHER },
    ],
  });
  if (chosen.kind !== 'answer') return;
  if (chosen.value === ANOTHER) await runCommand('tripartie.signIn');
  else if (chosen.value !== active) await changed(session.switchTo(chosen.value));
}

function profileItem(profile: Profile, active: boolean): Choice<string> {
  const who = profile.kind === 'apiClient' ? `API client ${profile.subject}` : (profile.email ?? '');
  const place = profile.origin ?? 'on this computer';
  return {
    value: profile.id,
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
