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
  const count = await session.unsavedSecrets();
  if (count > 0) {
    const sure = await ask({
      about: undefined,
      text:
        count === 1 ? 'Reload with a secret that is not saved?' : `Reload with ${count} secrets that are not saved?`,
      detail: [
        'This editor may forget secrets when it restarts, and Tripartie shows a secret once. To be sure of them, cancel and choose “Tripartie: Save Unsaved Secrets…” first, in the profile they belong to.',
      ],
      buttons: [RELOAD_WINDOW],
    });
    if (!sure) return;
  }
  await runEditorCommand('workbench.action.reloadWindow');
}
