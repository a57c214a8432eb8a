import type * as vscode from 'vscode';
import type { Session } from '../session/session.ts';
import { Health } from './health.ts';
import { HealthPanel } from './panel.ts';
import type { Marks, Rooms } from './rooms.ts';
import { healthRow } from './row.ts';

/** All of this room, loaded when somebody is signed in. */
export class HealthRoom implements vscode.Disposable {
  readonly health: Health;
  readonly panel: HealthPanel;
  readonly #listener: vscode.Disposable;
  #shown: vscode.TreeItem | undefined;

  /** @param rowChanged called when {@link rows} are others than were asked for last */
  constructor(session: Session, marks: Marks, rooms: Rooms, extensionUri: vscode.Uri, rowChanged: () => void) {
    this.health = new Health(session, marks, rooms);
    this.panel = new HealthPanel(session, this.health, rooms, extensionUri);
    this.#listener = this.health.onDidChange(() => {
      if (this.#row()?.tooltip !== this.#shown?.tooltip) rowChanged();
    });
  }

  /** The row of the Account view, where there is an account to tell of. */
  rows(): vscode.TreeItem[] {
    this.#shown = this.#row();
    return this.#shown ? [this.#shown] : [];
  }

  dispose(): void {
    this.#listener.dispose();
    this.panel.dispose();
    this.health.dispose();
  }

  #row(): vscode.TreeItem | undefined {
    const { report } = this.health;
    return report && healthRow(report);
  }
}
