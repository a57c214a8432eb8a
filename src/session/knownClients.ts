import * as vscode from 'vscode';
import { type Clock, systemClock } from '../platform/clock.ts';
import { type ClientList, listClients } from './listClients.ts';
import type { Account, Session } from './session.ts';

/** The API clients of the account that is signed in, as they were loaded last. */
export interface Known extends ClientList {
  readonly account: Account;
}

/** Longest time that somebody who types waits for the list, in milliseconds: others have suggestions for them too. */
const PATIENCE_MS = 2_000;

/** How long a list that could not be had is not asked for again, in milliseconds: whoever types asks at each pause. */
const AFTER_FAILURE_MS = 10_000;

/** Loads the API clients of the account when they are asked for first, and again when they may have changed. */
export class KnownClients implements vscode.Disposable {
  readonly #clock: Pick<Clock, 'sleep'>;
  readonly #session: Session;
  readonly #onDidChange: () => void;
  readonly #onDidLoad: () => void;
  readonly #listeners: vscode.Disposable;
  readonly #closing = new AbortController();
  #loaded: { readonly of: Account['client']; readonly list: Promise<Known | undefined> } | undefined;
  #latest: Known | undefined;
  #secrets: vscode.Disposable | undefined;

  /**
   * @param onDidChange called when {@link list} may say something else
   * @param onDidLoad called when there is something to say
   */
  constructor(
    session: Session,
    onDidChange: () => void,
    onDidLoad: () => void = () => undefined,
    clock: Pick<Clock, 'sleep'> = systemClock,
  ) {
    this.#clock = clock;
    this.#session = session;
    this.#onDidChange = onDidChange;
    this.#onDidLoad = onDidLoad;
    const forget = () => this.forget();
    this.#listeners = vscode.Disposable.from(
      session.onDidChange(forget),
      session.onDidChangeKey(forget),
      session.onDidChangeAtTripartie(forget),
    );
  }

  /** Those of a person whose key is accepted; `undefined` where there is nobody, or they cannot be listed. Never rejects. */
  async list(): Promise<Known | undefined> {
    const state = await this.#session.current();
    if (state.kind !== 'signedIn' || state.refused || state.account.kind !== 'personalKey') return undefined;
    const { account } = state;
    if (this.#loaded?.of !== account.client) {
      const list = listClients(account, account.ended).then(
        (found) => ({ account, ...found }),
        () => undefined,
      );
      void list.then((known) => this.#loadedNow(list, known));
      this.#loaded = { of: account.client, list };
      this.#secrets?.dispose();
      this.#secrets = account.secrets.onDidChange(this.#onDidChange);
    }
    return this.#loaded.list;
  }

  #loadedNow(list: Promise<Known | undefined>, known: Known | undefined): void {
    if (this.#loaded?.list !== list) return;
    this.#latest = known;
    if (known) this.#onDidLoad();
    else void this.#clock.sleep(AFTER_FAILURE_MS, this.#closing.signal).then(() => this.#askAgain(list));
  }

  #askAgain(list: Promise<Known | undefined>): void {
    if (this.#loaded?.list === list) this.#loaded = undefined;
  }

  /** What is known in a moment. */
  soon(): Promise<Known | undefined> {
    return Promise.race([this.list(), this.#clock.sleep(PATIENCE_MS).then(() => undefined)]);
  }

  /** What was loaded last of an account, though it may have changed; nobody is asked. */
  latestOf({ client }: Pick<Account, 'client'>): Known | undefined {
    return this.#latest?.account.client === client ? this.#latest : undefined;
  }

  /** They are loaded again when they are asked for. */
  forget(): void {
    this.#loaded = undefined;
    this.#latest = undefined;
    this.#onDidChange();
  }

  dispose(): void {
    this.#closing.abort();
    this.#listeners.dispose();
    this.#secrets?.dispose();
  }
}
