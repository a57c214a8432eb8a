import * as vscode from 'vscode';

// Read on activation, so it is small.

/** Documents that a person writes: no view of git's, no output of a program, nothing that an extension makes up. */
export const SCHEMES = ['file', 'vscode-remote', 'vscode-notebook-cell'] as const;

/** Folders of other programs, and of git. */
export const FOREIGN = ['node_modules', '.git'] as const;

/** Whether somebody writes what is at an address. */
export function isWritten({ scheme }: vscode.Uri): boolean {
  return SCHEMES.some((each) => each === scheme);
}

/** Whether a document is one in which keys are looked for, in a workspace that is trusted. */
export function isLookedAt({ uri }: vscode.TextDocument): boolean {
  return vscode.workspace.isTrusted && isWritten(uri) && !FOREIGN.some((name) => uri.path.includes(`/${name}/`));
}
