import * as vscode from 'vscode';

/** How old a key may get before it is due, in days; 0: never. */
export function maxAgeDays(): number {
  return vscode.workspace.getConfiguration('tripartie').get('rotation.maxAgeDays', 90);
}
