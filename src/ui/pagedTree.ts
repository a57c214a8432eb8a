import * as vscode from 'vscode';
import type { CommandId } from '../contributes/commands.ts';
import type { ViewId } from '../contributes/views.ts';
import { Clearing } from './clearing.ts';
import { registerCommand } from './commands.ts';
import type { Copied, Copyable } from './copyValue.ts';
import { type ItemRow, PagedList, type PagedListOptions } from './pagedList.ts';
import { inView } from './progress.ts';
import type { Reconnect, Reloadable } from './reconnect.ts';

/** A row under an item: a field and its value. */
interface FieldRow {
  readonly kind: 'field';
  readonly parent: ItemRow<unknown>;
  readonly label: string;
  readonly value: string;
}
/** A row under an item that another room made. */
interface MoreRow {
  readonly kind: 'under';
  readonly parent: ItemRow<unknown>;
  readonly shown: vscode.TreeItem;
}
type Row<T> =
  | ItemRow<T>
  | FieldRow
  | MoreRow
  | { kind: 'more' }
  | { kind: 'unreadable' }
  | { kind: 'filtered' }
  | { kind: 'none' }
  | { kind: 'signedOut' }
  | { kind: 'failed'; error: unknown };

/** Most rows that are drawn again one by one; the editor takes its time for each. */
const SINGLE_MAX = 200;

const MORE = { kind: 'more' } as const;
const UNREADABLE = { kind: 'unreadable' } as const;
const FILTERED = { kind: 'filtered' } as const;
const NONE = { kind: 'none' } as const;
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
  /** Shows all rows again; offered as a row where that is the only one. */
  readonly clearFilterCommand?: CommandId;
  /** Makes the first; offered as a row where the account has none. */
  readonly createCommand?: CommandId | undefined;
  treeItem(item: T): vscode.TreeItem | Promise<vscode.TreeItem>;
  fields(item: T): readonly (readonly [label: string, value: string])[];
  /** What of an item is copied. */
  copyOf(item: T): Copied | undefined;
  /** Whether several rows can be selected. */
  readonly canSelectMany?: boolean;
  /** The items as they stand in the view; left out where that is as the API lists them. */
  arrange?(items: readonly T[]): readonly T[];
  /** Rows behind the fields, loaded when the item is unfolded. */
  rowsUnder?(item: T): Promise<readonly vscode.TreeItem[]>;
  /** Told what fails, and lets the list load again. */
  readonly reconnect: Reconnect;
  /** Called with all that is loaded whenever that changed. */
  onDidLoad?(items: readonly T[]): void;
}

/**
 * A list that is loaded page by page, as a view: first page when the view is opened, the next on "Load more". Rows keep
 * their place when a page fails; the failure is a row of its own with "Try again".
 */
export class PagedTree<T> implements vscode.TreeDataProvider<Row<T>>, Reloadable, Copyable, vscode.Disposable {
  readonly view: vscode.TreeView<Row<T>>;
  /** How the rows of an account that was left go out of sight. */
  readonly clearing: Clearing;
  readonly #options: PagedTreeOptions<T>;
  readonly #list: PagedList<T>;
  readonly #changed = new vscode.EventEmitter<Row<T> | Row<T>[] | undefined>();
  readonly onDidChangeTreeData = this.#changed.event;
  readonly #command: vscode.Disposable;
  /** The rows of fields that VS Code was given. */
  readonly #fields = new WeakMap<object, FieldRow>();
  /** Under which names VS Code knows rows that stand where an only one stood, or the other way round. */
  readonly #names = new WeakMap<Row<T>, string>();
  /** What VS Code was given last. */
  #shown: readonly Row<T>[] = [];
  #stale = false;

