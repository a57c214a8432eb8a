import * as vscode from 'vscode';
import { accountName } from '../session/profiles/profile.ts';
import { requireAccount, WRITES } from '../session/require.ts';
import type { Account, Session } from '../session/session.ts';
import type { SecretClipboard } from '../ui/clipboard.ts';
import { runCommand } from '../ui/commands.ts';
import { copySecret } from '../ui/copySecret.ts';
import { fail, inform, warn } from '../ui/notify.ts';
import { pageHtml } from '../ui/pageHtml.ts';
import { plain } from '../ui/plainText.ts';
import { TotpSetUp } from './flow.ts';
import { OutOfSight } from './outOfSight.ts';
import { readFromPanel, type ToPanel } from './protocol.ts';
import { LOST_ANSWER } from './words.ts';

/** The page says "five minutes" when the key is gone. */
const HIDDEN_LIFETIME_MS = 5 * 60_000;

/** `Tripartie: Set Up Two-Factor Sign-In`: the one panel of this window, and what is going on in it. */
export class TotpPanel implements vscode.Disposable {
  readonly #session: Session;
  readonly #clipboard: SecretClipboard;
  readonly #files: vscode.Uri;
  readonly #icon: vscode.Uri;
  readonly #listener: vscode.Disposable;
  #panel: vscode.WebviewPanel | undefined;
  #setUp: TotpSetUp | undefined;
  readonly #hidden: OutOfSight;

  /** @param hiddenLifetimeMs how long the key outlives the panel's last moment in sight, in milliseconds */
  constructor(
    session: Session,
    clipboard: SecretClipboard,
    extensionUri: vscode.Uri,
    hiddenLifetimeMs: number = HIDDEN_LIFETIME_MS,
  ) {
    this.#hidden = new OutOfSight(hiddenLifetimeMs, () => this.#setUp?.forget('hidden'));
    this.#session = session;
    this.#clipboard = clipboard;
    this.#files = vscode.Uri.joinPath(extensionUri, 'dist', 'totp');
    this.#icon = vscode.Uri.joinPath(extensionUri, 'media', 'icon.png');
    this.#listener = session.onDidChange(() => this.#setUp?.forget('signedOut'));
  }

  /**
   * Opens the panel, or brings it to the front. What is under way in it goes on; otherwise it asks anew how things stand,
   * which may have changed since it was drawn.
   */
  async open(): Promise<void> {
    const account = await requireAccount(this.#session, WRITES);
    if (!account) return;
    if (this.#panel) {
      this.#panel.reveal();
      if (!this.#setUp?.underWay) await this.#begin(account);
      return;
    }
    const panel = vscode.window.createWebviewPanel(
      'tripartie.twoFactor',
      'Two-Factor Sign-In',
      vscode.ViewColumn.Active,
      { enableScripts: true, localResourceRoots: [this.#files] },
    );
    this.#panel = panel;
    panel.iconPath = this.#icon;
    panel.webview.onDidReceiveMessage((data: unknown) => {
      const message = readFromPanel(data);
      if (message) void this.#setUp?.receive(message);
    });
    panel.onDidChangeViewState(() => this.#hidden.visible(panel.visible));
    panel.onDidDispose(() => this.#closed());
    panel.webview.html = pageHtml(panel.webview, this.#files, 'Two-factor sign-in');
    await this.#begin(account);
  }

  dispose(): void {
    this.#listener.dispose();
    this.#panel?.dispose();
  }

  async #begin(account: Account): Promise<void> {
    const setUp: TotpSetUp = new TotpSetUp({
      api: account.client,
      accountName: plain(accountName(account)),
      clockSkewMs: () => account.client.clockSkewMs(),
      show: (state) => {
        if (this.#setUp !== setUp) return;
        this.#post({ type: 'state', state });
        if (!this.#panel && state.step === 'unknown') void warn(LOST_ANSWER);
      },
      copyKey: async (secret) => {
        await copySecret(this.#clipboard, secret, () => this.#post({ type: 'copied' }));
      },
      openApp: openAuthenticator,
      turnOff: async () => {
        await runCommand('tripartie.turnOffTwoFactor');
        await this.#restart();
      },
      signIn: async () => {
        await runCommand('tripartie.signIn');
        await this.#restart();
      },
      restart: () => this.#restart(),
      close: () => this.#panel?.dispose(),
      turnedOn: () => {
        account.note('two-factor on');
        if (!this.#panel) void inform('Two-factor sign-in is on.');
        account.changed('me');
      },
      complain: (problem) => void fail(problem),
    });
    this.#setUp = setUp;
    await setUp.start();
  }

  async #restart(): Promise<void> {
    const account = await requireAccount(this.#session, WRITES);
    if (account && this.#panel) await this.#begin(account);
  }

  #post(message: ToPanel): void {
    void this.#panel?.webview.postMessage(message);
  }

  #closed(): void {
    this.#hidden.stop();
    this.#panel = undefined;
    this.#setUp?.forget('closed');
  }
}

/** An address of this kind has no page: without an application that takes it, a browser does nothing, or says so. */
async function openAuthenticator(uri: string): Promise<void> {
  const opened = await vscode.env.openExternal(vscode.Uri.parse(uri, true));
  if (!opened) {
    void inform('No application on this computer takes such links. Scan the QR code with your phone instead.');
  }
}
