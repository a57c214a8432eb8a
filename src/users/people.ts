import * as vscode from 'vscode';
import type { UserSummary } from '../api/index.ts';
import type { Directory } from '../directory/index.ts';
import type { Account, Session } from '../session/session.ts';
import type { Subject } from '../ui/subject.ts';

/** The people of an account, as far as they are known. */
export interface Known extends Subject {
  readonly directory: Directory;
}

/** Has one directory, for the account that is signed in. It is made when it is asked for first, and dropped with the account. */
export class People implements vscode.Disposable {
  readonly #session: Session;
  readonly #listener: vscode.Disposable;
  #directory: Directory | undefined;
  /** Rows of the Users view that the directory has not been told of. */
  #untold: readonly UserSummary[] = [];
  readonly #told = new WeakSet<UserSummary>();
  #leaving = new AbortController();
  readonly #changed = new vscode.EventEmitter<void>();
  /** Fires when somebody else is known, or known otherwise. */
  readonly onDidChange = this.#changed.event;

  constructor(session: Session) {
    this.#session = session;
    this.#listener = session.onDidChange(() => this.#leave());
  }

  /** Tells whom the Users view shows: they can be found before their page of the directory is there. */
  listed(users: readonly UserSummary[]): void {
    // A row that was told of is older by now than what the directory has listed since.
    this.#untold = users.filter((user) => !this.#told.has(user));
    if (this.#directory) void this.#tell(this.#directory);
    this.#changed.fire();
  }

  /** The people of an account; left already when another one is signed in by now. */
  async of({ client }: Account): Promise<Known> {
    const { Directory } = await import('../directory/index.ts');
    const fetchPage = (page: number, options: object) => client.listUsers({ ...options, page });
    const current = (await this.#session.account())?.client === client;
    if (!current) return { directory: new Directory({ fetchPage }), ended: AbortSignal.abort() };
    this.#directory ??= new Directory({ fetchPage, onDidChange: () => this.#changed.fire() });
    const known = { directory: this.#directory, ended: this.#leaving.signal };
    await this.#tell(known.directory);
    return known;
  }

  /** {@link of}, where somebody was listed or asked about. */
  async seen(account: Account): Promise<Known | undefined> {
    return this.#directory || this.#untold.length > 0 ? this.of(account) : undefined;
  }

  /**
   * Tells the directory what the extension itself did.
   * @returns whether the account is still the one that is signed in: another one must not learn of it
   */
  async apply({ client }: Account, change: (directory: Directory) => void): Promise<boolean> {
    if ((await this.#session.account())?.client !== client) return false;
    if (this.#directory) change(this.#directory);
    return true;
  }

  /** Tells that somebody else may have changed the people: they are listed anew when they are needed next. */
  expire(): void {
    this.#directory?.expire();
  }

  /** Looks up what the signed-in person has become: everybody else is as they were. */
  async seeOneself(): Promise<void> {
    const account = this.#directory && (await this.#session.person());
    if (!account) return;
    try {
      const me = await account.client.me({ signal: account.ended });
      await this.apply(account, (directory) => directory.get(me.id) && directory.changed(me));
    } catch {
      this.expire();
    }
  }

  dispose(): void {
    this.#listener.dispose();
    this.#leave();
    this.#changed.dispose();
  }

  #leave(): void {
    this.#leaving.abort();
    this.#leaving = new AbortController();
    this.#directory?.drop();
    this.#directory = undefined;
    this.#untold = [];
  }

  async #tell(directory: Directory): Promise<void> {
    const { signal } = this.#leaving;
    const users = this.#untold;
    // Nothing is news: whoever hears of a change asks for the people, and would be told again, for ever.
    if (users.length === 0) return;
    this.#untold = [];
    for (const user of users) this.#told.add(user);
    // Only leaving the account ends it early; then nobody is to be found any more.
    await directory.listed(users, { signal }).catch(() => undefined);
  }
}
