import type * as vscode from 'vscode';
import type { CallOptions, Page, UserSummary } from '../api/index.ts';
import { titleName } from '../session/profiles/profile.ts';
import type { Account } from '../session/session.ts';
import { explain } from '../ui/explain.ts';
import { askLive, type LiveInput } from '../ui/liveInput.ts';
import { plain } from '../ui/plainText.ts';
import { markedName } from './marks.ts';
import type { Known } from './people.ts';
import { seenWords } from './words.ts';

/** Most rows that a filtered view shows. */
const ROWS_MAX = 500;

/** How long changes are collected before the view is drawn again, in milliseconds. */
const REDRAW_MS = 250;

/** Limits the Users view to those who match, of all users and not only of the pages that the view had. */
export class UserFilter implements vscode.Disposable {
  readonly #known: Known;
  readonly #changed: () => void;
  readonly #ending = new AbortController();
  #query: string;
  #redraw: ReturnType<typeof setTimeout> | undefined;
  #failure: unknown;
  /** What the view shows. */
  #shown = { query: '', rows: 0 };

  /** @param changed called when other rows are to be shown */
  constructor(known: Known, query: string, changed: () => void) {
    this.#known = known;
    this.#query = query;
    this.#changed = changed;
    void this.load();
  }

  get query(): string {
    return this.#query;
  }

  set query(query: string) {
    this.#query = query;
    this.#changedSoon();
  }

  /** Goes on loading those who are not known yet. */
  async load(): Promise<void> {
    const { signal } = this.#ending;
    this.#failure = undefined;
    try {
      await this.#known.directory.load({ signal, onProgress: () => this.#changedSoon() });
    } catch (error) {
      this.#failure = error;
    }
    if (!signal.aborted) this.#changedSoon();
  }

  /** Those who match, as the only page that there is. @throws CancelledError when the account is left before */
  async page(page: number, options: CallOptions): Promise<Page<UserSummary>> {
    if (page > 1) return { items: [], page, total: this.#shown.rows };
    const query = this.#query;
    const matches = await this.#known.directory.findSliced(query, ROWS_MAX, options);
    this.#shown = { query, rows: matches.length };
    return { items: matches.map(({ user }) => user), page, total: matches.length };
  }

  /** A row's name, with what matched in it marked. */
  label(user: UserSummary): vscode.TreeItemLabel {
    return markedName(user, this.#shown.query);
  }

  /** What the view says above its rows. */
  note(): string {
    const { progress } = this.#known.directory;
    const { query, rows } = this.#shown;
    const most = rows === ROWS_MAX ? `the best ${ROWS_MAX}` : rows.toLocaleString('en');
    const loading = progress.loading ? ', still loading' : '';
    const failure =
      this.#failure === undefined ? '' : ` The rest could not be loaded: ${explain(this.#failure).message}`;
    return `“${plain(query, 40)}”: ${most} of ${seenWords(progress)}${loading}.${failure}`;
  }

  dispose(): void {
    this.#ending.abort();
    clearTimeout(this.#redraw);
  }

  #changedSoon(): void {
    this.#redraw ??= setTimeout(() => {
      this.#redraw = undefined;
      this.#changed();
    }, REDRAW_MS);
  }
}

/**
 * `Tripartie: Filter Users…`: the view follows what is typed. A click beside it leaves it open, since it is the rows
 * found that one clicks on.
 * @param show called with what is typed, and with what was there before when it is left by Escape
 */
export function askFilter(account: Account, known: Known, before: string, show: (query: string) => void): LiveInput {
  return askLive({
    title: `Filter users – ${titleName(account)}`,
    about: known,
    placeholder: 'Name, email, role in the company or id; nothing shows all',
    value: before,
    onType: show,
  });
}
