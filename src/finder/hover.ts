import * as vscode from 'vscode';
import type { ApiClient } from '../api/index.ts';
import { isDue } from '../rotation/machine/due.ts';
import { identifierAt } from '../secretSearch/index.ts';
import { accountName } from '../session/profiles/profile.ts';
import { clientName } from '../ui/clientName.ts';
import { plain } from '../ui/plainText.ts';
import { maxAgeDays, showsKeysInHovers } from '../ui/settings.ts';
import { ageWords } from '../ui/time.ts';
import type { Kept } from './keptKeys.ts';
import { isLookedAt } from './lookedAt.ts';

/** What hovers know: all of it is in memory. */
export interface InMemory {
  readonly kept: Kept | undefined;
  /** The clients of the account that is signed in, as far as they were loaded. */
  readonly clients: readonly ApiClient[];
}

/** Longest identifier that is looked for around the pointer, in UTF-16 units. */
const AROUND = 128;

/** Says whose key an identifier is. Nobody is asked: what is not known by now is not said. */
export function hoverAt(
  document: vscode.TextDocument,
  position: vscode.Position,
  { kept, clients }: InMemory,
): vscode.Hover | undefined {
  if (!kept || !showsKeysInHovers() || !isLookedAt(document)) return undefined;
  const from = Math.max(0, position.character - AROUND);
  const around = document.getText(new vscode.Range(position.line, from, position.line, position.character + AROUND));
  const at = position.character - from;
  const identifiers = new Set([...clients.map(({ identifier }) => identifier), ...kept.byIdentifier.keys()]);
  const found = identifierAt(around, at, identifiers);
  if (!found) return undefined;
  const { identifier } = found;
  const start = from + found.from;
  const range = new vscode.Range(position.line, start, position.line, start + identifier.length);
  const words = hoverWords(identifier, kept, clients);
  return new vscode.Hover(new vscode.MarkdownString().appendText(words.join('\n')), range);
}

function hoverWords(identifier: string, kept: Kept, clients: readonly ApiClient[]): string[] {
  const { account } = kept;
  const here = accountName({ ...account, readOnly: false });
  const key = kept.byIdentifier.get(identifier);
  const client = clients.find((each) => each.identifier === identifier);
  if (!client && key && key.scope !== account.scope) {
    const elsewhere = kept.nameOf(key.scope) ?? 'another account';
    return [`API client of ${elsewhere}. You are in ${here}.`, 'Its secret is stored in this editor.'];
  }
  const age = client && ageWords(client.createdAt, account.client.now());
  const isOverdue = client !== undefined && isDue(client, maxAgeDays(), account.client.now());
  return [
    client ? `API client “${clientName(client)}” of ${here}` : `API client of ${here}`,
    ...(age === undefined ? [] : [`Created ${age}${isOverdue ? `, due for rotation after ${maxAgeDays()} days` : ''}`]),
    ...(client ? [`Scopes: ${client.scopes.map((scope) => plain(scope, 40)).join(', ') || 'none'}`] : []),
    ...(key?.replacedBy !== undefined ? ['A rotation replaces this key: it opens nothing any more before long.'] : []),
    key ? 'Its secret is stored in this editor.' : 'Its secret is not in this editor.',
  ];
}
