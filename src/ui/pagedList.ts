import type { CallOptions, Page } from '../api/index.ts';

/** An item's row: the same one as long as the item is in the list, so that what is called on it finds the item. */
export interface ItemRow<T> {
  readonly kind: 'item';
  item: T;
}

export interface PagedListOptions<T> {
  keyOf(item: T): string;
  /** The page from the account that is signed in now, or `undefined` when nobody is. */
  fetchPage(page: number, options: CallOptions): Promise<Page<T> | undefined>;
  /** Whether the list is a selection for now, which says nothing of how much of the whole one is in sight. */
  isSelection?(): boolean;
  /** Called with all that is loaded whenever that changed. @param signedOut whether nobody is signed in */
  onDidLoad(items: readonly T[], signedOut: boolean): void;
}

/** Most pages that a refresh loads again at once; further ones wait for "Load more". */
const REFRESHED_MAX = 20;

/** Items that are loaded page by page. They stay while a page fails, and while the list is read anew. */
export class PagedList<T> {
  readonly #options: PagedListOptions<T>;
  #items = new Map<string, ItemRow<T>>();
  #total: number | undefined;
  #unreadable = 0;
  #nextPage: number | undefined = 1;
  /** Pages that are in sight: a refresh brings them all back, so that no row that somebody unfolded goes away. */
  #pages = 0;
  /** Whether items were taken out: those behind them moved up into the pages that were loaded, where nobody has seen them. */
  #movedUp = false;
  #failure: unknown;
  #loading: Promise<void> | undefined;
  /** Ends what is under way when the list starts anew, so that no item of an earlier account can arrive late. */
  #lifetime = new AbortController();

  constructor(options: PagedListOptions<T>) {
    this.#options = options;
  }

  get rows(): readonly ItemRow<T>[] {
    return [...this.#items.values()];
  }

  get size(): number {
    return this.#items.size;
  }

  /** How many there are in all, as far as the API says. */
  get total(): number | undefined {
    return this.#total;
  }

  /** How many entries of the pages could not be read, and so are no rows. */
  get unreadable(): number {
    return this.#unreadable;
  }

  /** Why the last page did not come. */
  get failure(): unknown {
    return this.#failure;
  }

  get isLoading(): boolean {
    return this.#loading !== undefined;
  }

  /** Whether the first page is still to come: of a new list, or of one that is read anew. */
  get isAtStart(): boolean {
    return this.#nextPage === 1;
  }

  get hasMore(): boolean {
    return this.#nextPage !== undefined;
  }

  /** Aborted when the list starts anew, and when it is ended. */
  get lifetime(): AbortSignal {
    return this.#lifetime.signal;
  }

  has(item: T): boolean {
    return this.#items.has(this.#options.keyOf(item));
  }

  /** Starts again with the first page. @param clear whether the items go at once, as when the account changed */
  restart(clear: boolean): void {
    this.#lifetime.abort();
    this.#lifetime = new AbortController();
    this.#loading = undefined;
    this.#nextPage = 1;
    this.#movedUp = false;
    this.#failure = undefined;
    if (!clear) return;
    this.#items = new Map();
    this.#total = undefined;
    this.#unreadable = 0;
    this.#pages = 0;
  }

  /** Starts again, with the page that was to come too. */
  startOver(): void {
    this.#pages = Math.max(this.#pages, this.#nextPage ?? 0);
    this.restart(false);
  }

  /** Takes an item out that is known to be gone. @returns whether it was there */
  remove(key: string): boolean {
    if (!this.#items.delete(key)) return false;
    if (this.#total !== undefined) this.#total -= 1;
    this.#movedUp = true;
    this.#tell(false);
    return true;
  }

  /** Takes note of what an item has become. @returns its row, where it is in the list */
  update(item: T): ItemRow<T> | undefined {
    const row = this.#items.get(this.#options.keyOf(item));
    if (row) row.item = item;
    return row;
  }

  /**
   * Loads the next page; several calls at once are one. Never rejects, see {@link failure}.
   * @param show shows that something is loaded, for as long as it is
   */
  load(show: (load: () => Promise<void>) => Promise<void>): Promise<void> {
    const next = this.#nextPage;
    if (next === undefined) return Promise.resolve();
    const { signal } = this.#lifetime;
    this.#loading ??= show(() => this.#load(next, signal));
    return this.#loading;
  }

  end(): void {
    this.#lifetime.abort();
  }

  async #load(next: number, signal: AbortSignal): Promise<void> {
    const movedUp = this.#movedUp;
    this.#movedUp = false;
    const first = movedUp ? Math.max(1, next - 1) : next;
    const last = Math.max(next, Math.min(this.#pages, REFRESHED_MAX));
    const selection = this.#options.isSelection?.() ?? false;
    const pages: (Page<T> | undefined)[] = [];
    let failure: unknown;
    try {
      do pages.push(await this.#options.fetchPage(first + pages.length, { signal }));
      while (!isPastEnd(pages.at(-1)) && first + pages.length <= last);
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
  }

  #take(page: number, answer: Page<T> | undefined): void {
    this.#failure = undefined;
    // A refresh keeps the old items until the new ones are there.
    const earlier = this.#items;
    if (page === 1) {
      this.#items = new Map();
      this.#unreadable = 0;
    }
    const before = this.#items.size;
    for (const item of answer?.items ?? []) {
      const key = this.#options.keyOf(item);
      // The same row: one on which a command was called just before is still that item's.
      const row = earlier.get(key) ?? { kind: 'item', item };
      row.item = item;
      this.#items.set(key, row);
    }
    this.#total = answer?.total;
    const unreadable = answer?.unreadable ?? 0;
    this.#unreadable += unreadable;
    const known = this.#items.size + this.#unreadable;
    const complete = isPastEnd(answer) || (answer?.total !== undefined && known >= answer.total);
    // A page that brought nothing new means that the server repeats itself: there is no end to wait for.
    this.#nextPage = complete || (this.#items.size === before && unreadable === 0) ? undefined : page + 1;
    this.#tell(answer === undefined);
  }

  #tell(signedOut: boolean): void {
    const items = [...this.#items.values()].map(({ item }) => item);
    this.#options.onDidLoad(items, signedOut);
  }
}

/** Whether a page is behind the last one. */
function isPastEnd<T>(page: Page<T> | undefined): boolean {
  return !page || (page.items.length === 0 && page.unreadable === undefined);
}
