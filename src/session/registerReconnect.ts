import * as vscode from 'vscode';
import { Reconnect } from '../ui/reconnect.ts';
import type { Session } from './session.ts';

/** Brings failed views back once the API can be reached: asked by itself, and when the person comes back to the window. */
export function registerReconnect(session: Session, context: vscode.ExtensionContext): Reconnect {
  const reconnect = new Reconnect(async (signal) => {
    const account = await session.person();
    await account?.client.me({ signal, priority: 'background', awaitCredential: false });
  });
  context.subscriptions.push(
    reconnect,
    vscode.window.onDidChangeWindowState(({ focused }) => {
      if (focused) reconnect.now();
    }),
  );
  return reconnect;
}
