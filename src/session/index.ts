import * as vscode from 'vscode';
import { ActivityLog } from '../activity/index.ts';
import { awaitKey } from '../ui/keyWait.ts';
import { withoutLinks } from '../ui/plainText.ts';
import { registerAccounts } from './accounts.ts';
import { accountName } from './profile.ts';
import { type Account, Session, type SessionState } from './session.ts';
import { variableComplaint } from './variableProfile.ts';
import { STORE_TIMEOUT_MS, Vault } from './vault.ts';
import { WindowCopy } from './windowCopy.ts';

/** Who is signed in, with the commands that change it. */
export function registerSession(context: vscode.ExtensionContext): Session {
  const activity = new ActivityLog(context.globalStorageUri);
  const isBrowser = vscode.env.uiKind === vscode.UIKind.Web;
  const copy = isBrowser ? new WindowCopy(context.globalStorageUri.fsPath) : undefined;
  const vault = new Vault(context.secrets, STORE_TIMEOUT_MS, copy);
  const session = new Session(vault, context.globalStorageUri, activity);
  const manage = (id: string, act: keyof typeof import('./manageProfile.ts')) =>
    vscode.commands.registerCommand(id, async () => (await import('./manageProfile.ts'))[act](session));
  const retry = (id: string, act: keyof typeof import('./lookAgain.ts')) =>
    vscode.commands.registerCommand(id, async () => (await import('./lookAgain.ts'))[act](session));
  context.subscriptions.push(
    activity,
    session,
    session.onDidChange(showState),
    session.onDidDescribe(async () => showState(await session.current())),
    session.onDidChange((state) => awaitKey(state.kind === 'signedIn' && state.refused)),
    session.onDidChangeKey(({ refused }) => awaitKey(refused)),
    session.onDidChangeKey(({ account, refused }) => refused && void sayRefused(account)),
    registerAccounts(session),
    // News of other windows may be missed: the person comes from one of them.
    vscode.window.onDidChangeWindowState(({ focused }) => {
      if (focused) void session.lookAgain();
    }),
    vscode.commands.registerCommand('tripartie.signIn', async (way?: unknown) => {
      const { isWay, signIn, signInBy } = await import('./signIn.ts');
      await (isWay(way) ? signInBy(session, way) : signIn(session));
    }),
    vscode.commands.registerCommand('tripartie.switchProfile', async () =>
      (await import('./switchProfile.ts')).switchProfile(session),
    ),
    manage('tripartie.signOut', 'signOut'),
    manage('tripartie.renameProfile', 'renameProfile'),
    manage('tripartie.toggleReadOnly', 'toggleReadOnly'),
    vscode.commands.registerCommand('tripartie.replaceKey', async (id?: unknown) =>
      // A menu hands over the row that it was opened on.
      (await import('./manageProfile.ts')).replaceKey(session, typeof id === 'string' ? id : undefined),
    ),
    retry('tripartie.lookAgain', 'lookAgain'),
    retry('tripartie.reloadWindow', 'reloadWindow'),
  );
  const complaint = variableComplaint();
  if (complaint) void vscode.window.showWarningMessage(complaint);
  void session.current().then(showState);
  return session;
}

/** What menus, welcome texts and the walkthrough depend on. */
function showState(state: SessionState): void {
  const account = state.kind === 'signedIn' ? state.account : undefined;
  const set = (key: string, value: unknown) => void vscode.commands.executeCommand('setContext', key, value);
  set('tripartie.session', state.kind === 'unavailable' ? state.because : state.kind);
  set('tripartie.environment', account?.environment ?? '');
  set('tripartie.credential', account?.kind ?? '');
  set('tripartie.readOnly', account?.readOnly ?? false);
}

/** Not a modal: nothing is lost, and what was asked for waits. */
async function sayRefused(account: Account): Promise<void> {
  const name = withoutLinks(accountName(account));
  const choice = await vscode.window.showWarningMessage(
    `Tripartie no longer accepts the key of ${name}. Replace it, and what you were doing goes on.`,
    'Replace Key',
  );
  if (choice) await vscode.commands.executeCommand('tripartie.replaceKey', account.profileId);
}
