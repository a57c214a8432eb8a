import * as vscode from 'vscode';
import { LONGEST } from '../secretSearch/index.ts';
import { SCHEMES } from './lookedAt.ts';

/** For providers. */
export const SELECTOR: vscode.DocumentSelector = SCHEMES.map((scheme) => ({ scheme }));

/** Files of variables. */
export const ENV_FILES: vscode.DocumentSelector = SCHEMES.map((scheme) => ({ scheme, pattern: '**/{.env,.env.*}' }));

/** The file that a document is of: a cell is a document, and its notebook the file. */
export function fileOf({ uri }: vscode.TextDocument): vscode.Uri {
  if (uri.scheme !== 'vscode-notebook-cell') return uri;
  const cells = vscode.workspace.notebookDocuments.flatMap((notebook) => notebook.getCells());
  return cells.find(({ document }) => `${document.uri}` === `${uri}`)?.notebook.uri ?? uri;
}

/** Its text, unless it is too long to be searched: the length is known without it. */
export function textOf(document: vscode.TextDocument): string | undefined {
  const { end } = document.lineAt(document.lineCount - 1).range;
  return document.offsetAt(end) > LONGEST ? undefined : document.getText();
}

/** Whether it is a file of variables, where secrets belong if git does not take them along. */
export function isEnvFile({ path }: vscode.Uri): boolean {
  return /\/\.env(?:\.[^/]*)?$/.test(path);
}
