import assert from 'node:assert/strict';
import { PlantedFolder } from './plantedFolder.ts';

/** Lines that reach the person, or name a command, by another way than the door, and the rule that says so. */
const WRONG: readonly (readonly [line: string, rule: string])[] = [
  ["void vscode.window.showInformationMessage('text');", 'plugin'],
  ["void vscode.window.showWarningMessage('text');", 'plugin'],
  ["void vscode.window.showErrorMessage('text');", 'plugin'],
  ['void vscode.window.showQuickPick([]);', 'plugin'],
  ['void vscode.window.showInputBox();', 'plugin'],
  ['export const pick = vscode.window.createQuickPick();', 'plugin'],
  ['export const box = vscode.window.createInputBox();', 'plugin'],
  ["export const item = vscode.window.createStatusBarItem('id');", 'plugin'],
  ["vscode.window.setStatusBarMessage('text', 1);", 'plugin'],
  ['void vscode.window.withProgress({ location: 1 }, async () => undefined);', 'plugin'],
  ["void vscode.commands.executeCommand('tripartie.signIn');", 'plugin'],
  ["vscode.commands.registerCommand('tripartie.signIn', () => undefined);", 'plugin'],
  ['export const { showErrorMessage } = vscode.window;', 'plugin'],
  ['export const handed = vscode.window.showErrorMessage;', 'plugin'],
  ["export const twice = inert('text');", 'plugin'],
  ["import { window } from 'vscode';", 'noRestrictedImports'],
];

const RIGHT = ["import * as vscode from 'vscode';", "vscode.window.createTreeView('id', { treeDataProvider });"];

describe('Lint at the door to the person', () => {
  const folder = new PlantedFolder();

  it('lets nothing through but what is in src/ui', async () => {
    const text = [...WRONG.map(([line]) => line), ...RIGHT].join('\n');
    const places = ['extension', 'users/planted', 'session/profiles/planted', 'rotation/planted'];
    for (const place of [...places, 'ui/planted']) await folder.plant(`src/${place}.ts`, text);
    await folder.plant('test/planted.ts', text);
    const found = await folder.broken(['plugin', 'noRestrictedImports']);
    const all = WRONG.map(([, rule], index) => `${index + 1} ${rule}`).sort();
    for (const place of places) assert.deepEqual(found.get(`src/${place}.ts`)?.sort(), all, place);
    const imported = all.filter((each) => each.endsWith('noRestrictedImports'));
    assert.deepEqual(found.get('src/ui/planted.ts'), imported);
    assert.equal(found.size, places.length + 1, [...found.keys()].join(', '));
  });
});
