import * as vscode from 'vscode';
import { commandOf } from '../ui/commands.ts';
import { fileOf } from './documents.ts';
import { literalAt } from './literal.ts';
import type { Finding } from './sightings.ts';

/** What helps where a secret stands in a file, the likeliest first. */
export function fixesFor(
  document: vscode.TextDocument,
  diagnostic: vscode.Diagnostic,
  { key, isOwn, standing, isDismissed }: Finding,
): vscode.CodeAction[] {
  const { identifier, scope } = key;
  const { line } = diagnostic.range.start;
  const place = { uri: `${document.uri}`, identifier, scope, line };
  const inFile = { ...place, uri: `${fileOf(document)}` };
  const fix = (command: vscode.Command) => {
    const action = new vscode.CodeAction(command.title, vscode.CodeActionKind.QuickFix);
    action.diagnostics = [diagnostic];
    action.command = command;
    return action;
  };
  if (isDismissed) return [fix(commandOf('tripartie.reportHere', 'Report This Key Here Again', inFile))];
  const rotate = fix(commandOf('tripartie.rotateApiClient', 'Rotate This Key Now', { identifier, scope }));
  const isOld = key.replacedBy !== undefined;
  const title = isOld ? 'Move the New Key to .env…' : 'Move It to .env…';
  const move = fix(commandOf('tripartie.moveSecretToEnv', title, place));
  const switchTo = fix(commandOf('tripartie.switchProfile', 'Switch Profile…'));
  const isMovable = isOwn && literalAt(document, diagnostic.range) !== undefined;
  // What a repository may have in its history is to be replaced; anything else can be taken out in time.
  const isOut = standing === 'tracked';
  const own = [...(isOld ? [] : [rotate]), ...(isMovable ? [move] : [])];
  const fixes = isOwn ? (isOut ? own : own.reverse()) : [switchTo];
  const [first] = fixes;
  if (first) first.isPreferred = true;
  return [...fixes, fix(commandOf('tripartie.notHere', 'Do Not Report This Key Here', inFile))];
}
