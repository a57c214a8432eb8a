import type { UserSummary } from '../api/index.ts';
import { titleName } from '../session/profiles/profile.ts';
import type { Account } from '../session/session.ts';
import { LEFT } from '../ui/answer.ts';
import { runCommand } from '../ui/commands.ts';
import { explain } from '../ui/explain.ts';
import { LivePick, type LiveRow, type PickButton } from '../ui/livePick.ts';
import { plain } from '../ui/plainText.ts';
import { userName } from '../ui/userName.ts';
import { activeRow, type ChosenRow, type Help } from './activeRow.ts';
import { copyEmail } from './copy.ts';
import { Lookup } from './lookup.ts';
import type { Known } from './people.ts';
import { mainRole, seenWords } from './words.ts';

/** Most users that are handed to VS Code at once: more than anybody scrolls through, and still cheap on every key. */
const SHOWN_MAX = 100;

/** How long pages are collected before the rows are drawn again, in milliseconds. */
const REDRAW_MS = 200;

/** From here on a search is long enough to be felt, and is done in slices. */
const SLICED_FROM = 100_000;

const COPY: PickButton = { icon: 'copy', tooltip: 'Copy Email' };
const REFRESH: PickButton = { icon: 'refresh', tooltip: 'Load All Users Again' };

/** A row: a user, or something that helps when it is chosen. */
interface Row extends LiveRow, ChosenRow {
  /** All that it shows: whether a redraw changes anything. */
  readonly key: string;
}

/** What the person chose, with what was typed until then. */
export type Picked =
  | { readonly kind: 'user'; readonly user: UserSummary; readonly query: string }
  | { readonly kind: 'invite'; readonly email: string };

export interface UserPickOptions {
  readonly account: Account;
  readonly known: Known;
  /** Names what the user is picked for: "Find user". */
  readonly purpose: string;
  /** What is typed already. */
  readonly query?: string;
  /** Whether a second step follows, and who is not there can be invited. */
  readonly leadsOn?: boolean;
}

/** Lets the person find a user. Pages arrive meanwhile, and the rows follow; closing keeps what has come. */
export async function pickUser(options: UserPickOptions): Promise<Picked | undefined> {
  if (options.known.ended.aborted) return undefined;
  const pick = new UserPick(options);
  try {
    return await pick.run();
  } finally {
    pick.dispose();
  }
}

class UserPick {
  readonly #options: UserPickOptions;
  readonly #pick: LivePick<Row>;
  readonly #closing = new AbortController();
  readonly #lookup: Lookup;
  #picked: Picked | undefined;
  #redraw: ReturnType<typeof setTimeout> | undefined;
  #drawing = new AbortController();
  #failure: unknown;
  #shown = '';

