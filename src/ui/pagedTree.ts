import * as vscode from 'vscode';
import type { CallOptions, Page } from '../api/index.ts';
import type { CommandId } from '../contributes/commands.ts';
import type { RowContext } from '../contributes/rows.ts';
import type { ViewId } from '../contributes/views.ts';
import { Clearing } from './clearing.ts';
import { commandOf, registerCommand } from './commands.ts';
import { failedItem } from './failedItem.ts';
import { inView } from './progress.ts';
import type { Reconnect, Reloadable } from './reconnect.ts';
import { signedOutRow, stale } from './stale.ts';

/** A row under an item: a field and its value. */
export interface FieldRow {
  kind: 'field';
  parent: ItemRow<unknown>;
  label: string;
  value: string;
}
export interface ItemRow<T> {
  kind: 'item';
  item: T;
}
type Row<T> = ItemRow<T> | FieldRow | { kind: 'more' } | { kind: 'signedOut' } | { kind: 'failed'; error: unknown };

/** Most pages that a refresh loads again at once; further ones wait for "Load more". */
const REFRESHED_MAX = 20;

/** Most rows that are drawn again one by one; the editor takes its time for each. */
const SINGLE_MAX = 200;

const MORE = { kind: 'more' } as const;
const SIGNED_OUT = { kind: 'signedOut' } as const;

export interface PagedTreeOptions<T> {
  viewId: ViewId;
  /** Names the rows in "Load more": "users". */
  noun: string;
  /** Command behind "Load more" and "Try again"; registered by the tree, not in the palette. */
  loadMoreCommand: CommandId;
  /** Said when the list is complete and empty. */
  emptyMessage: string;
  /** Said above the rows instead, when there is something to say of which rows these are. */
  note?(): string | undefined;
  keyOf(item: T): string;
  /** The page from the account that is signed in now, or `undefined` when nobody is. */
  fetchPage(page: number, options: CallOptions): Promise<Page<T> | undefined>;
  /** Whether the list is a selection for now, which says nothing of how much of the whole one is in sight. */
  isSelection?(): boolean;
  treeItem(item: T): vscode.TreeItem | Promise<vscode.TreeItem>;
  fields(item: T): readonly (readonly [label: string, value: string])[];
  /** Told what fails, and lets the list load again. */
  reconnect: Reconnect;
  /** Called with all that is loaded whenever that changed. */
  onDidLoad?(items: readonly T[]): void;
}

/**
 * A list that is loaded page by page: first page when the view is opened, the next on "Load more". Items keep their
 * place when a page fails; the failure is a row of its own with "Try again".
 */
export class PagedTree<T> implements vscode.TreeDataProvider<Row<T>>, Reloadable, vscode.Disposable {
  readonly view: vscode.TreeView<Row<T>>;
  /** How the rows of an account that was left go out of sight. */
  readonly clearing: Clearing;
  readonly #options: PagedTreeOptions<T>;
  readonly #changed = new vscode.EventEmitter<Row<T> | Row<T>[] | undefined>();
  readonly onDidChangeTreeData = this.#changed.event;
  readonly #command: vscode.Disposable;
  #items = new Map<string, ItemRow<T>>();
  /** What VS Code was given last. */
  #shown: readonly Row<T>[] = [];
  #total: number | undefined;
  #nextPage: number | undefined = 1;
  /** Pages that are in sight: a refresh brings them all back, so that no row that somebody unfolded goes away. */
  #pages = 0;
  /** Whether rows were taken out: those behind them moved up into the pages that were loaded, where nobody has seen them. */
  #movedUp = false;
  #failure: unknown;
  #loading: Promise<void> | undefined;
  /** Ends what is under way when the list starts anew, so that no row of an earlier account can arrive late. */
  #lifetime = new AbortController();
  #stale = false;

  constructor(options: PagedTreeOptions<T>) {
    this.#options = options;
    this.#command = registerCommand(options.loadMoreCommand, () => this.loadMore());
    this.view = vscode.window.createTreeView(options.viewId, { treeDataProvider: this, showCollapseAll: true });
    this.clearing = new Clearing(this.view);
  }

