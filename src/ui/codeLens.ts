import * as vscode from 'vscode';
import { inert } from './plainText.ts';

/** A line of words above a line of a document. @param line counted from 0 */
export function codeLens(line: number, { title, ...command }: vscode.Command): vscode.CodeLens {
  return new vscode.CodeLens(new vscode.Range(line, 0, line, 0), { ...command, title: inert(title) });
}
