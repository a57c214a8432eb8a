import assert from 'node:assert/strict';
import * as vscode from 'vscode';

interface Declared {
  readonly scope?: string;
  readonly type: string;
}

describe('The settings', () => {
  const declared = (): [string, Declared][] =>
    Object.entries(
      vscode.extensions.getExtension('tripartie-community.tripartie-account')?.packageJSON.contributes.configuration
        .properties ?? {},
    );

  it('are the person’s alone: each has the scope that no workspace and no machine can write to', () => {
    assert.ok(declared().length > 0);
    for (const [name, { scope }] of declared()) assert.equal(scope, 'application', name);
  });

  it('cannot be written for a workspace', async () => {
    assert.ok(vscode.workspace.workspaceFolders?.length, 'a folder is open');
    for (const [name, { type }] of declared()) {
      const settings = vscode.workspace.getConfiguration();
      const value = type === 'string' ? 'https://hostile.example' : 1;
      for (const target of [vscode.ConfigurationTarget.Workspace, vscode.ConfigurationTarget.WorkspaceFolder]) {
        await assert.rejects(async () => settings.update(name, value, target), name);
      }
      assert.equal(settings.inspect(name)?.workspaceValue, undefined, name);
    }
  });
});
