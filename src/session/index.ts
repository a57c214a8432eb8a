import * as vscode from 'vscode';
import { ActivityLog } from '../activity/index.ts';
import type { Platform } from '../platform/platform.ts';
import { setContext } from '../ui/commands.ts';
import { awaitKey } from '../ui/keyWait.ts';
import { writeDatesIn } from '../ui/time.ts';
import { STORE_TIMEOUT_MS, Vault } from './secrets/vault.ts';
import { Session, type SessionState } from './session.ts';

/** Who is signed in: the one state that views and commands derive from. */
export function registerSession(context: vscode.ExtensionContext, platform: Platform): Session {
  writeDatesIn(vscode.env.language);
  const activity = new ActivityLog(platform);
  const isBrowser = vscode.env.uiKind === vscode.UIKind.Web;
  const window = { sessionId: vscode.env.sessionId, logs: `${context.logUri}`, memory: context.workspaceState };
  const copy = async () => new (await import('./secrets/windowCopy.ts')).WindowCopy(platform, window);
  const names = async () => new (await import('./secrets/entryNames.ts')).EntryNames(platform.files.folder('entries'));
  const showProfiles = () =>
    session.profiles().then(
      ({ length }) => setContext('tripartie.hasProfiles', length > 0),
      () => undefined,
    );
  const vault = new Vault(context.secrets, STORE_TIMEOUT_MS, isBrowser ? copy : undefined, names);
  const session = new Session(vault, platform, activity, window);
  context.subscriptions.push(
    activity,
    session,
    session.onDidChange(showState),
    session.onDidChangeProfiles(showProfiles),
    session.onDidDescribe(async () => showState(await session.current())),
    session.onDidChange((state) => awaitKey(state.kind === 'signedIn' && state.refused)),
    session.onDidChangeKey(({ refused }) => awaitKey(refused)),
    // News of other windows may be missed: the person comes from one of them.
    vscode.window.onDidChangeWindowState(({ focused }) => {
      if (focused) void session.lookAgain();
    }),
  );
  // Activation reads no file and asks no store: the first view or command does, or this, once it is over.
  setImmediate(() =>
    session
      .current()
      .then(showState, () => undefined)
      .then(showProfiles),
  );
  return session;
}

/** What menus, welcome texts and the walkthrough depend on. */
function showState(state: SessionState): void {
  const account = state.kind === 'signedIn' ? state.account : undefined;
  void setContext('tripartie.session', state.kind === 'unavailable' ? state.because : state.kind);
  void setContext('tripartie.environment', account?.environment ?? '');
  void setContext('tripartie.credential', account?.kind ?? '');
  void setContext('tripartie.readOnly', account?.readOnly ?? false);
}
