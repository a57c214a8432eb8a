import * as vscode from 'vscode';
import type { CommandId } from '../contributes/commands.ts';
import { requireAccount } from '../session/require.ts';
import type { Account, Session } from '../session/session.ts';
import type { SecretClipboard } from '../ui/clipboard.ts';
import { registerCommand } from '../ui/commands.ts';
import type { Draft } from '../ui/form.ts';
import { perAccount } from '../ui/perAccount.ts';

/** The commands on personas. What they need is read when one is called first. */
export function registerPersonas(session: Session, clipboard: SecretClipboard): vscode.Disposable {
  const personaOf = perAccount((): Draft => new Map());
  const linkOf = perAccount((): Draft => new Map());
  const onAccount = (id: CommandId, writes: boolean, act: (account: Account) => Promise<void>) =>
    registerCommand(id, async () => {
      const account = await requireAccount(session, { kind: 'any', writes });
      if (account) await act(account);
    });
  return vscode.Disposable.from(
    onAccount('tripartie.registerPersona', true, async (account) =>
      (await import('./registerPersona.ts')).registerPersona(account, personaOf(account)),
    ),
    onAccount('tripartie.createPersonaLink', true, async (account) =>
      (await import('./createLink.ts')).createPersonaLink(account, linkOf(account), clipboard),
    ),
    onAccount('tripartie.showPersona', false, async (account) =>
      (await import('./showPersona.ts')).showPersona(account),
    ),
  );
}
