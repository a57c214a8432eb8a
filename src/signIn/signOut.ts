import { accountName, type Profile, placeOf } from '../session/profiles/profile.ts';
import { StoreError } from '../session/secrets/vault.ts';
import type { Session } from '../session/session.ts';
import { TRY_AGAIN } from '../ui/buttons.ts';
import { runCommand } from '../ui/commands.ts';
import { fail, inform } from '../ui/notify.ts';
import { changed } from './tellFailures.ts';

const FORGET = { id: 'forget', label: 'Forget All Secrets…' } as const;

/** Secrets of API clients outlive the profile: it may be signed in to again, and Tripartie shows each only once. */
async function sayWhatStays(session: Session, profile: Profile | undefined): Promise<void> {
  const count = profile ? ((await session.keptSecrets()).clients.get(placeOf(profile))?.length ?? 0) : 0;
  if (!profile || count === 0) return;
  const secrets = count === 1 ? 'The secret of 1 API client stays' : `The secrets of ${count} API clients stay`;
  const words = `You are signed out of ${accountName(profile)}. ${secrets} in this editor, for when you sign in again.`;
  void inform(words, undefined, FORGET).then((pressed) => pressed && void runCommand('tripartie.forgetSecrets'));
}

/** Signs out of a profile, and says in words why the person is still signed in. Never rejects for store or files. */
export async function leave(session: Session, id: string): Promise<void> {
  try {
    const profile = (await session.profiles().catch(() => [])).find((each) => each.id === id);
    if (await changed(session.signOut(id))) await sayWhatStays(session, profile);
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    const words = 'You are still signed in: the editor’s secret store did not delete your key.';
    if (await fail(words, undefined, TRY_AGAIN)) await leave(session, id);
  }
}
