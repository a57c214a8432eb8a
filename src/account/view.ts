import * as vscode from 'vscode';
import type { Me } from '../api/index.ts';
import type { ColorId } from '../contributes/colors.ts';
import type { RowContext } from '../contributes/rows.ts';
import { ENVIRONMENT_LABELS } from '../session/profiles/environments.ts';
import type { Account, Session } from '../session/session.ts';
import { Clearing } from '../ui/clearing.ts';
import { commandOf } from '../ui/commands.ts';
import { plain } from '../ui/plainText.ts';
import { inView } from '../ui/progress.ts';
import type { Reconnect, Reloadable } from '../ui/reconnect.ts';
import { roleName } from '../ui/roles.ts';
import { endWords, longDate, soonEnds } from '../ui/time.ts';
import { row, warning } from './row.ts';

/** Rows of another room: the account’s health, rotations under way. */
export interface MoreRows {
  readonly onDidChange: vscode.Event<void>;
  rows(): Promise<vscode.TreeItem[]>;
}

/** The Account view: who is signed in, where, and until when. Its rows are tree items as they are. */
export class AccountTree implements vscode.TreeDataProvider<vscode.TreeItem>, Reloadable, vscode.Disposable {
  readonly view: vscode.TreeView<vscode.TreeItem>;
  /** How the rows of an account that was left go out of sight. */
  readonly clearing: Clearing;
  readonly #session: Session;
  readonly #more: readonly MoreRows[];
  readonly #reconnect: Reconnect;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChangeTreeData = this.#changed.event;
  readonly #listener: vscode.Disposable;
  /** What was last heard of the person; shown greyed while the key is refused. */
  #me: Me | undefined;
  /** Why nothing was heard the last time; shown in the person's place. */
  #failure: vscode.TreeItem | undefined;
  /** Ends the question to the API when its answer is no longer wanted. */
  #asking = new AbortController();
  /** The API is to be asked who that is, by the next drawing at the latest. */
  #due = true;
  /** How often it was asked, and which question was answered last: an older answer that comes later is no news. */
  #asked = 0;
  #answered = 0;

  constructor(session: Session, more: readonly MoreRows[], reconnect: Reconnect) {
    this.#session = session;
    this.#more = more;
    this.#reconnect = reconnect;
    this.#listener = vscode.Disposable.from(
      session.onDidChange(() => {
        this.#me = undefined;
        this.#forgetAnswer();
        this.clearing.begin();
      }),
      session.onDidChangeKey(() => this.#forgetAnswer()),
    );
    this.view = vscode.window.createTreeView('tripartie.account', { treeDataProvider: this });
    this.clearing = new Clearing(this.view);
  }

  /** Draws the rows again, and asks the API who the person is. */
  refresh(): void {
    this.#due = true;
    this.#changed.fire();
  }

