import * as vscode from 'vscode';
import type { CommandId } from '../contributes/commands.ts';
import { requireAccount, WRITES } from '../session/require.ts';
import type { Account, Session } from '../session/session.ts';
import { registerCommand, runEditorCommand } from '../ui/commands.ts';
import { Drafts } from '../ui/drafts.ts';
import type { Draft } from '../ui/form.ts';

/** What VS Code calls the walkthrough: the extension's identifier, and its own. */
const WALKTHROUGH = 'tripartie-community.tripartie-account#getStarted';

/** The commands on one's own account. Each is read when it is called first. */
export function registerAccountCommands(session: Session): vscode.Disposable {
  const drafts = new Drafts();
  const onAccount = (id: CommandId, act: (account: Account, draft: Draft) => Promise<void>) =>
    registerCommand(id, async () => {
      const account = await requireAccount(session, WRITES);
      if (account) await act(account, drafts.of(id));
    });
  return vscode.Disposable.from(
    onAccount('tripartie.changePassword', async (account, draft) =>
      (await import('./changePassword.ts')).changePassword(account, draft),
    ),
    onAccount('tripartie.changeEmail', async (account, draft) =>
      (await import('./changeEmail.ts')).changeEmail(account, draft),
    ),
    onAccount('tripartie.editProfile', async (account, draft) =>
      (await import('./editProfile.ts')).editProfile(account, draft),
    ),
    registerCommand('tripartie.openWalkthrough', () =>
      runEditorCommand('workbench.action.openWalkthrough', WALKTHROUGH),
    ),
    // What was typed for one account is not offered for another.
    session.onDidChange(() => drafts.clear()),
  );
}
