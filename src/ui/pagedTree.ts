import * as vscode from 'vscode';
import type { CommandId } from '../contributes/commands.ts';
import type { RowContext } from '../contributes/rows.ts';
import type { ViewId } from '../contributes/views.ts';
import { Clearing } from './clearing.ts';
import { commandOf, registerCommand } from './commands.ts';
import { failedItem } from './failedItem.ts';
import { type ItemRow, PagedList, type PagedListOptions } from './pagedList.ts';
import { inView } from './progress.ts';
import type { Reconnect, Reloadable } from './reconnect.ts';
import { signedOutRow, stale } from './stale.ts';
import { unreadableItem } from './unreadableItem.ts';

/** A row under an item: a field and its value. */
interface FieldRow {
  readonly kind: 'field';
  readonly parent: ItemRow<unknown>;
  readonly label: string;
  readonly value: string;
}
type Row<T> =
  | ItemRow<T>
  | FieldRow
  | { kind: 'more' }
  | { kind: 'unreadable' }
  | { kind: 'signedOut' }
  | { kind: 'failed'; error: unknown };

/** Most rows that are drawn again one by one; the editor takes its time for each. */
const SINGLE_MAX = 200;

const MORE = { kind: 'more' } as const;
const UNREADABLE = { kind: 'unreadable' } as const;
const SIGNED_OUT = { kind: 'signedOut' } as const;

export interface PagedTreeOptions<T> extends Omit<PagedListOptions<T>, 'onDidLoad'> {
  readonly viewId: ViewId;
  /** Names the rows in "Load more": "users". */
  readonly noun: string;
  /** Command behind "Load more" and "Try again"; registered by the tree, not in the palette. */
  readonly loadMoreCommand: CommandId;
  /** Said when the list is complete and empty. */
  readonly emptyMessage: string;
  /** Said above the rows instead, when there is something to say of which rows these are. */
  note?(): string | undefined;
  treeItem(item: T): vscode.TreeItem | Promise<vscode.TreeItem>;
  fields(item: T): readonly (readonly [label: string, value: string])[];
  /** Told what fails, and lets the list load again. */
  readonly reconnect: Reconnect;
  /** Called with all that is loaded whenever that changed. */
  onDidLoad?(items: readonly T[]): void;
}

/**
 * A list that is loaded page by page, as a view: first page when the view is opened, the next on "Load more". Rows keep
 * their place when a page fails; the failure is a row of its own with "Try again".
 */
export class PagedTree<T> implements vscode.TreeDataProvider<Row<T>>, Reloadable, vscode.Disposable {
  readonly view: vscode.TreeView<Row<T>>;
  /** How the rows of an account that was left go out of sight. */
  readonly clearing: Clearing;
  readonly #options: PagedTreeOptions<T>;
  readonly #list: PagedList<T>;
  readonly #changed = new vscode.EventEmitter<Row<T> | Row<T>[] | undefined>();
  readonly onDidChangeTreeData = this.#changed.event;
  readonly #command: vscode.Disposable;
  /** What VS Code was given last. */
  #shown: readonly Row<T>[] = [];
  #stale = false;

