import assert from 'node:assert/strict';
import * as vscode from 'vscode';

/** The folder that the window has open: git extensions open no repository outside of it. */
export function workspaceFolder(): vscode.WorkspaceFolder {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  assert.ok(folder);
  return folder;
}
