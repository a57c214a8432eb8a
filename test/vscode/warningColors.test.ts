import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { WarningColors } from '../../src/ui/warningColors.ts';
import { eventually } from '../host/eventually.ts';
import { releases, type Theme } from '../host/versions.ts';

describe('What production looks like in the status bar', () => {
  let warns = true;
  const item = vscode.window.createStatusBarItem('tripartie.test', vscode.StatusBarAlignment.Left);
  const colors = new WarningColors(item, () => warns);
  const look = () => [item.backgroundColor, item.color].map((color) => (color as { id?: string } | undefined)?.id);
  const settings = () => vscode.workspace.getConfiguration('workbench');
  let original: string | undefined;

  before(() => {
    original = settings().inspect<string>('colorTheme')?.globalValue;
  });
  after(async () => {
    colors.dispose();
    item.dispose();
    await settings().update('colorTheme', original, vscode.ConfigurationTarget.Global);
  });

  const switchTo = async (theme: Theme, kind: vscode.ColorThemeKind) => {
    const release = Object.values(releases).find((each) => vscode.version === each.vscode) ?? releases.newest;
    await settings().update('colorTheme', release.themes[theme], vscode.ConfigurationTarget.Global);
    await eventually(() => assert.equal(vscode.window.activeColorTheme.kind, kind));
  };

  it('has a colour in every theme, also in the one that has none for warnings', async () => {
    const { ColorThemeKind } = vscode;
    for (const [theme, kind, ...expected] of [
      ['hc-dark', ColorThemeKind.HighContrast, undefined, 'tripartie.production'],
      ['dark', ColorThemeKind.Dark, 'statusBarItem.warningBackground', undefined],
      ['hc-light', ColorThemeKind.HighContrastLight, 'statusBarItem.warningBackground', undefined],
    ] as const) {
      await switchTo(theme, kind);
      await eventually(() => assert.deepEqual(look(), expected, theme));
    }
    warns = false;
    colors.paint();
    assert.deepEqual(look(), [undefined, undefined]);
  });
});
