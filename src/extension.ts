import type * as vscode from 'vscode';
import { registerAccount } from './account/index.ts';
import { registerClients } from './clients/index.ts';
import { registerDebugging } from './debugging/index.ts';
import { registerFinder } from './finder/index.ts';
import { registerHealth } from './health/index.ts';
import { registerPersonas } from './personas/index.ts';
import { createNodePlatform } from './platform/node/platform.ts';
import { registerProject } from './project/index.ts';
import { registerRotations } from './rotation/index.ts';
import { registerSession } from './session/index.ts';
import { registerReconnect } from './session/registerReconnect.ts';
import { nameViews } from './session/viewNames.ts';
import { registerSignIn } from './signIn/index.ts';
import { registerTools } from './tools/index.ts';
import { registerTotp } from './totp/index.ts';
import { SecretClipboard } from './ui/clipboard.ts';
import { registerCommand } from './ui/commands.ts';
import { registerCopyRow } from './ui/copyRow.ts';
import { registerStaleRows } from './ui/stale.ts';
import { registerUsers } from './users/index.ts';

let clipboard: SecretClipboard | undefined;

/** Wires the rooms together. Exports nothing: another extension gets no way to a secret. */
export function activate(context: vscode.ExtensionContext): void {
  const platform = createNodePlatform(context.globalStorageUri.fsPath);
  clipboard = new SecretClipboard({ copies: async () => (await import('./ui/copies.ts')).createCopies(platform) });
  const session = registerSession(context, platform);
  const reconnect = registerReconnect(session, context);
  const rotations = registerRotations(session, platform, clipboard, reconnect);
  const health = registerHealth(session, rotations, context.extensionUri, () => ({ clients, users }));
  const account = registerAccount(session, [health, rotations], reconnect);
  const loadDelivery = () => import('./delivery/index.ts');
  const clients = registerClients(session, clipboard, rotations, reconnect, context, loadDelivery);
  const users = registerUsers(session, reconnect);
  const rooms = [account, clients, users] as const;
  context.subscriptions.push(
    registerStaleRows(),
    registerCopyRow([clients.tree, users.tree]),
    registerSignIn(session, platform.environment),
    rotations,
    ...rooms,
    health,
    registerPersonas(session, clipboard),
    registerTotp(session, clipboard, context.extensionUri),
    registerProject(session, context.workspaceState, clipboard, loadDelivery),
    registerDebugging(session, context.workspaceState, rotations),
    registerFinder({
      session,
      memory: context.workspaceState,
      clipboard,
      marks: rotations,
      loaded: clients.known,
      loadDelivery,
    }),
    registerTools(session, (account) => users.people.of(account), rotations, health.latest),
    nameViews(session, rooms),
    registerCommand('tripartie.refresh', () => {
      void session.lookAgain();
      for (const room of [rotations, ...rooms]) room.refresh();
    }),
    session.onDidChangeAtTripartie((what) => {
      for (const room of [rotations, account, clients]) room.refresh();
      void users.showChange(what);
    }),
  );
}

/** The editor waits for this: a secret must not stay on the clipboard of a window that is gone. */
export async function deactivate(): Promise<void> {
  await clipboard?.clear();
}
