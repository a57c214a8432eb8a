import * as vscode from 'vscode';
import { byName } from '../reference/index.ts';
import { listClients } from '../session/listClients.ts';
import type { Session } from '../session/session.ts';
import { plain } from '../ui/plainText.ts';

/** Names of API clients, where the cursor is in the value of a `client`. None where nobody is signed in. */
export async function completeClients(
  session: Session,
  document: vscode.TextDocument,
  position: vscode.Position,
  token: vscode.CancellationToken,
): Promise<vscode.CompletionItem[]> {
  if (!vscode.workspace.isTrusted) return [];
  const { text } = document.lineAt(position);
  const before = /"client"\s*:\s*"((?:\\.|[^"\\])*)$/.exec(text.slice(0, position.character));
  if (!before) return [];
  const account = await session.person();
  if (!account) return [];
  const stop = new AbortController();
  const listener = token.onCancellationRequested(() => stop.abort());
  try {
    const { clients } = await listClients(account, stop.signal);
    const behind = /^(?:\\.|[^"\\])*/.exec(text.slice(position.character))?.[0].length ?? 0;
    const range = new vscode.Range(position.translate(0, -(before[1] ?? '').length), position.translate(0, behind));
    return byName(clients).map(({ name, identifier }, at) => {
      // Two of a name are told apart by nothing but their identifier.
      const isAlone = name && clients.filter((each) => each.name === name).length === 1;
      const item = new vscode.CompletionItem(plain(name ?? '', 64) || identifier, vscode.CompletionItemKind.Value);
      const value = isAlone ? name : identifier;
      item.detail = plain(identifier, 64);
      item.insertText = JSON.stringify(value).slice(1, -1);
      item.filterText = value;
      item.range = range;
      item.sortText = `${at}`.padStart(6, '0');
      return item;
    });
  } catch {
    return [];
  } finally {
    listener.dispose();
  }
}
