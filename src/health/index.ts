import * as vscode from 'vscode';
import type { Session } from '../session/session.ts';
import { registerCommand } from '../ui/commands.ts';
import type { HealthRoom } from './room.ts';
import type { Marks, Rooms } from './rooms.ts';

/** The health of the account: its row in the Account view, and its page. Loaded when somebody is signed in. */
export function registerHealth(session: Session, marks: Marks, extensionUri: vscode.Uri, rooms: () => Rooms) {
  const changed = new vscode.EventEmitter<void>();
  let room: Promise<HealthRoom> | undefined;
  const load = () => {
    room ??= import('./room.ts').then(
      ({ HealthRoom }) => new HealthRoom(session, marks, rooms(), extensionUri, () => changed.fire()),
    );
    // What could not be loaded is loaded when it is asked for again.
    room.catch(() => {
      room = undefined;
    });
    return room;
  };
  const disposables = vscode.Disposable.from(
    changed,
    registerCommand('tripartie.showHealth', async () => (await load()).panel.open()),
    {
      dispose: () =>
        void room?.then(
          (loaded) => loaded.dispose(),
          () => undefined,
        ),
    },
  );
  return {
    onDidChange: changed.event,
    // The rows of the account itself are there without it.
    rows: async () => (await load().catch(() => undefined))?.rows() ?? [],
    latest: async () => (await load()).health.latest(),
    dispose: () => disposables.dispose(),
  };
}
