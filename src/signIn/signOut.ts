import { StoreError } from '../session/secrets/vault.ts';
import type { Session } from '../session/session.ts';
import { TRY_AGAIN } from '../ui/buttons.ts';
import { fail } from '../ui/notify.ts';
import { changed } from './tellFailures.ts';

/** Signs out of a profile, and says in words why the person is still signed in. Never rejects for store or files. */
export async function leave(session: Session, id: string): Promise<void> {
  try {
    await changed(session.signOut(id));
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    const words = 'You are still signed in: the editor’s secret store did not delete your key.';
    if (await fail(words, undefined, TRY_AGAIN)) await leave(session, id);
  }
}
