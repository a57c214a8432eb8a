import type { Session } from '../session/session.ts';
import { RELOAD_WINDOW } from '../ui/buttons.ts';
import { runEditorCommand } from '../ui/commands.ts';
import { ask, warn } from '../ui/notify.ts';
import { inView } from '../ui/progress.ts';

/** "Try Again", where the secret store did not answer: asks it once more, and says when it still does not. */
export async function lookAgain(session: Session): Promise<void> {
  await inView('tripartie.account', () => session.lookAgain());
  const state = await session.current();
  if (state.kind !== 'unavailable' || state.because !== 'unanswered') return;
  void warn(
    'The editor’s secret store still does not answer. Your key is unharmed: unlock the keyring of this computer, then try again.',
  );
}

/** "Reload Window", which ends what is only in this window's memory: asks first where that is a secret. */
export async function reloadWindow(session: Session): Promise<void> {
  const count = session.unsavedSecrets;
  if (count > 0) {
    const sure = await ask({
      about: undefined,
      text: count === 1 ? 'Lose the secret that is not saved?' : `Lose ${count} secrets that are not saved?`,
      detail: [
        'They are only in this window’s memory, and Tripartie shows a secret once. To keep them, sign in to the profile they belong to and copy them in the API Clients view first.',
      ],
      buttons: [RELOAD_WINDOW],
    });
    if (!sure) return;
  }
  await runEditorCommand('workbench.action.reloadWindow');
}
