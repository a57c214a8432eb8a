import * as vscode from 'vscode';
import type { CommandId } from '../contributes/commands.ts';
import { inert } from './plainText.ts';
import type { WarningColors } from './warningColors.ts';

/** What an item of the status bar shows. */
export interface StatusItemContent {
  /** Name of a codicon. */
  readonly icon: string;
  readonly text: string;
  readonly tooltip: string;
  /** What a screen reader says of it. */
  readonly spoken: string;
  /** Whether it has the colours of production. */
  readonly warns: boolean;
}

/** An item of the status bar, whose texts are shown as they are. */
export class StatusItem implements vscode.Disposable {
  readonly #item: vscode.StatusBarItem;
  #warns = false;
  /** Read when there is something to warn of. */
  #colors: Promise<WarningColors> | undefined;

  constructor(id: string, name: string, command: CommandId) {
    this.#item = vscode.window.createStatusBarItem(id, vscode.StatusBarAlignment.Left, 10);
    this.#item.name = name;
    this.#item.command = command;
  }

  show({ icon, text, tooltip, spoken, warns }: StatusItemContent): void {
    this.#item.text = `$(${icon}) ${inert(text)}`;
    this.#item.tooltip = tooltip;
    this.#warns = warns;
    if (warns) {
      this.#colors ??= import('./warningColors.ts').then(
        (room) => new room.WarningColors(this.#item, () => this.#warns),
      );
    }
    void this.#colors?.then((colors) => colors.paint());
    this.#item.accessibilityInformation = { label: spoken, role: 'button' };
    this.#item.show();
  }

  hide(): void {
    this.#item.hide();
  }

  dispose(): void {
    void this.#colors?.then((colors) => colors.dispose());
    this.#item.dispose();
  }
}
