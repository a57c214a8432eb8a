import { allPages, type CallOptions, CancelledError, type Id, type Page, type UserSummary } from '../api/index.ts';
import { keyOf } from './ids.ts';

/** Gives a page of users, as `client.listUsers` does. */
export type FetchPage = (page: number, options: CallOptions) => Promise<Page<UserSummary>>;

/** One time through all pages. It can be left and gone on with: a page that was taken is not asked for again. */
export class Listing {
  readonly startedAt: number;
  readonly #fetchPage: FetchPage;
  readonly #width: number;
  readonly #seen = new Set<Id>();
  #pages = 0;
  #total: number | undefined;
  #unreadable = 0;
  #steady = true;

  constructor(fetchPage: FetchPage, width: number, startedAt: number) {
    this.#fetchPage = fetchPage;
    this.#width = width;
    this.startedAt = startedAt;
  }

  /** The whole number of users, as the server told it last. */
  get total(): number | undefined {
    return this.#total;
  }

  /** How many entries of the pages so far could not be read. */
  get unreadable(): number {
    return this.#unreadable;
  }

  /** Whether a user was on one of the pages so far. */
  has(id: Id): boolean {
    return this.#seen.has(keyOf(id));
  }

  /**
   * Gives each page that is left to `take`, and waits for it.
   * @returns whether this was everybody: nobody moved between the pages, and as many came as the server counted
   * @throws what a page ends in, or `CancelledError`; then call again
   */
  async goOn(take: (users: readonly UserSummary[]) => Promise<void>, signal: AbortSignal): Promise<boolean> {
    const skipped = { pages: this.#pages, users: this.#seen.size, unreadable: this.#unreadable };
    let end: 'complete' | 'uncertain' | undefined;
    let page = 0;
    let unreadable = skipped.unreadable;
    const pages = allPages((number, options) => this.#fetch(number, skipped, options), {
      keyOf: ({ id }) => keyOf(id),
      signal,
      width: this.#width,
      onProgress: (progress) => {
        page += 1;
        end = progress.end;
        unreadable = skipped.unreadable + (progress.unreadable ?? 0);
      },
    });
    for await (const users of pages) {
      await take(users);
      if (signal.aborted) throw new CancelledError({ operation: 'load' });
      for (const { id } of users) this.#seen.add(keyOf(id));
      this.#pages = skipped.pages + page;
      this.#unreadable = unreadable;
    }
    this.#unreadable = unreadable;
    return this.#steady && end === 'complete' && this.#total === this.#seen.size;
  }

  /** A page of what is left: the pages and the users that were seen before do not count in it. */
  async #fetch(
    number: number,
    skipped: { readonly pages: number; readonly users: number; readonly unreadable: number },
    options: CallOptions,
  ): Promise<Page<UserSummary>> {
    const page = await this.#fetchPage(skipped.pages + number, { ...options, priority: 'background' });
    if (page.total === undefined) return page;
    this.#steady &&= this.#total === undefined || this.#total === page.total;
    this.#total = page.total;
    return { ...page, total: Math.max(0, page.total - skipped.users - skipped.unreadable) };
  }
}
