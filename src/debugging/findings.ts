import * as vscode from 'vscode';
import type { ApiClient } from '../api/index.ts';
import { isRuling } from '../dotenv/index.ts';
import {
  findClient,
  isIdentifier,
  isVariable,
  parseReference,
  type Reference,
  spell,
  spellingOf,
} from '../reference/index.ts';
import type { Known } from '../session/knownClients.ts';
import { accountName } from '../session/profiles/profile.ts';
import { clientName } from '../ui/clientName.ts';
import { commandOf } from '../ui/commands.ts';
import { plain } from '../ui/plainText.ts';
import { ageWords } from '../ui/time.ts';
import { areOfOneRotation, type Rotating } from './keys.ts';
import type { Value } from './values.ts';

/** What is wrong with a reference, in words, and what could stand there instead. */
export interface Finding {
  readonly kind: 'nameless' | 'misplaced' | 'ruling' | 'absent' | 'several' | 'notHere';
  readonly severity: vscode.DiagnosticSeverity;
  readonly words: string;
  readonly others: readonly { readonly text: string; readonly title: string }[];
  /** What a client may be called that makes it mean something. */
  readonly name?: string;
}

const { Warning, Information } = vscode.DiagnosticSeverity;

/** How many are offered in the place of one that is wrong. */
const OTHERS_MAX = 5;

/** What is wrong with a reference; nothing where nobody knows. @param known `undefined` where no list is at hand */
export async function findingOf(
  { path, value }: Value,
  known: Known | undefined,
  rotations: Rotating,
): Promise<Finding | undefined> {
  if (!isVariable(path)) {
    const words = 'A reference becomes a value in “env” only. Elsewhere it stays as it is written.';
    return { kind: 'misplaced', severity: Warning, words, others: [] };
  }
  const name = path.at(-1) ?? '';
  if (isRuling(name)) {
    const words = `“${plain(name, 64)}” decides what programs run, so a session with a reference there does not start.`;
    return { kind: 'ruling', severity: Warning, words, others: [] };
  }
  const reference = parseReference(value);
  if (!reference) {
    const words = 'The name or the identifier of an API client is missing behind “tripartie:”.';
    return { kind: 'nameless', severity: Warning, words, others: [] };
  }
  if (!known) return undefined;
  const who = accountName(known.account);
  const match = findClient(reference.what, known.clients);
  if (match.kind === 'several') {
    // The identifier of the old key would be none before long.
    if (areOfOneRotation(rotations, match.clients)) return undefined;
    const words = `${match.clients.length} API clients of ${who} have this name, so each session asks which. Write an identifier instead.`;
    return { kind: 'several', severity: Information, words, others: othersOf(reference, match.clients, known, true) };
  }
  if (match.kind === 'absent') {
    if (!known.isComplete) return undefined;
    const [near] = match.near;
    const meant = near ? ` Did you mean “${clientName(near)}”?` : '';
    const words = `“${plain(reference.what, 64)}” is no API client of ${who}, so a session with it does not start.${meant}`;
    const name = isIdentifier(reference.what) ? {} : { name: reference.what };
    return { kind: 'absent', severity: Warning, words, others: othersOf(reference, match.near, known, false), ...name };
  }
  if (reference.part === 'id') return undefined;
  const place = await known.account.secrets.place(match.client.identifier).catch(() => undefined);
  if (place !== 'absent') return undefined;
  const words = `The secret of “${clientName(match.client)}” is not in this editor, so a session with it does not start.`;
  return { kind: 'notHere', severity: Information, words, others: [] };
}

function othersOf({ part }: Reference, clients: readonly ApiClient[], known: Known, byIdentifier: boolean) {
  return clients.slice(0, OTHERS_MAX).flatMap((client) => {
    const text = byIdentifier ? spell({ what: client.identifier, part }) : spellingOf(client, known.clients, part);
    const age = ageWords(client.createdAt, known.account.client.now());
    return text === undefined ? [] : [{ text, title: `Use ${plain(text, 80)} (${age})` }];
  });
}

/** What mends it: another reference, or the command that makes this one mean something. */
export function fixesOf(
  document: vscode.TextDocument,
  diagnostic: vscode.Diagnostic,
  { kind, others, name }: Finding,
): vscode.CodeAction[] {
  const fix = (title: string) => {
    const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
    action.diagnostics = [diagnostic];
    return action;
  };
  const edits = others.map(({ text, title }, index) => {
    const action = fix(title);
    action.edit = new vscode.WorkspaceEdit();
    action.edit.replace(document.uri, diagnostic.range, JSON.stringify(text));
    action.isPreferred = index === 0 && others.length === 1;
    return action;
  });
  if (kind !== 'absent' && kind !== 'notHere') return edits;
  const title = kind === 'absent' ? 'Create API Client…' : 'Import API Client Secret…';
  const command = fix(title);
  command.command =
    kind === 'absent'
      ? commandOf('tripartie.createApiClient', title, ...(name === undefined ? [] : ([{ name }] as const)))
      : commandOf('tripartie.importApiClientSecret', title);
  return [...edits, command];
}
