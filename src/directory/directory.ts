import { CancelledError, type Id, mailboxOf, type UserSummary } from '../api/index.ts';
import { systemClock } from '../platform/clock.ts';
import { keyOf } from './ids.ts';
import { type FetchPage, Listing } from './listing.ts';
import { type LookupCandidate, parseLookup } from './lookup.ts';
import type { DirectoryOptions, DirectoryProgress, LoadOptions } from './options.ts';
import { Recents } from './recents.ts';
import { type SliceOptions, Slices } from './slices.ts';
import { type Match, UserIndex } from './userIndex.ts';

/** How many matches of an address are looked at: folding takes a few addresses for one. */
const ALIKE_MAX = 10;

interface Loading {
  readonly controller: AbortController;
  readonly done: Promise<void>;
  readonly listeners: Set<(progress: DirectoryProgress) => void>;
  waiting: number;
}

/**
 * The people of one account, for finding them. Knows what it has listed and what the extension changed itself; keeps
 * it in memory until {@link Directory.drop}.
 */
export class Directory {
  readonly #fetchPage: FetchPage;
  readonly #width: number;
  readonly #maxAgeMs: number;
  readonly #now: () => number;
  readonly #tell: () => void;
  readonly #index = new UserIndex();
  readonly #recents = new Recents();
  /** Whom the extension changed since the listing began: its pages may be older. */
  readonly #changed = new Set<Id>();
  /** The listing that is under way, or was left before its end. */
  #listing: Listing | undefined;
  #total: number | undefined;
  #unreadable = 0;
  #loading: Loading | undefined;
  #listedAt: number | undefined;
  /** Whether what was listed is not believed any more, however young it is. */
  #expired = false;

  constructor(options: DirectoryOptions) {
    const { fetchPage, width = 2, maxAgeMs = 600_000, now = systemClock.now } = options;
    this.#fetchPage = fetchPage;
    this.#width = width;
    this.#maxAgeMs = maxAgeMs;
    this.#now = now;
    this.#tell = () => options.onDidChange?.();
  }

