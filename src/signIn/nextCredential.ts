import type { ApiOrigin, Me } from '../api/index.ts';
import type { NewProfile } from '../session/account.ts';
import { type Profile, titleName } from '../session/profiles/profile.ts';
import type { KeptCredential } from '../session/secrets/keptCredential.ts';
import type { Session } from '../session/session.ts';
import { answerOf } from '../ui/answer.ts';
import { pickOne } from '../ui/pick.ts';
import { plain } from '../ui/plainText.ts';
import { askForKey } from './personalKey.ts';

/** What takes the place of a profile's credential. */
interface Next {
  readonly credential: KeptCredential;
  readonly way?: NewProfile['way'];
}

/**
 * Asks for the credential that takes the place of a profile's, in the way the person got the one before, or by pasting.
 * @returns `undefined` when the person left it
 */
export async function askForNext(session: Session, profile: Profile): Promise<Next | undefined> {
  const { origin } = profile;
  if (profile.kind === 'apiClient' && origin !== undefined) {
    const { askForClient } = await import('./withClient.ts');
    const credential = await askForClient({ environment: profile.environment, origin }, profile.subject);
    return credential && { credential };
  }
  const byPassword = profile.way === 'password' ? await askWhetherByPassword(profile) : false;
  if (byPassword === undefined) return undefined;
  const ask = (at: ApiOrigin) => (byPassword ? askByPassword(profile, at) : askPasted(profile, at));
  return origin === undefined ? session.withSandbox(ask) : ask(origin);
}

async function askWhetherByPassword(profile: Profile): Promise<boolean | undefined> {
  const answer = await pickOne<boolean>({
    title: titleOf(profile),
    about: undefined,
    placeholder: 'How do you want to sign in again?',
    items: [
      {
        icon: 'account',
        label: 'Email and password',
        detail: 'As before, for a key that lasts about an hour.',
        value: true,
      },
      { icon: 'key', label: 'Personal key', detail: 'The key (JWT) of your Tripartie account.', value: false },
    ],
  });
  return answerOf(answer);
}

async function askByPassword(profile: Profile, origin: ApiOrigin): Promise<Next | undefined> {
  const { askWithPassword } = await import('./withPassword.ts');
  const found = await askWithPassword({
    title: titleOf(profile),
    environment: profile.environment,
    origin,
    refuse: (me) => notOf(profile, me),
  });
  return found && { credential: { kind: 'personalKey', jwt: found.jwt }, way: 'password' };
}

async function askPasted(profile: Profile, origin: ApiOrigin): Promise<Next | undefined> {
  const answer = await askForKey({
    title: titleOf(profile),
    prompt: `Paste your new personal key. It is checked with ${origin} before it takes the place of the old one.`,
    origin,
    refuse: (me) => notOf(profile, me),
  });
  return answer.kind === 'answer' ? { credential: { kind: 'personalKey', jwt: answer.value.jwt } } : undefined;
}

function titleOf(profile: Profile): string {
  return `Replace the key of ${titleName(profile)}`;
}

/** A profile is one person's: what waits for its key must not go on as somebody else. */
function notOf(profile: Profile, me: Me): string | undefined {
  if (String(me.id) === profile.subject) return undefined;
  return `This key is of another person${me.email ? `, ${plain(me.email, 80)}` : ''}. Use “Sign In” to add it as a profile of its own.`;
}