  constructor(options: UserPickOptions) {
    const { account, known, query = '' } = options;
    this.#options = options;
    this.#lookup = new Lookup(account.client, known.directory, () => void this.#draw('background'));
    this.#pick = new LivePick<Row>({
      title: this.#title(),
      about: known,
      placeholder: 'Name, email, role in the company or id',
      value: query,
      isSorted: true,
      button: {
        ...REFRESH,
        press: () => {
          known.directory.expire();
          void this.#load();
        },
      },
      onType: () => this.#ask(),
      onRowButton: ({ user }) => user && void copyEmail(user),
      onAccept: ({ user, help }) => {
        if (user) this.#settle({ kind: 'user', user, query: this.#pick.value });
        else help?.run();
      },
    });
  }

  async run(): Promise<Picked | undefined> {
    await this.#pick.run(() => {
      this.#ask();
      void this.#load();
    });
    return this.#picked;
  }

  dispose(): void {
    this.#closing.abort();
    this.#drawing.abort();
    this.#lookup.dispose();
    clearTimeout(this.#redraw);
  }

  #settle(picked: Picked | undefined): void {
    this.#picked = picked;
    this.#pick.settle(LEFT);
  }

  #ask(): void {
    this.#lookup.ask(this.#pick.value);
    void this.#draw('typing');
  }

  async #load(): Promise<void> {
    const { directory, ended } = this.#options.known;
    const { signal } = this.#closing;
    this.#failure = undefined;
    this.#pick.busy = true;
    const loading = directory.load({ signal, onProgress: () => this.#drawSoon() });
    const failure = loading.then(
      () => undefined,
      (error: unknown) => error,
    );
    await this.#draw('background');
    this.#failure = await failure;
    if (signal.aborted || ended.aborted) return;
    this.#pick.busy = false;
    await this.#draw('background');
  }

  #drawSoon(): void {
    this.#redraw ??= setTimeout(() => void this.#draw('background'), REDRAW_MS);
  }

  async #draw(cause: 'typing' | 'background'): Promise<void> {
    if (this.#closing.signal.aborted) return;
    clearTimeout(this.#redraw);
    this.#redraw = undefined;
    this.#drawing.abort();
    this.#drawing = new AbortController();
    const { signal } = this.#drawing;
    if (cause === 'background') this.#lookup.reconsider(this.#pick.value);
    const users = await this.#search(signal);
    if (signal.aborted) return;
    const pick = this.#pick;
    pick.title = this.#title();
    const rows = this.#rows(users);
    const shown = rows.map(({ key }) => key).join('\n');
    if (cause === 'background' && shown === this.#shown) return;
    this.#shown = shown;
    const before = cause === 'background' ? pick.active : undefined;
    pick.draw(rows, { stay: cause === 'background', active: activeRow(rows, before) });
  }

  async #search(signal: AbortSignal): Promise<Row[]> {
    const { directory } = this.#options.known;
    const query = this.#pick.value;
    const sliced = directory.progress.seen > SLICED_FROM;
    const matches = sliced
      ? await directory.findSliced(query, SHOWN_MAX, { signal }).catch(() => [])
      : directory.find(query, SHOWN_MAX);
    const named = this.#lookup.user;
    const rows = matches
      .filter(({ user }) => user.id !== named?.id)
      .map((match) => userRow(match.user, /\d/.test(query) && match.ranges.id.length > 0));
    return named ? [userRow(named, true), ...rows] : rows;
  }

  #title(): string {
    const { account, known, purpose } = this.#options;
    const { progress } = known.directory;
    const state = this.#failure === undefined ? '' : ', stopped';
    return `${purpose} – ${titleName(account)} – ${seenWords(progress)}${state}`;
  }

  #rows(users: Row[]): Row[] {
    const query = this.#pick.value.trim();
    return [...this.#failureRows(), ...this.#lookupRows(), ...users, ...this.#emptyRows(query, users)];
  }

  #failureRows(): Row[] {
    if (this.#failure === undefined) return [];
    const { message, remedy } = explain(this.#failure);
    if (remedy === 'signIn') {
      const signIn = () => {
        this.#settle(undefined);
        void runCommand('tripartie.signIn');
      };
      return [helpRow('sign-in', 'Sign in', message, { kind: 'sign in', run: signIn })];
    }
    return [helpRow('refresh', 'Try again', message, { kind: 'load', run: () => void this.#load() })];
  }

  #lookupRows(): Row[] {
    const { state } = this.#lookup;
    switch (state.kind) {
      case 'looking':
        return [helpRow('loading~spin', `Asking Tripartie for the user ${plain(String(state.id))}`, '')];
      case 'nobody':
        return [helpRow('circle-slash', `No user has the id ${plain(String(state.id))}`, '')];
      case 'failed': {
        const { message } = explain(state.error);
        const run = () => this.#lookup.again();
        return [helpRow('refresh', 'Look the id up again', message, { kind: 'look up', run })];
      }
      case 'email': {
        const { email } = state;
        const { loading } = this.#options.known.directory.progress;
        const known = loading ? 'nobody so far has this address' : 'nobody known here has this address';
        if (!this.#options.leadsOn) return [helpRow('circle-slash', 'Nobody matches', known)];
        const run = () => this.#settle({ kind: 'invite', email });
        return [helpRow('person-add', `Invite ${plain(email)}`, known, { kind: 'invite', run })];
      }
      default:
        return [];
    }
  }

  #emptyRows(query: string, users: Row[]): Row[] {
    const { loading } = this.#options.known.directory.progress;
    if (users.length > 0 || this.#lookup.state.kind !== 'none') return [];
    if (loading) return [helpRow('loading~spin', 'Nobody matches so far', 'users are still being loaded')];
    if (query === '') return this.#failure === undefined ? [helpRow('circle-slash', 'There is nobody here', '')] : [];
    return [helpRow('circle-slash', 'Nobody matches', '')];
  }
}

function userRow(user: UserSummary, withId: boolean): Row {
  const email = plain(user.email ?? '');
  const name = userName(user);
  const parts = [email === name ? '' : email, plain(user.roleInCompany ?? '', 60), mainRole(user) ?? ''];
  if (withId) parts.push(`id ${plain(String(user.id))}`);
  return {
    key: JSON.stringify([user.id, name, parts, user.twoFactor]),
    icon: user.twoFactor ? 'verified' : 'person',
    label: name,
    description: parts.filter((part) => part !== '').join(' · '),
    alwaysShow: true,
    buttons: user.email ? [COPY] : [],
    user,
  };
}

function helpRow(icon: string, label: string, description: string, help?: Help): Row {
  return { key: label + description, icon, label, description, alwaysShow: true, ...(help && { help }) };
}