  constructor(options: PagedTreeOptions<T>) {
    this.#options = options;
    this.#list = new PagedList({ ...options, onDidLoad: (items, signedOut) => this.#loaded(items, signedOut) });
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
    const inSight = this.#list.size > 0 || this.#list.failure !== undefined;
    this.#list.restart(clear);
    if (clear) {
      if (inSight) this.clearing.begin();
      this.#stale = false;
      this.#shown = [];
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
    if (!this.#list.remove(key)) return;
    // Pages under way may have been read before the row went, or after, when others had moved up: asks for them again.
    if (this.#list.isLoading) {
      this.#list.startOver();
      if (this.view.visible) void this.loadMore();
    }
    this.redraw();
  }

  /** Shows what an item has become, in its place. */
  update(item: T): void {
    const row = this.#list.update(item);
    if (row) this.#changed.fire(row);
  }

  /** The item behind what VS Code hands to a command of the tree's menus; `undefined` for anything else. */
  itemOf(row: unknown): T | undefined {
    return this.#list.rows.find((each) => each === row)?.item;
  }

  /** Loads the next page; several calls at once are one. */
  async loadMore(): Promise<void> {
    const { lifetime } = this.#list;
    await this.#load();
    // A list that has started anew meanwhile is drawn when it is there.
    if (!lifetime.aborted) this.redraw();
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
      if (this.#list.lifetime.aborted) return [];
      if (this.clearing.take()) {
        // Rows of another account go at once; the first page of this one is drawn when it is there.
        void this.loadMore();
        return [];
      }
      if (this.#stale || !this.#list.isAtStart || this.#list.failure !== undefined) break;
      const known = this.#list.size > 0;
      // A button of a row that waits for the API is nobody's: who loads the list draws it when it is there.
      if (known && this.#list.isLoading) break;
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
      case 'unreadable':
        return unreadableItem(this.#list.unreadable, this.#options.noun);
      case 'more':
        return this.#moreItem();
      case 'failed':
        return failedItem(row.error, commandOf(this.#options.loadMoreCommand, 'Try Again'));
    }
  }

  dispose(): void {
    this.#list.end();
    this.#options.reconnect.report(this, undefined);
    this.#command.dispose();
    this.clearing.dispose();
    this.view.dispose();
    this.#changed.dispose();
  }

  #rows(): Row<T>[] {
    const { isAtStart, isLoading, hasMore, failure, rows: items, unreadable } = this.#list;
    if (isAtStart && isLoading) {
      // What is in sight stays until the first page is there anew.
      return this.#shown.filter((row) => row.kind !== 'item' || this.#list.has(row.item));
    }
    const rows: Row<T>[] = [...items];
    if (unreadable > 0) rows.push(UNREADABLE);
    if (this.#stale) return [SIGNED_OUT, ...rows];
    if (failure !== undefined) {
      // A refresh that failed is said where one looks: above the old rows. "Load more" is where it was asked for.
      rows.splice(isAtStart ? 0 : rows.length, 0, { kind: 'failed', error: failure });
    } else if (hasMore && rows.length > 0) rows.push(MORE);
    return rows;
  }

  async #itemOf({ item }: ItemRow<T>): Promise<vscode.TreeItem> {
    const shown = await this.#options.treeItem(item);
    return this.#stale ? stale(shown) : shown;
  }

  #load(): Promise<void> {
    if (this.#stale) return Promise.resolve();
    const { lifetime } = this.#list;
    return this.#list.load((load) =>
      inView(this.#options.viewId, async () => {
        await load();
        if (!lifetime.aborted) this.#options.reconnect.report(this, this.#list.failure);
      }),
    );
  }

  #loaded(items: readonly T[], signedOut: boolean): void {
    this.#options.onDidLoad?.(items);
    const empty = items.length === 0 && this.#list.unreadable === 0 && !signedOut ? this.#options.emptyMessage : '';
    this.#say((signedOut ? undefined : this.#options.note?.()) ?? empty);
  }

  /** VS Code puts off the rows that follow a message, by a fifth of a second, even when it is the same message. */
  #say(message: string): void {
    if ((this.view.message ?? '') !== message) this.view.message = message;
  }

  #moreItem(): vscode.TreeItem {
    const seen = this.#list.size.toLocaleString('en');
    const { total } = this.#list;
    const count = total === undefined ? seen : `${seen} of ${total.toLocaleString('en')}`;
    const item = new vscode.TreeItem(`Load more (${count})`);
    item.iconPath = new vscode.ThemeIcon('ellipsis');
    item.tooltip = `${count} ${this.#options.noun} are shown. Select to load the next page.`;
    item.accessibilityInformation = { label: `Load more ${this.#options.noun}, ${count} shown`, role: 'button' };
    item.command = commandOf(this.#options.loadMoreCommand, 'Load More');
    return item;
  }
}

/** A field and its value as a row. Both are plain text by the time they come here. */
function fieldItem(label: string, value: string): vscode.TreeItem {
  const item = new vscode.TreeItem(label);
  item.description = value;
  item.tooltip = `${label}: ${value}`;
  item.contextValue = 'field' satisfies RowContext;
  return item;
}
