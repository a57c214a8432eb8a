import * as vscode from 'vscode';
import { requireAccount } from '../session/require.ts';
import type { Session } from '../session/session.ts';
import { explain } from '../ui/explain.ts';
import { showDone } from '../ui/notify.ts';
import { pageHtml } from '../ui/pageHtml.ts';
import { loadAll } from '../ui/showRow.ts';
import { actOn, revealKey } from './act.ts';
import type { Health } from './health.ts';
import { type FromPage, type ListName, readFromPage, type ToPage } from './messages.ts';
import { DRAWN_MAX, type FindingKind, type Report, tablesOf, toCsv, toMarkdown, toSvg } from './report/index.ts';
import type { Rooms } from './rooms.ts';

/** Most items of a finding that the page gets to show. */
const ITEMS_MAX = 200;

const COPIES = {
  csv: { words: 'Tables copied as CSV', of: (report: Report) => toCsv(tablesOf(report)) },
  markdown: { words: 'Tables copied as Markdown', of: (report: Report) => toMarkdown(tablesOf(report)) },
  svg: { words: 'Figures copied as SVG', of: toSvg },
} as const;

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
      if (message) void this.#receive(message);
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
        if (!(await revealKey(this.#rooms.clients, message.identifier)))
          this.#say('API Clients does not show this key now.');
        return;
      case 'load':
        return this.#load(message.list);
      case 'copy': {
        const { report } = this.#health;
        if (!report) return;
        const { words, of } = COPIES[message.as];
        await vscode.env.clipboard.writeText(of(report));
        showDone(words);
        this.#say(`${words}.`);
      }
    }
  }

  async #act(kind: FindingKind): Promise<void> {
    const account = await requireAccount(this.#session);
    const finding = this.#health.report?.findings.find((each) => each.kind === kind);
    if (!account || !finding || !(await actOn(account, this.#rooms, finding))) return;
    if (account.ended.aborted || !this.#panel) return;
    this.#panel.reveal();
    this.#post({ type: 'back', kind });
  }

  /** Loads what the views load when they are asked for more. */
  async #load(list: ListName): Promise<void> {
    const account = await requireAccount(this.#session);
    if (!account || this.#loading.has(list)) return;
    this.#loading.add(list);
    this.#show();
    const isWanted = () => this.#panel !== undefined && !account.ended.aborted;
    try {
      if (list === 'keys') {
        const { tree } = this.#rooms.clients;
        await loadAll(tree, isWanted);
        if (isWanted() && !tree.isComplete) this.#say('Not all keys could be loaded: API Clients says why.');
      } else {
        const closed = new AbortController();
        const listener = this.#panel?.onDidDispose(() => closed.abort());
        const { directory } = await this.#rooms.users.people.of(account);
        await directory
          .load({ signal: AbortSignal.any([account.ended, closed.signal]) })
          .finally(() => listener?.dispose());
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
    // Whoever reads more than that reads it in a copy.
    const findings = report.findings.map((each) => ({ ...each, items: each.items.slice(0, ITEMS_MAX) }));
    const keys = report.keys.slice(0, DRAWN_MAX);
    this.#post({ type: 'report', report: { ...report, findings, keys, loading: [...this.#loading] } });
  }

  #say(words: string): void {
    this.#post({ type: 'said', words });
  }

  #post(message: ToPage): void {
    void this.#panel?.webview.postMessage(message);
  }
}
