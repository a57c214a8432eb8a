import type * as vscode from 'vscode';
import { activeProfileId } from '../session/activeProfileId.ts';
import { ENVIRONMENT_LABELS } from '../session/profiles/environments.ts';
import { accountName, isVariable, type Profile } from '../session/profiles/profile.ts';
import type { Session } from '../session/session.ts';
import { runCommand } from '../ui/commands.ts';
import { withoutIcons } from '../ui/plainText.ts';
import { pickOne } from '../ui/steps.ts';
import { changed, readable } from './tellFailures.ts';

const ICONS: Readonly<Record<Profile['environment'], string>> = {
  sandbox: 'beaker',
  staging: 'server-environment',
  custom: 'server-environment',
  production: 'warning',
};

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
  const chosen = await pickOne<string>({
    title: 'Switch profile',
    left: undefined,
    placeholder: 'Which account do you want to work with?',
    items: [
      ...profiles.map((profile) => ({ ...profileItem(profile, profile.id === active), value: profile.id })),
      { label: '$(add) Sign in to another account…', value: '' },
    ],
  });
  if (chosen === '') await runCommand('tripartie.signIn');
  else if (typeof chosen === 'string' && chosen !== active) await changed(session.switchTo(chosen));
}

function profileItem(profile: Profile, active: boolean): vscode.QuickPickItem {
  const who = profile.kind === 'apiClient' ? `API client ${profile.subject}` : (profile.email ?? '');
  const place = profile.origin ?? 'on this computer';
  return {
    label: `$(${ICONS[profile.environment]}) ${withoutIcons(accountName(profile))}`,
    description: active ? 'active' : '',
    detail: [
      withoutIcons(isVariable(profile.id) ? 'the key in TRIPARTIE_PERSONAL_KEY' : who, 80),
      ...(profile.environment === 'production' ? ['live production data'] : []),
      ENVIRONMENT_LABELS[profile.environment] === place ? '' : place,
    ]
      .filter((part) => part)
      .join(' · '),
  };
}
