import type * as vscode from 'vscode';

/** Whether debug configurations are in a document: `launch.json`, or a workspace file with its `launch`. */
export function isLaunchFile({ uri: { path } }: Pick<vscode.TextDocument, 'uri'>): boolean {
  return path.endsWith('/.vscode/launch.json') || path.endsWith('.code-workspace');
}
