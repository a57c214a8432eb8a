import assert from 'node:assert/strict';
import { type TOTP, URI } from 'otpauth';
import * as vscode from 'vscode';
import type { Sandbox } from '../../src/sandbox/index.ts';
import type { Session } from '../../src/session/session.ts';
import { TotpPanel } from '../../src/totp/panel.ts';
import type { FromPanel, PanelState, ToPanel } from '../../src/totp/protocol.ts';
import { SecretClipboard } from '../../src/ui/clipboard.ts';
import { openSandboxSession } from '../helpers/sandboxSession.ts';
import { eventually } from '../host/eventually.ts';

type Step = PanelState['step'];

/** The real panel and its real page, with what goes between them written down. */
class WatchedPanel {
  readonly toPage: ToPanel[] = [];
  readonly fromPage: unknown[] = [];
  panel: vscode.WebviewPanel | undefined;
  #receive: ((message: unknown) => unknown) | undefined;

  attach(panel: vscode.WebviewPanel): vscode.WebviewPanel {
    this.panel = panel;
    const { webview } = panel;
    const { onDidReceiveMessage } = webview;
    const post = webview.postMessage.bind(webview);
    Object.assign(webview, {
      postMessage: (message: ToPanel) => {
        this.toPage.push(message);
        return post(message);
      },
      onDidReceiveMessage: (listener: (message: unknown) => unknown) => {
        this.#receive = listener;
        return onDidReceiveMessage((message: unknown) => {
          this.fromPage.push(message);
          return listener(message);
        });
      },
    });
    return panel;
  }

  /** What the page sends when the person presses something; it may be a page that was drawn long ago. */
  send(message: FromPanel): void {
    this.#receive?.(message);
  }

  get state(): PanelState | undefined {
    return this.toPage.flatMap((message) => (message.type === 'state' ? [message.state] : [])).at(-1);
  }

  async shows<S extends Step>(step: S): Promise<Extract<PanelState, { step: S }>> {
    return eventually(() => {
      const { state } = this;
      assert.equal(state?.step, step);
      return state as Extract<PanelState, { step: S }>;
    });
  }

  /** Waits until the page was drawn once more than `times`, and asked what to show. */
  drawnAfter(times: number): Promise<void> {
    return eventually(() => assert.ok(this.timesDrawn > times, 'the page was drawn again'));
  }

  get timesDrawn(): number {
    return this.fromPage.length;
  }
}

describe('The panel for two-factor set-up, out of sight', () => {
  const { createWebviewPanel } = vscode.window;
  let watched: WatchedPanel;
  let sandbox: Sandbox;
  let session: Session;
  let clipboard: SecretClipboard;
  let copied: string[];
  let close: () => Promise<void>;
  const open: vscode.Disposable[] = [];

  beforeEach(async () => {
    watched = new WatchedPanel();
    Object.assign(vscode.window, {
      createWebviewPanel: (...given: Parameters<typeof createWebviewPanel>) =>
        watched.attach(createWebviewPanel(...given)),
    });
    const opened = await openSandboxSession({ users: 5 });
    ({ sandbox, session } = opened);
    await opened.signIn();
    copied = [];
    clipboard = new SecretClipboard({
      clipboard: {
        readText: async () => copied.at(-1) ?? '',
        writeText: async (text) => void copied.push(text),
      },
    });
    close = async () => {
      for (const each of open.splice(0)) each.dispose();
      await clipboard.clear();
      await opened.close();
    };
  });
  afterEach(async () => {
    Object.assign(vscode.window, { createWebviewPanel });
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await close();
  });

  /** Opens the panel up to the key, with the page drawn. */
  async function openToKey(...lifetimeMs: [number?]) {
    const extension = vscode.extensions.getExtension('tripartie-community.tripartie-account');
    assert.ok(extension);
    const panel = new TotpPanel(session, clipboard, extension.extensionUri, ...lifetimeMs);
    open.push(panel);
    await panel.open();
    await watched.drawnAfter(0);
    watched.send({ type: 'begin' });
    return { panel, scan: await watched.shows('scan') };
  }

  /** Puts another editor over the panel, which takes its page away. */
  async function cover() {
    const document = await vscode.workspace.openTextDocument({ content: 'something else' });
    await vscode.window.showTextDocument(document, vscode.ViewColumn.Active);
    await eventually(() => assert.equal(watched.panel?.visible, false));
  }

  const codeOf = (uri: string) => (URI.parse(uri) as TOTP).generate();
  const turnedOn = () => sandbox.requests.lines.filter(({ path }) => path.endsWith('/totp-toggle'));

  it('keeps its key for a while: back in sight, the page is drawn anew with it', async () => {
    const { panel, scan } = await openToKey();
    await cover();
    const { timesDrawn } = watched;
    await panel.open();
    await watched.drawnAfter(timesDrawn);
    assert.deepEqual(await watched.shows('scan'), scan);
    watched.send({ type: 'copyKey' });
    await eventually(() => assert.deepEqual(copied, [scan.key.join('')]));
    watched.send({ type: 'turnOn', code: codeOf(scan.uri) });
    await watched.shows('on');
    assert.equal(turnedOn().length, 1);
  });

  it('has forgotten its key after that, and comes back with the way to another one', async () => {
    const { scan } = await openToKey(1);
    const { timesDrawn } = watched;
    const postedBefore = watched.toPage.length;
    await cover();
    await watched.shows('ended');
    watched.panel?.reveal();
    await watched.drawnAfter(timesDrawn);
    assert.deepEqual(await watched.shows('ended'), { step: 'ended', reason: 'hidden' });
    const since = JSON.stringify(watched.toPage.slice(postedBefore));
    for (const part of [scan.uri, scan.key.join(''), ...scan.key]) assert.ok(!since.includes(part));
    assert.ok(!watched.panel?.webview.html.includes(scan.key[0] ?? ''));

    watched.send({ type: 'begin' });
    await watched.shows('intro');
    watched.send({ type: 'begin' });
    assert.notEqual((await watched.shows('scan')).uri, scan.uri);
  });

  it('asks anew when the command is called again, once nothing is under way in it', async () => {
    const { panel, scan } = await openToKey();
    await panel.open();
    assert.deepEqual(await watched.shows('scan'), scan);
    watched.send({ type: 'turnOn', code: codeOf(scan.uri) });
    await watched.shows('on');
    await panel.open();
    await watched.shows('alreadyOn');
    const user = (await (await session.account())?.client.me())?.id ?? '';
    const code = (URI.parse(scan.uri) as TOTP).generate({ timestamp: Date.now() + 30_000 });
    await (await session.account())?.client.toggleTotp(user, { totpEnabled: false, totpChallenge: code });
    await panel.open();
    await watched.shows('intro');
  });

  it('can then do nothing with that key, even for a page that still shows it', async () => {
    const { scan } = await openToKey(1);
    await cover();
    await watched.shows('ended');
    watched.send({ type: 'turnOn', code: codeOf(scan.uri) });
    watched.send({ type: 'askAgain' });
    watched.send({ type: 'copyKey' });
    // The panel starts nothing while a code is on its way: that this works means that none is.
    watched.send({ type: 'begin' });
    await watched.shows('intro');
    assert.deepEqual([turnedOn(), copied], [[], []]);
  });
});
