import * as vscode from 'vscode';
import type { Session, SessionState } from '../session/session.ts';
import type { Reconnect } from '../ui/reconnect.ts';
import { registerAccountCommands } from './commands.ts';
import { KeyClock } from './keyClock.ts';
import { createStatusBar } from './statusBar.ts';
import { AccountTree, type MoreRows } from './view.ts';

/** The Account view and the status bar. */
export function registerAccount(session: Session, more: readonly MoreRows[], reconnect: Reconnect) {
  const tree = new AccountTree(session, more, reconnect);
  const statusBar = createStatusBar();
  const showStatus = async () => statusBar.show(await session.current());
  const clock = new KeyClock(() => {
    tree.redraw();
    void showStatus();
  });
  let unsaved: vscode.Disposable | undefined;
  const show = (state: SessionState) => {
    unsaved?.dispose();
    unsaved = state.kind === 'signedIn' ? state.account.secrets.onDidChange(() => tree.redraw()) : undefined;
    if (state.kind === 'signedIn') clock.watch(state.account.keyEndsAt, state.account.client);
    else clock.stop();
    statusBar.show(state);
    tree.refresh();
  };
  const disposables = vscode.Disposable.from(
    tree,
    statusBar,
    clock,
    { dispose: () => unsaved?.dispose() },
    registerAccountCommands(session),
    session.onDidChange(show),
    session.onDidChangeKey(show),
    session.onDidDescribe(() => {
      void showStatus();
      tree.redraw();
    }),
    ...more.map((rows) => rows.onDidChange(() => tree.redraw())),
  );
  return {
    view: tree.view,
    clearing: tree.clearing,
    refresh: () => tree.look(),
    dispose: () => disposables.dispose(),
  };
}