  constructor(options: PagedTreeOptions<T>) {
    this.#options = options;
    this.#list = new PagedList({ ...options, onDidLoad: (items, signedOut) => this.#loaded(items, signedOut) });
    this.#command = registerCommand(options.loadMoreCommand, () => this.#loadForSelection());
    const { viewId, canSelectMany = false } = options;
    this.view = vscode.window.createTreeView(viewId, { treeDataProvider: this, showCollapseAll: true, canSelectMany });
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

  get viewId(): ViewId {
    return this.#options.viewId;
  }

  copyOf(row: unknown): Copied | undefined {
    const item = this.itemOf(row);
    if (item) return this.#options.copyOf(item);
    const field = typeof row === 'object' && row !== null ? this.#fields.get(row) : undefined;
    return field && { label: field.label, text: field.value };
  }

  /** Draws the rows again as they are arranged by now, with what is said above them. */
  rearrange(): void {
    this.#say(this.#options.note?.() ?? '');
    this.redraw();
  }

  /** The item behind what VS Code hands to a command of the tree's menus; `undefined` for anything else. */
  itemOf(row: unknown): T | undefined {
    return this.#list.rows.find((each) => each === row)?.item;
  }

  /** The rows of items as they stand by now. */
  itemRows(): readonly Row<T>[] {
    return this.#items();
  }

  /** The row of an item, where that is loaded. */
  rowOf(key: string): Row<T> | undefined {
    return this.#list.rows.find(({ item }) => this.#options.keyOf(item) === key);
  }

  /** Whether there is a page to load, as far as is known. */
  get hasMore(): boolean {
    return this.#list.hasMore && !this.#stale && this.#list.failure === undefined;
  }

  /** Whether nothing is loaded, or what is may be outdated: a view that is folded or hidden is not loaded again. */
  get isAtStart(): boolean {
    return this.#list.isAtStart;
  }

  /** Whether all that there is is loaded, and could be read. */
  get isComplete(): boolean {
    const { isAtStart, hasMore, failure, unreadable } = this.#list;
    return !isAtStart && !hasMore && failure === undefined && unreadable === 0;
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

  /** Goes on at the first new row: "Load more" moves to the end, and whoever pressed Enter there with it. */
  async #loadForSelection(): Promise<void> {
    const before = new Set(this.#list.rows);
    const { goOnAfter } = await import('./goOn.ts');
    await goOnAfter(
      this.view,
      ({ kind }) => kind === 'more' || kind === 'failed',
      async () => {
        await this.loadMore();
        return this.#items().find((row) => !before.has(row));
      },
    );
  }

  async getChildren(parent?: Row<T>): Promise<Row<T>[]> {
    if (parent) {
      if (parent.kind !== 'item') return [];
      const fields = this.#options.fields(parent.item).map(([label, value]): Row<T> => {
        const field: FieldRow = { kind: 'field', parent, label, value };
        this.#fields.set(field, field);
        return field;
      });
      const more = (await this.#options.rowsUnder?.(parent.item)) ?? [];
      return [...fields, ...more.map((shown): Row<T> => ({ kind: 'under', parent, shown }))];
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
    const [before] = this.#shown;
    this.#shown = this.#rows();
    const [now] = this.#shown;
    if (now && before && now !== before && (isLone(now) || isLone(before))) this.#succeed(now, before);
    return [...this.#shown];
  }

  getParent(row: Row<T>): Row<T> | undefined {
    return row.kind === 'field' || row.kind === 'under' ? (row.parent as ItemRow<T>) : undefined;
  }

  getTreeItem(row: Row<T>): vscode.TreeItem | Promise<vscode.TreeItem> {
    switch (row.kind) {
      case 'item':
        return this.#itemOf(row);
      case 'under':
        return row.shown;
      default:
        return import('./listRows.ts').then(({ rowItem }) => this.#named(row, rowItem(row, this.#list, this.#options)));
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
    const { isAtStart, isLoading, hasMore, failure, unreadable } = this.#list;
    if (isAtStart && isLoading) {
      // What is in sight stays until the first page is there anew.
      return this.#shown.filter((row) => row.kind !== 'item' || this.#list.has(row.item));
    }
    const rows: Row<T>[] = this.#items();
    if (unreadable > 0) rows.push(UNREADABLE);
    if (this.#stale) return [SIGNED_OUT, ...rows];
    // What is said above says that it is known by now. The account's own emptiness is said without a note.
    if (rows.length === 0 && this.view.message) {
      const { note, clearFilterCommand, createCommand } = this.#options;
      const isFiltered = note?.() !== undefined;
      if (isFiltered ? clearFilterCommand : createCommand) rows.push(isFiltered ? FILTERED : NONE);
    }
    if (failure !== undefined) {
      // A refresh that failed is said where one looks: above the old rows. "Load more" is where it was asked for.
      rows.splice(isAtStart ? 0 : rows.length, 0, { kind: 'failed', error: failure });
    } else if (hasMore && rows.length > 0) rows.push(MORE);
    return rows;
  }

  #items(): ItemRow<T>[] {
    const { rows } = this.#list;
    const { arrange } = this.#options;
    if (!arrange) return [...rows];
    const rowOf = new Map(rows.map((row) => [row.item, row]));
    return arrange(rows.map(({ item }) => item)).flatMap((item) => rowOf.get(item) ?? []);
  }

  async #itemOf(row: ItemRow<T>): Promise<vscode.TreeItem> {
    const shown = await this.#options.treeItem(row.item);
    return this.#named(row, this.#stale ? (await import('./staleRows.ts')).stale(shown) : shown);
  }

  #named(row: Row<T>, shown: vscode.TreeItem): vscode.TreeItem {
    const name = this.#names.get(row);
    // Whose name it was may be back.
    const isFree = !this.#shown.some(
      (each) => each.kind === 'item' && each !== row && this.#options.keyOf(each.item) === name,
    );
    if (name !== undefined && isFree) shown.id = name;
    return shown;
  }

  /** What VS Code is to know a row by, as far as that is not the row's own. */
  #nameOf(row: Row<T>): string {
    return this.#names.get(row) ?? (row.kind === 'item' ? this.#options.keyOf(row.item) : row.kind);
  }

  /** One row instead of another: who was there with the keyboard stays, as VS Code takes both for the same. */
  #succeed(row: Row<T>, before: Row<T>): void {
    const name = this.#nameOf(before);
    if (!this.#shown.some((each) => this.#nameOf(each) === name)) this.#names.set(row, name);
  }

  #load(): Promise<void> {
    if (this.#stale) return Promise.resolve();
    const { lifetime } = this.#list;
    return this.#list.load((load) =>
      inView(this.#options.viewId, async () => {
        await load();
        if (lifetime.aborted) return;
        const { failure } = this.#list;
        // That there is nothing is not known any more.
        if (failure !== undefined && this.#list.size === 0) this.#say('');
        this.#options.reconnect.report(this, failure);
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
}

/** Whether it is the row of a list that has no other. */
function isLone({ kind }: { readonly kind: string }): boolean {
  return kind === 'filtered' || kind === 'none';
}
