import * as vscode from 'vscode';
import type { CommandId } from '../contributes/commands.ts';
import { requireAccount, WRITES } from '../session/require.ts';
import type { Account, Session } from '../session/session.ts';
import { registerCommand } from '../ui/commands.ts';
import { Drafts } from '../ui/drafts.ts';
import type { Draft } from '../ui/form.ts';

/** The commands on one's own account. Each is read when it is called first. */
export function registerAccountCommands(session: Session): vscode.Disposable {
  const drafts = new Drafts();
  const onAccount = (id: CommandId, act: (account: Account, draft: Draft) => Promise<void>, needs = WRITES) =>
    registerCommand(id, async () => {
      const account = await requireAccount(session, needs);
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
    onAccount(
      'tripartie.showOrganization',
      async (account) => (await import('./organization.ts')).showOrganization(account),
      {},
    ),
    onAccount('tripartie.editOrganization', async (account, draft) =>
      (await import('./organization.ts')).editOrganization(account, draft),
    ),
    registerCommand('tripartie.openTripartie', async () => (await import('./links.ts')).openTripartie()),
    registerCommand('tripartie.reportIssue', async () => (await import('./links.ts')).reportIssue()),
    registerCommand('tripartie.openWalkthrough', async () => (await import('./links.ts')).openWalkthrough()),
    // What was typed for one account is not offered for another.
    session.onDidChange(() => drafts.clear()),
  );
}
