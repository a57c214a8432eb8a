import type * as vscode from 'vscode';
import type { ApiOrigin, Me } from '../api/index.ts';
import type { Platform } from '../platform/platform.ts';
import type { Account, NewProfile, SessionState } from './account.ts';
import type { Noting } from './activeAccount.ts';
import type { OpenSession, SessionSources } from './openSession.ts';
import type { Profile } from './profiles/profile.ts';
import type { KeptCredential } from './secrets/keptCredential.ts';
import type { KeptSecrets } from './secrets/keptSecrets.ts';
import type { ThisWindow } from './secrets/thisWindow.ts';
import type { Vault } from './secrets/vault.ts';
import { SessionEvents } from './sessionEvents.ts';

export type { Account, NewProfile, SessionState } from './account.ts';

/**
 * Owns the profiles and which of them is signed in. Every view and command derives from {@link current}; what another
 * window writes comes in through files and the secret store and takes the same path as this window's own sign-in.
 * It is loaded, and looks at files and store, when it is asked first.
 */
export class Session implements vscode.Disposable {
  readonly #sources: SessionSources;
  readonly #events = new SessionEvents();
  #opening: Promise<OpenSession> | undefined;
  #isDisposed = false;

  readonly onDidChange = this.#events.changed.event;
  readonly onDidDescribe = this.#events.described.event;
  readonly onDidChangeKey = this.#events.keyChanged.event;
  readonly onDidChangeAtTripartie = this.#events.changedAtTripartie.event;
  readonly onDidChangeProfiles = this.#events.profilesChanged.event;

  constructor(vault: Vault, platform: Platform, activity: Noting, window: ThisWindow) {
    this.#sources = { vault, platform, activity, window };
  }

  /** The present state; the first call restores what an earlier start left. Rejects only where the extension is not there any more. */
  async current(): Promise<SessionState> {
    return (await this.#open()).current();
  }

  /** The signed-in account, or `undefined`. */
  async account(): Promise<Account | undefined> {
    const state = await this.current();
    return state.kind === 'signedIn' ? state.account : undefined;
  }

  /** The signed-in account where it is a person's: an API client lists neither clients nor users. */
  async person(): Promise<Account | undefined> {
    const account = await this.account();
    return account?.kind === 'personalKey' ? account : undefined;
  }

  /** How many secrets of API clients may end with this window: nobody has saved them, and no store is known to remember. */
  async unsavedSecrets(): Promise<number> {
    return (await this.#open()).unsavedSecrets;
  }

  /** Whether this window has to be reloaded before it stores or forgets a secret. */
  async isOutdated(): Promise<boolean> {
    await this.current();
    return this.#sources.vault.isOutdated();
  }

  /** All profiles, with that of the environment variable. @throws FileError when the folder cannot be read */
  async profiles(): Promise<Profile[]> {
    return (await this.#open()).profiles();
  }

  /** The profile's credential, wherever it is kept. @throws StoreError when the store does not answer */
  async credential(profile: Profile): Promise<KeptCredential | undefined> {
    return (await this.#open()).credential(profile);
  }

  /** Lets the sandbox account run while something is asked of it, without signing in. Ends as `use` does. */
  async withSandbox<T>(use: (origin: ApiOrigin) => Promise<T>): Promise<T> {
    return (await this.#open()).withSandbox(use);
  }

  /**
   * Signs in with a credential that the API has accepted. The same person in the same environment is the same profile,
   * which then has a new credential.
   * @returns the profile's id
   * @throws NotKeptError when the sign-in holds for this window only, because the store did not keep it
   */
  async signIn(profile: NewProfile): Promise<string> {
    return (await this.#open()).signIn(profile);
  }

  /**
   * Puts another credential in the place of a profile's; what waits for it goes on.
   * @param way how the person got it, see `NewProfile`
   * @throws ProfileGoneError, ProfileTakenError, NotKeptError when it holds for this window only
   */
  async replaceCredential(id: string, credential: KeptCredential, way?: NewProfile['way']): Promise<void> {
    await (await this.#open()).replaceCredential(id, credential, way);
  }

  /** Signs in to a profile. @throws ProfileGoneError, FileError when the choice cannot be written */
  async switchTo(id: string): Promise<void> {
    await (await this.#open()).switchTo(id);
  }

  /** @throws FileError when the name cannot be written */
  async rename(id: string, name: string): Promise<void> {
    await (await this.#open()).rename(id, name);
  }

  /** @throws FileError when it cannot be written, and then it is as it was */
  async setReadOnly(id: string, readOnly: boolean): Promise<void> {
    await (await this.#open()).setReadOnly(id, readOnly);
  }

  /**
   * Forgets a profile and its credential, in every window. The secrets of API clients stay. That of the environment
   * variable is left only.
   * @throws StoreError when the store still holds the credential, FileError when the folder cannot be written; the person
   * is still signed in then
   */
  async signOut(id: string): Promise<void> {
    await (await this.#open()).signOut(id);
  }

  /** The secrets that this editor keeps for this extension, by what they are for. Never rejects. */
  async keptSecrets(): Promise<KeptSecrets> {
    return (await this.#open()).keptSecrets();
  }

  /**
   * Forgets all of them, and what is in this window's memory, and signs out of every profile.
   * @throws StoreError, FileError when it could not be done; what was forgotten by then is
   */
  async forgetAll(): Promise<void> {
    await (await this.#open()).forgetAll();
  }

  /** What `GET /me` says of the account. */
  async learn(account: Account, me: Me): Promise<void> {
    (await this.#open()).learn(account, me);
  }

  /**
   * Takes up what another window or the store did, in case its news never came, and asks the API again about a key that it
   * refused. Ends when it has; never rejects.
   */
  async lookAgain(): Promise<void> {
    const opened = await this.#opening?.catch(() => undefined);
    await opened?.lookAgain();
  }

  dispose(): void {
    this.#isDisposed = true;
    this.#opening?.then(
      (opened) => opened.dispose(),
      () => undefined,
    );
    this.#events.dispose();
  }

  #open(): Promise<OpenSession> {
    this.#opening ??= import('./openSession.ts').then(({ OpenSession }) => {
      const opened = new OpenSession(this.#sources, this.#events);
      if (this.#isDisposed) opened.dispose();
      return opened;
    });
    // What could not be loaded is loaded when it is asked for again.
    this.#opening.catch(() => {
      this.#opening = undefined;
    });
    return this.#opening;
  }
}
