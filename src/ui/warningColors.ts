import * as vscode from 'vscode';
import type { ColorId } from '../contributes/colors.ts';

/**
 * The colours that an item of the status bar warns with, in each theme. High contrast dark has no background for a
 * warning, and where VS Code is given one it takes no colour for the text.
 */
export class WarningColors implements vscode.Disposable {
  readonly #item: vscode.StatusBarItem;
  readonly #warns: () => boolean;
  readonly #listener: vscode.Disposable;

  /** @param warns whether it has something to warn of at the moment */
  constructor(item: vscode.StatusBarItem, warns: () => boolean) {
    this.#item = item;
    this.#warns = warns;
    this.#listener = vscode.window.onDidChangeActiveColorTheme(() => this.paint());
  }

  paint(): void {
    const color = (id: string) => (this.#warns() ? new vscode.ThemeColor(id) : undefined);
    const hasNone = vscode.window.activeColorTheme.kind === vscode.ColorThemeKind.HighContrast;
    this.#item.backgroundColor = hasNone ? undefined : color('statusBarItem.warningBackground');
    this.#item.color = hasNone ? color('tripartie.production' satisfies ColorId) : undefined;
  }

  dispose(): void {
    this.#listener.dispose();
  }
}
