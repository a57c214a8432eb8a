import * as vscode from 'vscode';
import type { Session } from '../session/session.ts';
import { runEditorCommand } from '../ui/commands.ts';

/** "Try Again", where the secret store did not answer: asks it once more, and says when it still does not. */
export async function lookAgain(session: Session): Promise<void> {
  await vscode.window.withProgress({ location: { viewId: 'tripartie.account' } }, () => session.lookAgain());
  const state = await session.current();
  if (state.kind !== 'unavailable' || state.because !== 'unanswered') return;
  void vscode.window.showWarningMessage(
    'The editor’s secret store still does not answer. Your key is unharmed: unlock the keyring of this computer, then try again.',
  );
}

/** "Reload Window", which ends what is only in this window's memory: asks first where that is a secret. */
export async function reloadWindow(session: Session): Promise<void> {
  const count = session.unsavedSecrets;
  if (count > 0) {
    const choice = await vscode.window.showWarningMessage(
      count === 1 ? 'Lose the secret that is not saved?' : `Lose ${count} secrets that are not saved?`,
      {
        modal: true,
        detail:
          'They are only in this window’s memory, and Tripartie shows a secret once. To keep them, sign in to the profile they belong to and copy them in the API Clients view first.',
      },
      'Reload Window',
    );
    if (!choice) return;
  }
  await runEditorCommand('workbench.action.reloadWindow');
}
