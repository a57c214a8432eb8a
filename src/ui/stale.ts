import * as vscode from 'vscode';

/** Of the resources of rows that may no longer be true. */
export const SCHEME = 'tripartie-stale';

/** The colour of what is disabled. */
export const DISABLED = new vscode.ThemeColor('disabledForeground');

/** Draws rows that may no longer be true in the colour of what is disabled. */
export function registerStaleRows(): vscode.Disposable {
  const decoration: vscode.FileDecoration = { color: DISABLED };
  return vscode.window.registerFileDecorationProvider({
    provideFileDecoration: (uri) => (uri.scheme === SCHEME ? decoration : undefined),
  });
}