  /** Asks the API who the person is, and draws the rows again only if that is news: meanwhile they can be used. */
  look(): void {
    this.#due = true;
    if (this.view.visible && this.#known()) void this.#lookBeside();
    else this.#changed.fire();
  }

  reload(): void {
    this.look();
  }

  /** Draws the rows again without asking the API. */
  redraw(): void {
    this.#changed.fire();
  }

  getTreeItem(item: vscode.TreeItem): vscode.TreeItem {
    return item;
  }

  async getChildren(parent?: vscode.TreeItem): Promise<vscode.TreeItem[]> {
    if (parent) return [];
    const state = await this.#session.current();
    const clearing = this.clearing.take();
    if (state.kind !== 'signedIn') return [];
    const { account, refused } = state;
    if (clearing) {
      // The person before goes at once; this one is drawn when it is known who it is.
      setImmediate(() => this.refresh());
      return placeRows(account);
    }
    const doubts = await this.#doubtRows(account);
    const more = (await Promise.all(this.#more.map((each) => each.rows()))).flat();
    if (refused) {
      const { signedOutRow, stale } = await import('../ui/staleRows.ts');
      const known = [...(this.#me ? personRows(this.#me) : []), ...placeRows(account), ...doubts];
      return [signedOutRow(), ...known.map(stale), ...more];
    }
    return [...(await this.#personRows(account)), ...placeRows(account), ...doubts, ...more];
  }

  dispose(): void {
    this.#asking.abort();
    this.#listener.dispose();
    this.clearing.dispose();
    this.view.dispose();
    this.#changed.dispose();
  }

  async #doubtRows(account: Account): Promise<vscode.TreeItem[]> {
    if (account.durability === 'durable' && account.secrets.unsaved.length === 0) return [];
    return (await import('./doubtRows.ts')).doubtRows(account);
  }

  async #personRows(account: Account): Promise<vscode.TreeItem[]> {
    if (account.kind === 'apiClient') return (await import('./clientRows.ts')).clientRows(account.subject);
    // VS Code knows the rows in sight no longer once it has asked for others, and what is selected then does nothing:
    // they are not held back for an answer.
    const known = this.#known();
    if (known && this.#due) void this.#askBeside(account);
    if (known) return known;
    await this.#ask(account);
    // Whoever ended the question draws the rows anew.
    return this.#known() ?? [];
  }

  #known(): vscode.TreeItem[] | undefined {
    const rows = this.#me && personRows(this.#me);
    // What was known stays, below why it may have changed since.
    return this.#failure ? [this.#failure, ...(rows ?? [])] : rows;
  }

  async #lookBeside(): Promise<void> {
    const state = await this.#session.current();
    if (state.kind !== 'signedIn' || state.refused || state.account.kind === 'apiClient') return;
    await this.#askBeside(state.account);
  }

  /** Asks while the rows can be used, and draws them again if there is news. */
  async #askBeside(account: Account): Promise<void> {
    if (await this.#ask(account)) this.#changed.fire();
  }

  /** @returns whether something else is known than before */
  async #ask(account: Account): Promise<boolean> {
    this.#due = false;
    this.#asking = new AbortController();
    const { signal } = this.#asking;
    this.#asked += 1;
    const number = this.#asked;
    const isOld = () => signal.aborted || number < this.#answered;
    const before = JSON.stringify(this.#known());
    try {
      const me = await inView('tripartie.account', () => account.client.me({ signal }));
      if (isOld()) return false;
      this.#me = me;
      this.#failure = undefined;
      this.#reconnect.report(this, undefined);
      void this.#session.learn(account, me);
    } catch (error) {
      // The words for failures are read when there is one.
      const { failedItem } = await import('../ui/failedItem.ts');
      if (isOld()) return false;
      this.#failure = failedItem(error, 'your account', commandOf('tripartie.refresh', 'Try Again'));
      this.#reconnect.report(this, error);
    }
    this.#answered = number;
    return JSON.stringify(this.#known()) !== before;
  }

  /** What was asked with another key is no answer any more. */
  #forgetAnswer(): void {
    this.#failure = undefined;
    this.#asking.abort();
    this.#reconnect.report(this, undefined);
  }
}

function personRows(me: Me): vscode.TreeItem[] {
  const email = plain(me.email ?? '');
  const name = plain(`${me.firstName ?? ''} ${me.lastName ?? ''}`) || email || 'You';
  const roles = me.roles.filter((role) => role !== 'ROLE_USER').map(roleName);
  return [
    row('person', name, email === name ? '' : email),
    organizationRow(plain(me.organization?.name ?? ''), roles.join(', ') || 'no role'),
    twoFactorRow(me.twoFactor),
  ];
}

function organizationRow(name: string, roles: string): vscode.TreeItem {
  const item = row('organization', name || 'No organization', roles);
  if (name) item.contextValue = 'organization' satisfies RowContext;
  return item;
}

function twoFactorRow(twoFactor: boolean | undefined): vscode.TreeItem {
  if (twoFactor === undefined) return row('shield', 'Two-factor sign-in', 'unknown');
  const item = twoFactor ? row('shield', 'Two-factor sign-in', 'on') : warning('Two-factor sign-in', 'off');
  item.contextValue = (twoFactor ? 'twoFactor.on' : 'twoFactor.off') satisfies RowContext;
  if (!twoFactor) item.command = commandOf('tripartie.setUpTwoFactor', 'Set Up Two-Factor Sign-In');
  return item;
}

function placeRows(account: Account): vscode.TreeItem[] {
  const place = ENVIRONMENT_LABELS[account.environment];
  const rows = [
    account.environment === 'production'
      ? warning(place, `live data – ${account.origin}`, 'flame', 'tripartie.production' satisfies ColorId)
      : row('server-environment', place, account.origin),
  ];
  const { keyEndsAt } = account;
  if (keyEndsAt) {
    rows.push(keyRow(keyEndsAt, account.client.now()));
  }
  if (account.readOnly) {
    const item = row('lock', 'Read-only', 'nothing can be changed through this profile');
    item.command = commandOf('tripartie.allowChanges', 'Allow Changes');
    rows.push(item);
  }
  return rows;
}

/** @param now by the API's clock, which decides when it ends */
function keyRow(end: Date, now: number): vscode.TreeItem {
  const ended = end.getTime() <= now;
  const words = ended ? `ended ${longDate(end)}` : endWords(end, now);
  const soon = soonEnds(end, now);
  const item = soon ? warning('Personal key', words) : row('key', 'Personal key', words);
  item.tooltip = `Personal key: ${ended ? 'ended' : 'ends'} ${longDate(end)}`;
  if (soon) item.contextValue = 'key.ending' satisfies RowContext;
  return item;
}
