import * as vscode from 'vscode';
import type { CommandId } from '../contributes/commands.ts';
import { inert } from './plainText.ts';

/** What an item of the status bar shows. */
export interface StatusItemContent {
  /** Name of a codicon. */
  readonly icon: string;
  readonly text: string;
  readonly tooltip: string;
  /** What a screen reader says of it. */
  readonly spoken: string;
  /** Whether it has the background of a warning. */
  readonly warns: boolean;
}

/** An item of the status bar, whose texts are shown as they are. */
export class StatusItem implements vscode.Disposable {
  readonly #item: vscode.StatusBarItem;

  constructor(id: string, name: string, command: CommandId) {
    this.#item = vscode.window.createStatusBarItem(id, vscode.StatusBarAlignment.Left, 10);
    this.#item.name = name;
    this.#item.command = command;
  }

  show({ icon, text, tooltip, spoken, warns }: StatusItemContent): void {
    this.#item.text = `$(${icon}) ${inert(text)}`;
    this.#item.tooltip = tooltip;
    this.#item.backgroundColor = warns ? new vscode.ThemeColor('statusBarItem.warningBackground') : undefined;
    this.#item.accessibilityInformation = { label: spoken, role: 'button' };
    this.#item.show();
  }

  hide(): void {
    this.#item.hide();
  }

  dispose(): void {
    this.#item.dispose();
  }
}
