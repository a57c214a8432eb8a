import * as vscode from 'vscode';
import { ENVIRONMENT_LABELS, type RemoteEnvironment } from '../session/profiles/environments.ts';
import { SANDBOX_OWNER } from '../session/profiles/profile.ts';
import { requireLatest } from '../session/require.ts';
import type { NewProfile, Session } from '../session/session.ts';
import { tellIfUnkept } from '../session/tellIfUnkept.ts';
import { pickOne, runSteps } from '../ui/steps.ts';
import { askReadOnly } from './askReadOnly.ts';
import { type AcceptedKey, askForKey, whoIs } from './personalKey.ts';
import { pickEnvironment } from './pickEnvironment.ts';
import { usableEnvironments } from './usableEnvironments.ts';

const WAYS = ['sandbox', 'personalKey', 'apiClient', 'password'] as const;

/** A way to sign in. */
export type Way = (typeof WAYS)[number];

/** Whether it is a way to sign in; other extensions and links call the command with anything. */
export function isWay(argument: unknown): argument is Way {
  return WAYS.some((way) => way === argument);
}

/** `Tripartie: Sign In`: adds a profile, or gives one that is there a new credential. */
export async function signIn(session: Session): Promise<void> {
  const way = await pickOne<Way>({
    title: 'Sign in to Tripartie',
    left: undefined,
    placeholder: 'How do you want to sign in?',
    items: [
      {
        label: '$(beaker) Sandbox account',
        detail: 'Made-up data on this computer, to look around and try things. Needs nothing.',
        value: 'sandbox',
      },
      {
        label: '$(key) Personal key',
        detail: 'The key (JWT) of your Tripartie account. It is checked before it is kept.',
        value: 'personalKey',
      },
      {
        label: '$(server) API client credentials',
        detail: 'Identifier and secret. Works with personas; lists no clients and no users.',
        value: 'apiClient',
      },
      {
        label: '$(account) Email and password',
        detail: 'With the token of a captcha that you solved, and a code if two-factor sign-in is on.',
        value: 'password',
      },
    ],
  });
  if (typeof way === 'string') await signInBy(session, way);
}

/**
 * Signs in by a way that was chosen already.
 * @returns the profile that the person signed in to; `undefined` when they left it
 */
export async function signInBy(session: Session, way: Way): Promise<string | undefined> {
  if (way === 'sandbox') {
    return vscode.window.withProgress(
      { location: { viewId: 'tripartie.account' }, title: 'Starting the sandbox account' },
      () => tellIfUnkept(session.signIn(SANDBOX_OWNER)),
    );
  }
  if (!(await requireLatest(session))) return undefined;
  const environments = await usableEnvironments();
  if (!environments) return undefined;
  const profile = await profileBy(session, way, environments);
  return profile && tellIfUnkept(session.signIn(profile));
}

async function profileBy(
  session: Session,
  way: Exclude<Way, 'sandbox'>,
  environments: readonly RemoteEnvironment[],
): Promise<NewProfile | undefined> {
  switch (way) {
    case 'personalKey':
      return withKey(environments);
    case 'apiClient':
      return (await import('./withClient.ts')).withClient(environments);
    case 'password':
      return (await import('./withPassword.ts')).withPassword(session, environments);
  }
}

async function withKey(environments: readonly RemoteEnvironment[]): Promise<NewProfile | undefined> {
  let environment: RemoteEnvironment | undefined;
  let key: AcceptedKey | undefined;
  let readOnly: boolean | undefined;
  const answered = await runSteps([
    async () => {
      const answer = await pickEnvironment(environments, 'Sign in with a personal key', 2);
      if (typeof answer === 'object') environment = answer;
      return answer;
    },
    async () => {
      if (!environment) return undefined;
      const { id, origin } = environment;
      const answer = await askForKey({
        title: `Sign in to ${ENVIRONMENT_LABELS[id]} with a personal key`,
        step: 2,
        totalSteps: id === 'production' ? 3 : 2,
        prompt: `Paste your personal key. It is checked with ${origin} before it is kept.`,
        origin,
      });
      if (typeof answer === 'object') key = answer;
      return answer;
    },
    async () => {
      if (environment?.id !== 'production') return true;
      const title = 'Sign in to Production with a personal key';
      const answer = await askReadOnly({ title, step: 3, totalSteps: 3 });
      if (typeof answer === 'boolean') readOnly = answer;
      return answer;
    },
  ]);
  if (!answered || !environment || !key) return undefined;
  return {
    environment: environment.id,
    origin: environment.origin,
    credential: { kind: 'personalKey', jwt: key.jwt },
    ...whoIs(key.me),
    ...(readOnly !== undefined && { readOnly }),
  };
}
