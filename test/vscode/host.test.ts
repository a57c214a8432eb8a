import assert from 'node:assert/strict';
import * as vscode from 'vscode';

describe('The extension in VS Code', () => {
  const extension = vscode.extensions.getExtension('tripartie-community.tripartie-account');

  it('runs in the VS Code that was asked for', () => {
    const asked = process.env.TEST_VSCODE_VERSION;
    assert.ok(asked, 'TEST_VSCODE_VERSION names the version the run is for');
    assert.equal(vscode.version, asked);
  });

  it('is there, and activates', async () => {
    assert.ok(extension);
    await extension.activate();
    assert.equal(extension.isActive, true);
  });

  it('gives other extensions nothing to call', async () => {
    assert.equal(await extension?.activate(), undefined);
  });

  it('has a command behind every title of the palette', async () => {
    await extension?.activate();
    const declared: { command: string }[] = extension?.packageJSON.contributes.commands;
    const known = new Set(await vscode.commands.getCommands(true));
    assert.ok(declared.length > 0);
    assert.deepEqual(
      declared.map((each) => each.command).filter((command) => !known.has(command)),
      [],
    );
  });
});
