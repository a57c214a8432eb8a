import type * as vscode from 'vscode';
import { registerCommand } from './commands.ts';
import type { Copyable } from './copyValue.ts';

/** `Tripartie: Copy Value`: of the row that it was called on, or of the one with the focus in the view that is named. */
export function registerCopyRow(views: readonly Copyable[]): vscode.Disposable {
  return registerCommand('tripartie.copyValue', async (argument) =>
    (await import('./copyValue.ts')).copyValue(views, argument),
  );
}