  /** The key was refused: what is loaded stays in sight, greyed, and nothing is asked until another one is there. */
  setStale(stale: boolean): void {
    if (this.#stale === stale) return;
    this.#stale = stale;
    this.reset(false);
  }

  /** Starts again with the first page. @param clear whether the rows go at once, as when the account changed */
  reset(clear: boolean): void {
    this.#lifetime.abort();
    this.#lifetime = new AbortController();
    this.#loading = undefined;
    this.#nextPage = 1;
    this.#movedUp = false;
    const inSight = this.#items.size > 0 || this.#failure !== undefined;
    this.#failure = undefined;
    if (clear) {
      if (inSight) this.clearing.begin();
      this.#stale = false;
      this.#items = new Map();
      this.#shown = [];
      this.#total = undefined;
      this.#pages = 0;
      // A folded view keeps its old rows, and would show them for a moment when it is unfolded; a message makes it ask anew.
      if (this.view.visible) this.#say('');
      else this.view.message = '';
      this.#options.onDidLoad?.([]);
    }
    // Rows in sight can be acted on until others are there to take their place.
    if (inSight && !clear && this.view.visible) void this.loadMore();
    else this.#changed.fire(undefined);
  }

  /**
   * Draws the rows again without asking the API: one by one where they are the same, as VS Code knows none of a tree that
   * it reads anew, and a button that is pressed meanwhile would be nobody's.
   */
  redraw(): void {
    const rows = this.#rows();
    const same = rows.length === this.#shown.length && rows.every((row, index) => row === this.#shown[index]);
    this.#changed.fire(same && rows.length > 0 && rows.length <= SINGLE_MAX ? [...rows] : undefined);
  }

  /** Takes a row out that is known to be gone, without loading the list anew. */
  remove(key: string): void {
    if (!this.#items.delete(key)) return;
    if (this.#total !== undefined) this.#total -= 1;
    this.#movedUp = true;
    this.#sayIfEmpty();
    if (this.#loading) this.#startOver();
    this.redraw();
  }

  /** Shows what an item has become, in its place. */
  update(item: T): void {
    const row = this.#items.get(this.#options.keyOf(item));
    if (!row) return;
    row.item = item;
    this.#changed.fire(row);
  }

  /** The item behind what VS Code hands to a command of the tree's menus; `undefined` for anything else. */
  itemOf(row: unknown): T | undefined {
    for (const each of this.#items.values()) if (each === row) return each.item;
    return undefined;
  }

  /** Loads the next page; several calls at once are one. */
  async loadMore(): Promise<void> {
    const { signal } = this.#lifetime;
    await this.#load();
    // A list that has started anew meanwhile is drawn when it is there.
    if (!signal.aborted) this.redraw();
  }

  reload(): void {
    void this.loadMore();
  }

  async getChildren(parent?: Row<T>): Promise<Row<T>[]> {
    if (parent) {
      if (parent.kind !== 'item') return [];
      return this.#options.fields(parent.item).map(([label, value]) => ({ kind: 'field', parent, label, value }));
    }
    for (;;) {
      // Disposed of: what was awaited ended without a page, and so would everything that is asked from now on.
      if (this.#lifetime.signal.aborted) return [];
      if (this.clearing.take()) {
        // Rows of another account go at once; the first page of this one is drawn when it is there.
        void this.loadMore();
        return [];
      }
      if (this.#stale || this.#nextPage !== 1 || this.#failure !== undefined) break;
      const known = this.#items.size > 0;
      // A button of a row that waits for the API is nobody's: who loads the list draws it when it is there.
      if (known && this.#loading) break;
      // A list that starts anew while its first page is awaited has a first page to wait for again.
      await (known ? this.loadMore() : this.#load());
    }
    this.#shown = this.#rows();
    return [...this.#shown];
  }

  getParent(row: Row<T>): Row<T> | undefined {
    return row.kind === 'field' ? (row.parent as ItemRow<T>) : undefined;
  }

  getTreeItem(row: Row<T>): vscode.TreeItem | Promise<vscode.TreeItem> {
    switch (row.kind) {
      case 'item':
        return this.#itemOf(row);
      case 'signedOut':
        return signedOutRow();
      case 'field':
        return fieldItem(row.label, row.value);
      case 'more':
        return this.#moreItem();
      case 'failed':
        return failedItem(row.error, commandOf(this.#options.loadMoreCommand, 'Try Again'));
    }
  }

  dispose(): void {
    this.#lifetime.abort();
    this.#options.reconnect.report(this, undefined);
    this.#command.dispose();
    this.clearing.dispose();
    this.view.dispose();
    this.#changed.dispose();
  }

  /** Pages under way may have been read before the row went, or after, when others had moved up: asks for them again. */
  #startOver(): void {
    this.#pages = Math.max(this.#pages, this.#nextPage ?? 0);
    this.reset(false);
  }

  #rows(): Row<T>[] {
    if (this.#nextPage === 1 && this.#loading) {
      // What is in sight stays until the first page is there anew.
      return this.#shown.filter((row) => row.kind !== 'item' || this.#items.has(this.#options.keyOf(row.item)));
    }
    const rows: Row<T>[] = [...this.#items.values()];
    if (this.#stale) return [SIGNED_OUT, ...rows];
    if (this.#failure !== undefined) {
      // A refresh that failed is said where one looks: above the old rows. "Load more" is where it was asked for.
      const at = this.#nextPage === 1 ? 0 : rows.length;
      rows.splice(at, 0, { kind: 'failed', error: this.#failure });
    } else if (this.#nextPage !== undefined && rows.length > 0) rows.push(MORE);
    return rows;
  }

  async #itemOf({ item }: ItemRow<T>): Promise<vscode.TreeItem> {
    const shown = await this.#options.treeItem(item);
    return this.#stale ? stale(shown) : shown;
  }

  #load(): Promise<void> {
    const { signal } = this.#lifetime;
    const next = this.#nextPage;
    if (next === undefined || this.#stale) return Promise.resolve();
    const load = async () => {
      const movedUp = this.#movedUp;
      this.#movedUp = false;
      const first = movedUp ? Math.max(1, next - 1) : next;
      const last = Math.max(next, Math.min(this.#pages, REFRESHED_MAX));
      const selection = this.#options.isSelection?.() ?? false;
      const pages: (Page<T> | undefined)[] = [];
      let failure: unknown;
      try {
        do pages.push(await this.#options.fetchPage(first + pages.length, { signal }));
        while (pages.at(-1)?.items.length && first + pages.length <= last);
      } catch (error) {
        failure = error;
      }
      if (signal.aborted) return;
      for (const [index, page] of pages.entries()) this.#take(first + index, page);
      if (failure !== undefined) {
        this.#failure = failure;
        this.#nextPage = Math.max(next, first + pages.length);
        this.#movedUp ||= movedUp;
      } else if (!selection) this.#pages = first + pages.length - 1;
      this.#loading = undefined;
      this.#options.reconnect.report(this, failure);
    };
    this.#loading ??= inView(this.#options.viewId, load);
    return this.#loading;
  }

  #take(page: number, answer: Page<T> | undefined): void {
    this.#failure = undefined;
    // A refresh keeps the old rows in sight until the new ones are there.
    const known = this.#items;
    if (page === 1) this.#items = new Map();
    const before = this.#items.size;
    for (const item of answer?.items ?? []) {
      const key = this.#options.keyOf(item);
      // The same row: one on which a command was called just before is still that item's.
      const row = known.get(key) ?? { kind: 'item', item };
      row.item = item;
      this.#items.set(key, row);
    }
    this.#total = answer?.total;
    const complete =
      !answer || answer.items.length === 0 || (answer.total !== undefined && this.#items.size >= answer.total);
    // A page that brought nothing new means that the server repeats itself: there is no end to wait for.
    this.#nextPage = complete || this.#items.size === before ? undefined : page + 1;
    this.#sayIfEmpty(answer === undefined);
  }

  #sayIfEmpty(signedOut = false): void {
    this.#options.onDidLoad?.([...this.#items.values()].map(({ item }) => item));
    const empty = this.#items.size === 0 && !signedOut ? this.#options.emptyMessage : '';
    this.#say((signedOut ? undefined : this.#options.note?.()) ?? empty);
  }

  /** VS Code puts off the rows that follow a message, by a fifth of a second, even when it is the same message. */
  #say(message: string): void {
    if ((this.view.message ?? '') !== message) this.view.message = message;
  }

  #moreItem(): vscode.TreeItem {
    const seen = this.#items.size.toLocaleString('en');
    const count = this.#total === undefined ? seen : `${seen} of ${this.#total.toLocaleString('en')}`;
    const item = new vscode.TreeItem(`Load more (${count})`);
    item.iconPath = new vscode.ThemeIcon('ellipsis');
    item.tooltip = `${count} ${this.#options.noun} are shown. Select to load the next page.`;
    item.accessibilityInformation = { label: `Load more ${this.#options.noun}, ${count} shown`, role: 'button' };
    item.command = commandOf(this.#options.loadMoreCommand, 'Load More');
    return item;
  }
}

/** A field and its value as a row. Both are plain text by the time they come here. */
export function fieldItem(label: string, value: string): vscode.TreeItem {
  const item = new vscode.TreeItem(label);
  item.description = value;
  item.tooltip = `${label}: ${value}`;
  item.contextValue = 'field' satisfies RowContext;
  return item;
}