  get progress(): DirectoryProgress {
    return {
      seen: this.#index.size,
      ...(this.#total === undefined ? {} : { total: Math.max(this.#total, this.#index.size) }),
      ...(this.#unreadable === 0 ? {} : { unreadable: this.#unreadable }),
      loading: this.#loading !== undefined,
      listed: this.#listedAt !== undefined && !this.#expired,
    };
  }

  /**
   * Makes everybody findable, in the background. Does nothing while the last listing is young; joins one that is under
   * way; goes on with one that was cancelled or failed. What {@link Directory.expire} was called for is listed again.
   * @returns settles when all pages are in
   * @throws CancelledError when the signal is aborted or the directory dropped; else the error of the page that failed.
   * Who was loaded until then stays.
   */
  async load(options: LoadOptions = {}): Promise<void> {
    const { signal, onProgress } = options;
    if (signal?.aborted) throw new CancelledError({ operation: 'load' });
    const left = this.#loading ?? this.#listing;
    if (left === undefined && !this.#expired && this.#isYoung(this.#listedAt)) return;
    const loading = this.#loading ?? this.#start();
    const listener = (progress: DirectoryProgress) => onProgress?.(progress);
    loading.waiting += 1;
    loading.listeners.add(listener);
    try {
      await unlessAborted(loading.done, signal);
    } finally {
      loading.listeners.delete(listener);
      loading.waiting -= 1;
      if (loading.waiting === 0) this.#end(loading);
    }
    // The listing was called old while it was under way, and somebody else who waited may have begun the next one.
    if (this.#expired || this.#loading !== undefined) await this.load(options);
  }

  /** Tells that somebody else may have changed the people: the next load, or the one under way, lists all of them anew. */
  expire(): void {
    this.#expired = true;
    this.#tell();
  }

  /** All who are known. Who is added, changed or removed meanwhile may come as before or as after. */
  users(): Generator<UserSummary> {
    return this.#index.users();
  }

  /** At most `limit` of those who are known and match, the best first; of equally good ones those who were chosen last. */
  find(query: string, limit: number): Match[] {
    return this.#recentFirst(query, limit, this.#index.search(query, limit));
  }

  /** {@link Directory.find} that lets others have their turn; see `UserIndex.searchSliced`. */
  async findSliced(query: string, limit: number, options?: SliceOptions): Promise<Match[]> {
    return this.#recentFirst(query, limit, await this.#index.searchSliced(query, limit, options));
  }

  /** A user who is known. */
  get(id: Id): UserSummary | undefined {
    return this.#index.get(id);
  }

  /** The known user whose id, or whose address such as `/users/42`, the query is. */
  named(query: string): UserSummary | undefined {
    const candidate = parseLookup(query);
    return candidate?.kind === 'id' ? this.#index.get(candidate.id) : undefined;
  }

  /** The id or email that the query names, unless it is known: worth asking the API for. */
  lookupCandidate(query: string): LookupCandidate | undefined {
    const candidate = parseLookup(query);
    if (candidate?.kind === 'id') return this.named(query) === undefined ? candidate : undefined;
    return candidate && this.#isKnown(candidate.email) ? undefined : candidate;
  }

  /** Tells that this user was chosen. */
  chose(id: Id): void {
    this.#recents.add(id);
  }

  /** Tells of users whom somebody else listed: they are found before their page comes, and counted once. */
  async listed(users: readonly UserSummary[], options?: SliceOptions): Promise<void> {
    await this.#index.add(this.#unchanged(users), options);
    this.#tell();
  }

  /** Tells what a user is now: invited, edited or looked up. */
  changed(user: UserSummary): void {
    this.#changed.add(keyOf(user.id));
    this.#index.update(user);
    this.#tell();
  }

  /** Tells that a user is gone. */
  removed(id: Id): void {
    this.#changed.add(keyOf(id));
    if (this.#index.get(id) === undefined) return;
    this.#index.remove(id);
    if (this.#total !== undefined) this.#total -= 1;
    this.#tell();
  }

  /** Forgets everything, and ends what is under way: to be called on sign-out. */
  drop(): void {
    if (this.#loading !== undefined) this.#end(this.#loading);
    this.#listing = undefined;
    this.#total = undefined;
    this.#unreadable = 0;
    this.#listedAt = undefined;
    this.#expired = false;
    this.#index.clear();
    this.#recents.clear();
    this.#changed.clear();
  }

  #isKnown(email: string): boolean {
    const mailbox = mailboxOf(email);
    return this.#index.search(email, ALIKE_MAX).some(({ user }) => mailboxOf(user.email ?? '') === mailbox);
  }

  #isYoung(since: number | undefined): boolean {
    return since !== undefined && this.#now() - since < this.#maxAgeMs;
  }

  #start(): Loading {
    // Users move between the pages while nobody looks: what was left too long ago is not gone on with.
    if (this.#expired || !this.#isYoung(this.#listing?.startedAt)) {
      this.#expired = false;
      this.#listing = new Listing(this.#fetchPage, this.#width, this.#now());
      this.#changed.clear();
    }
    const controller = new AbortController();
    const listeners = new Set<(progress: DirectoryProgress) => void>();
    const done = this.#list(this.#listing as Listing, controller.signal, () => {
      for (const listener of listeners) listener(this.progress);
    });
    const loading: Loading = { controller, listeners, done, waiting: 0 };
    this.#loading = loading;
    const end = () => {
      this.#end(loading);
      this.#tell();
    };
    // Before any of those who wait goes on.
    done.then(end, end);
    return loading;
  }

  #end(loading: Loading): void {
    loading.controller.abort();
    if (this.#loading === loading) this.#loading = undefined;
  }

  async #list(listing: Listing, signal: AbortSignal, afterPage: () => void): Promise<void> {
    const slices = new Slices('load', { signal });
    const complete = await listing.goOn(async (users) => {
      // To read a large page was work enough for one turn.
      await slices.next();
      await this.#index.add(this.#unchanged(users), { signal });
      this.#total = listing.total;
      this.#unreadable = listing.unreadable;
      afterPage();
      this.#tell();
    }, signal);
    // Who was not listed is gone, which only a listing without any doubt can tell.
    if (complete) await this.#index.retain((id) => listing.has(id) || this.#changed.has(keyOf(id)), { signal });
    this.#unreadable = listing.unreadable;
    this.#listing = undefined;
    this.#listedAt = listing.startedAt;
  }

  *#unchanged(users: readonly UserSummary[]): Generator<UserSummary> {
    for (const user of users) if (!this.#changed.has(keyOf(user.id))) yield user;
  }

  #recentFirst(query: string, limit: number, matches: readonly Match[]): Match[] {
    const recent = this.#recents.inOrder(this.#index.among(this.#recents.ids, query));
    const others = matches.filter(({ user }) => recent.every((match) => match.user !== user));
    return [...recent, ...others].toSorted((one, other) => one.rank - other.rank).slice(0, limit);
  }
}

/** The promise, unless the signal is aborted first. The work goes on either way. */
function unlessAborted(promise: Promise<void>, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(new CancelledError({ operation: 'load' }));
    signal?.addEventListener('abort', abort, { once: true });
    promise.then(resolve, reject).finally(() => signal?.removeEventListener('abort', abort));
  });
}
