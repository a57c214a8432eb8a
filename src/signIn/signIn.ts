import type { SignInWay } from '../contributes/commands.ts';
import { ENVIRONMENT_LABELS, type RemoteEnvironment } from '../session/profiles/environments.ts';
import { SANDBOX_OWNER } from '../session/profiles/profile.ts';
import { requireLatest } from '../session/require.ts';
import type { NewProfile, Session } from '../session/session.ts';
import { tellIfUnkept } from '../session/tellIfUnkept.ts';
import { answered, inTurn, LEFT } from '../ui/answer.ts';
import { pickOne } from '../ui/pick.ts';
import { inView } from '../ui/progress.ts';
import { askReadOnly } from './askReadOnly.ts';
import { type AcceptedKey, askForKey, whoIs } from './personalKey.ts';
import { pickEnvironment } from './pickEnvironment.ts';
import { usableEnvironments } from './usableEnvironments.ts';

const WAYS: readonly SignInWay[] = ['sandbox', 'personalKey', 'apiClient', 'password'];

/** Whether it is a way to sign in; other extensions and links call the command with anything. */
export function isWay(argument: unknown): argument is SignInWay {
  return WAYS.some((way) => way === argument);
}

/** `Tripartie: Sign In`: adds a profile, or gives one that is there a new credential. */
export async function signIn(session: Session): Promise<void> {
  const way = await pickOne<SignInWay>({
    title: 'Sign in to Tripartie',
    about: undefined,
    placeholder: 'How do you want to sign in?',
    items: [
      {
        icon: 'beaker',
        label: 'Sandbox account',
        detail: 'Made-up data on this computer, to look around and try things. Needs nothing.',
        value: 'sandbox',
      },
      {
        icon: 'key',
        label: 'Personal key',
        detail: 'The key (JWT) of your Tripartie account. It is checked before it is kept.',
        value: 'personalKey',
      },
      {
        icon: 'server',
        label: 'API client credentials',
        detail: 'Identifier and secret. Works with personas; lists no clients and no users.',
        value: 'apiClient',
      },
      {
        icon: 'account',
        label: 'Email and password',
        detail: 'With the token of a captcha that you solved, and a code if two-factor sign-in is on.',
        value: 'password',
      },
    ],
  });
  if (way.kind === 'answer') await signInBy(session, way.value);
}

/**
 * Signs in by a way that was chosen already.
 * @returns the profile that the person signed in to; `undefined` when they left it
 */
export async function signInBy(session: Session, way: SignInWay): Promise<string | undefined> {
  if (way === 'sandbox') {
    return inView('tripartie.account', () => tellIfUnkept(session.signIn(SANDBOX_OWNER)));
  }
  if (!(await requireLatest(session))) return undefined;
  const profile = await profileBy(session, way, usableEnvironments());
  return profile && tellIfUnkept(session.signIn(profile));
}

async function profileBy(
  session: Session,
  way: Exclude<SignInWay, 'sandbox'>,
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
  const isAnswered = await inTurn([
    async () => {
      const answer = await pickEnvironment(environments, 'Sign in with a personal key', 2);
      if (answer.kind === 'answer') environment = answer.value;
      return answer;
    },
    async () => {
      if (!environment) return LEFT;
      const { id, origin } = environment;
      const answer = await askForKey({
        title: `Sign in to ${ENVIRONMENT_LABELS[id]} with a personal key`,
        step: 2,
        totalSteps: id === 'production' ? 3 : 2,
        prompt: `Paste your personal key. It is checked with ${origin} before it is kept.`,
        origin,
      });
      if (answer.kind === 'answer') key = answer.value;
      return answer;
    },
    async () => {
      if (environment?.id !== 'production') return answered(true);
      const title = 'Sign in to Production with a personal key';
      const answer = await askReadOnly({ title, step: 3, totalSteps: 3 });
      if (answer.kind === 'answer') readOnly = answer.value;
      return answer;
    },
  ]);
  if (!isAnswered || !environment || !key) return undefined;
  return {
    environment: environment.id,
    origin: environment.origin,
    credential: { kind: 'personalKey', jwt: key.jwt },
    ...whoIs(key.me),
    ...(readOnly !== undefined && { readOnly }),
  };
}
