import * as vscode from 'vscode';
import type { UserSummary } from '../api/index.ts';
import { inSlices } from '../secretSearch/index.ts';
import { requireAccount } from '../session/require.ts';
import type { Account, Session } from '../session/session.ts';
import { explain } from '../ui/explain.ts';
import { showDone } from '../ui/notify.ts';
import { pageHtml } from '../ui/pageHtml.ts';
import { loadAll } from '../ui/showRow.ts';
import { actOn, revealKey } from './act.ts';
import type { Health } from './health.ts';
import { type FromPage, type ListName, readFromPage, type ToPage } from './messages.ts';
import { DRAWN_MAX, type FindingKind, type Report, tablesOf, toCsv, toMarkdown, toSvg } from './report/index.ts';
import type { Rooms } from './rooms.ts';

const COPIES = {
  csv: {
    words: 'Tables copied as CSV',
    of: (report: Report, signal: AbortSignal) => inSlices(toCsv(tablesOf(report)), signal),
  },
  markdown: {
    words: 'Tables copied as Markdown',
    of: (report: Report, signal: AbortSignal) => inSlices(toMarkdown(tablesOf(report)), signal),
  },
  svg: { words: 'Figures copied as SVG', of: toSvg },
} as const;

const UNSEEN = 'API Clients does not show this key now.';

/** `Tripartie: Show Account Health`: the one panel of this window. */
export class HealthPanel implements vscode.Disposable {
  readonly #session: Session;
  readonly #health: Health;
  readonly #rooms: Rooms;
  readonly #files: vscode.Uri;
  readonly #icon: vscode.Uri;
  readonly #listener: vscode.Disposable;
  readonly #loading = new Set<ListName>();
  #panel: vscode.WebviewPanel | undefined;

  constructor(session: Session, health: Health, rooms: Rooms, extensionUri: vscode.Uri) {
    this.#session = session;
    this.#health = health;
    this.#rooms = rooms;
    this.#files = vscode.Uri.joinPath(extensionUri, 'dist', 'health');
    this.#icon = vscode.Uri.joinPath(extensionUri, 'media', 'icon.png');
    this.#listener = health.onDidChange(() => this.#show());
  }

  /** Opens the panel, or brings it to the front. */
  async open(): Promise<void> {
    if (!(await requireAccount(this.#session))) return;
    await this.#health.latest();
    if (this.#panel) {
      this.#panel.reveal();
      this.#show();
      return;
    }
    const panel = vscode.window.createWebviewPanel('tripartie.health', 'Account Health', vscode.ViewColumn.Active, {
      enableScripts: true,
      localResourceRoots: [this.#files],
    });
    this.#panel = panel;
    panel.iconPath = this.#icon;
    panel.webview.onDidReceiveMessage((data: unknown) => {
      const message = readFromPage(data);
      if (message) this.#receive(message).catch((error: unknown) => this.#say(explain(error).message));
    });
    panel.onDidDispose(() => {
      this.#panel = undefined;
    });
    panel.webview.html = pageHtml(panel.webview, this.#files, 'Account health');
  }

  dispose(): void {
    this.#listener.dispose();
    this.#panel?.dispose();
  }

  async #receive(message: FromPage): Promise<void> {
    switch (message.type) {
      case 'ready':
        this.#show();
        return;
      case 'act':
        return this.#act(message.kind);
      case 'reveal':
        if (!(await revealKey(this.#rooms.clients, message.identifier))) this.#say(UNSEEN);
        return;
      case 'showUser':
        return this.#showUser(message.id, message.name);
      case 'signIn':
        await requireAccount(this.#session);
        return;
      case 'load':
        return this.#load(message.list);
      case 'copy': {
        const account = await this.#session.person();
        const { report } = this.#health;
        if (!account || !report) return;
        const { words, of } = COPIES[message.as];
        const text = await of(report, account.ended);
        if (text === undefined) return;
        await vscode.env.clipboard.writeText(text);
        showDone(words);
        this.#say(`${words}.`);
      }
    }
  }

  async #act(kind: FindingKind): Promise<void> {
    const account = await requireAccount(this.#session);
    const finding = this.#health.report?.findings.find((each) => each.kind === kind);
    if (!account || !finding) return;
    const end = await actOn(account, this.#rooms, finding);
    if (end === 'elsewhere') return;
    if (end === 'unseen') this.#say(UNSEEN);
    this.#goBack(account, `act ${kind}`);
  }

  async #showUser(id: UserSummary['id'], name: string): Promise<void> {
    const account = await requireAccount(this.#session);
    if (!account) return;
    await this.#rooms.users.showKnown(account, id);
    this.#goBack(account, name);
  }

  /** @param name of the button that what is over now began with */
  #goBack(account: Account, name: string): void {
    if (account.ended.aborted || !this.#panel) return;
    this.#panel.reveal();
    this.#post({ type: 'back', name });
  }

  /** Loads what the views load when they are asked for more. */
  async #load(list: ListName): Promise<void> {
    const account = await requireAccount(this.#session);
    if (!account || this.#loading.has(list)) return;
    this.#loading.add(list);
    this.#say('');
    this.#show();
    const isWanted = () => this.#panel !== undefined && !account.ended.aborted;
    try {
      if (list === 'keys') {
        const { tree } = this.#rooms.clients;
        // What failed before is tried again: a list with a failure says that it has no more.
        await tree.loadMore();
        await loadAll(tree, isWanted);
        if (isWanted())
          this.#say(tree.isComplete ? 'All keys are loaded.' : 'Not all keys could be loaded: API Clients says why.');
      } else {
        const closed = new AbortController();
        const listener = this.#panel?.onDidDispose(() => closed.abort());
        const { directory } = await this.#rooms.users.people.of(account);
        // It may have been closed by then, and tells of that no more.
        if (!isWanted()) closed.abort();
        await directory
          .load({ signal: AbortSignal.any([account.ended, closed.signal]) })
          .finally(() => listener?.dispose());
        const { unreadable } = directory.progress;
        if (isWanted())
          this.#say(unreadable ? 'Not all users could be read, so not all are counted.' : 'All users are loaded.');
      }
    } catch (error) {
      if (isWanted()) this.#say(`Not all users could be loaded. ${explain(error).message}`);
    } finally {
      this.#loading.delete(list);
      await this.#health.latest();
      this.#show();
    }
  }

  #show(): void {
    const { report } = this.#health;
    if (!report) {
      this.#post({ type: 'nothing', words: 'Sign in with a personal key to see the health of an account.' });
      return;
    }
    const keys = report.keys.slice(0, DRAWN_MAX);
    this.#post({ type: 'report', report: { ...report, keys, loading: [...this.#loading] } });
  }

  #say(words: string): void {
    this.#post({ type: 'said', words });
  }

  #post(message: ToPage): void {
    void this.#panel?.webview.postMessage(message);
  }
}
