import * as vscode from 'vscode';
import type { ApiOrigin, Me } from '../api/index.ts';
import { parseApiOrigin } from '../api/origin.ts';
import { CrossWindowMutex } from '../platform/crossWindowMutex.ts';
import type { Platform } from '../platform/platform.ts';
import { randomId } from '../platform/randomness.ts';
import { onDidChangeSetting } from '../ui/settings.ts';
import type { Account, Change, NewProfile, SessionState } from './account.ts';
import { ActiveAccount, type Noting } from './activeAccount.ts';
import { startSandbox } from './openAccount.ts';
import { isSame, isVariable, OWN_KEY, type Profile, SANDBOX_OWNER } from './profiles/profile.ts';
import { type Fact, type FactName, ProfileFiles } from './profiles/profileFiles.ts';
import { variableProfile } from './profiles/variableProfile.ts';
import { CredentialStore } from './secrets/credentialStore.ts';
import { probeDurability } from './secrets/durability.ts';
import { credentialEntry } from './secrets/entryKeys.ts';
import type { KeptCredential } from './secrets/keptCredential.ts';
import { StoreError, type Vault } from './secrets/vault.ts';

export type { Account, NewProfile, SessionState } from './account.ts';

/** The profile was removed meanwhile, by another window. */
export class ProfileGoneError extends Error {
  override readonly name = 'ProfileGoneError';
}

/** Another profile signs in with this API client already. */
export class ProfileTakenError extends Error {
  override readonly name = 'ProfileTakenError';
  readonly profile: Profile;

  constructor(profile: Profile) {
    super('another profile has this credential');
    this.profile = profile;
  }
}

/** The person is signed in, for this window only: neither store nor files have the profile as it is. */
export class NotKeptError extends StoreError {
  override readonly name = 'NotKeptError';
  readonly profileId: string;

  constructor({ failure }: StoreError, profileId: string) {
    super(failure);
    this.profileId = profileId;
  }
}

/**
 * Owns the profiles and which of them is signed in. Every view and command derives from {@link current}; what another
 * window writes comes in through files and the secret store and takes the same path as this window's own sign-in.
 */
export class Session implements vscode.Disposable {
  readonly #vault: Vault;
  readonly #platform: Platform;
  readonly #files: ProfileFiles;
  readonly #mutex: CrossWindowMutex;
  readonly #credentials: CredentialStore;
  readonly #active: ActiveAccount;
  readonly #profilesChanged = new vscode.EventEmitter<void>();
  readonly #listeners: vscode.Disposable[] = [];
  #restored: Promise<void> | undefined;
  #disposed = false;

  /** Fires after another account was signed in, or none. */
  readonly onDidChange: vscode.Event<SessionState>;
  /** Fires when what is said of the signed-in account became another: its names, or that it is read-only. */
  readonly onDidDescribe: vscode.Event<Account>;
  /** Fires when the API refused the account's key, and when another one took its place. */
  readonly onDidChangeKey: ActiveAccount['onDidChangeKey'];
  /** Fires when this extension changed something at Tripartie through the account that is signed in. */
  readonly onDidChangeAtTripartie: vscode.Event<Change>;
  /** Fires when a profile may have come, gone, or been renamed. */
  readonly onDidChangeProfiles = this.#profilesChanged.event;

  constructor(vault: Vault, platform: Platform, activity: Noting) {
    this.#vault = vault;
    this.#credentials = new CredentialStore(vault, platform);
    this.#platform = platform;
    this.#files = new ProfileFiles(platform.files.folder('profiles'));
    this.#mutex = new CrossWindowMutex(platform, 'profiles');
    this.#active = new ActiveAccount({ vault, credentials: this.#credentials, files: this.#files, platform, activity });
    this.onDidChange = this.#active.onDidChange;
    this.onDidDescribe = this.#active.onDidDescribe;
    this.onDidChangeKey = this.#active.onDidChangeKey;
    this.onDidChangeAtTripartie = this.#active.onDidChangeAtTripartie;
    this.#listeners.push(
      vault.onDidChange(({ key }) => {
        if (key.startsWith(credentialEntry(''))) void this.lookAgain();
      }),
      // The environment variable's key may be for that address.
      onDidChangeSetting('tripartie.apiUrl', () => void this.lookAgain()),
    );
  }

  /** The present state; the first call restores what an earlier start left. Never rejects. */
  async current(): Promise<SessionState> {
    // What cannot be restored is signed out; the person signs in again, and is told then what is wrong.
    this.#restored ??= this.#mutex.next(() => this.#restore()).catch(() => undefined);
    await this.#restored;
    return this.#active.state;
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

  /** How many secrets of API clients are in this window's memory and nowhere else: a reload ends them. */
  get unsavedSecrets(): number {
    return this.#active.unsavedSecrets;
  }

  /** Whether this window has to be reloaded before it stores or forgets a secret. */
  async isOutdated(): Promise<boolean> {
    await this.current();
    return this.#vault.isOutdated();
  }

  /** All profiles, with that of the environment variable. @throws FileError when the folder cannot be read */
  async profiles(): Promise<Profile[]> {
    const variable = variableProfile(this.#platform.environment.variables);
    const kept = await this.#files.list();
    return variable ? [await this.#files.describe(variable), ...kept] : kept;
  }

  /** The profile's credential, wherever it is kept. @throws StoreError when the store does not answer */
  async credential(profile: Profile): Promise<KeptCredential | undefined> {
    const found = await this.#credentials.find(profile);
    return typeof found === 'object' && found.kind !== OWN_KEY.kind ? found : undefined;
  }

  /** Lets the sandbox account run while something is asked of it, without signing in. Ends as `use` does. */
  async withSandbox<T>(use: (origin: ApiOrigin) => Promise<T>): Promise<T> {
    const sandbox = await startSandbox(this.#platform.files);
    try {
      return await use(parseApiOrigin(sandbox.url));
    } finally {
      await sandbox.close();
    }
  }

  /**
   * Signs in with a credential that the API has accepted. The same person in the same environment is the same profile,
   * which then has a new credential.
   * @returns the profile's id
   * @throws NotKeptError when the sign-in holds for this window only, because the store did not keep it
   */
  async signIn(profile: NewProfile): Promise<string> {
    await this.current();
    return this.#mutex.alone(() => this.#add(profile));
  }

  /**
   * Puts another credential in the place of a profile's; what waits for it goes on.
   * @param way how the person got it, see `NewProfile`
   * @throws ProfileGoneError, ProfileTakenError, NotKeptError when it holds for this window only
   */
  async replaceCredential(id: string, credential: KeptCredential, way?: NewProfile['way']): Promise<void> {
    await this.current();
    await this.#mutex.alone(async () => {
      const profile = await this.#there(id);
      // A rotated API client has another identifier, and is the same profile.
      const { environment, origin, kind } = profile;
      const subject = credential.kind === 'apiClient' ? credential.identifier : profile.subject;
      const binding = { environment, kind, subject, ...(origin && { origin }) };
      const known = await this.#files.list().catch(() => []);
      const taken = known.find((each) => each.id !== id && isSame(each, binding));
      if (taken) throw new ProfileTakenError(taken);
      let failure = await this.#keep(profile, credential, way);
      if (subject !== profile.subject) failure ??= await this.#write(() => this.#files.note(id, 'binding', binding));
      await this.#active.takeUp();
      this.#active.goOn(id, credential);
      if (failure) throw new NotKeptError(failure, id);
    });
  }

  /** Signs in to a profile. @throws ProfileGoneError, FileError when the choice cannot be written */
  async switchTo(id: string): Promise<void> {
    await this.current();
    await this.#mutex.alone(async () => {
      if (isVariable(id)) await this.#files.note(id, 'left', { left: false });
      else await this.#there(id);
      await this.#files.activate(id);
      await this.#active.takeUp();
      this.#profilesChanged.fire();
    });
  }

  /** @throws FileError when the name cannot be written */
  async rename(id: string, name: string): Promise<void> {
    await this.#mutex.alone(() => this.#note(id, 'name', { name }));
  }

  /** @throws FileError when it cannot be written, and then it is as it was */
  async setReadOnly(id: string, readOnly: boolean): Promise<void> {
    await this.#mutex.alone(() => this.#note(id, 'readOnly', { readOnly }));
  }

  /**
   * Forgets a profile and its credential, in every window. The secrets of API clients stay. That of the environment
   * variable is left only.
   * @throws StoreError when the store still holds the credential, FileError when the folder cannot be
   * written; the person is still signed in then
   */
  async signOut(id: string): Promise<void> {
    await this.current();
    await this.#mutex.alone(async () => {
      if (isVariable(id)) {
        await this.#files.note(id, 'left', { left: true });
        await this.#credentials.forget(id);
      } else await this.#remove(id);
      const active = await this.#files.active().catch(() => undefined);
      // Where nothing was chosen yet, the variable's is the active one.
      if (active === id || (isVariable(id) && active === undefined)) await this.#files.activate(null);
      if (!this.#active.leave(id)) await this.#active.takeUp();
      this.#profilesChanged.fire();
    });
  }

  /** What `GET /me` says of the account. */
  learn(account: Account, me: Me): void {
    const learned = this.#active.learn(account, me);
    // What is not noted is learnt again.
    if (learned) this.#mutex.alone(() => this.#note(account.profileId, 'learned', learned)).catch(() => undefined);
  }

  /** Takes up what another window or the store did, in case its news never came. Ends when it has; never rejects. */
  async lookAgain(): Promise<void> {
    if (!this.#restored || this.#disposed) return;
    this.#profilesChanged.fire();
    await this.#mutex
      .next(async () => {
        await this.#active.takeUp();
        await this.#credentials.tidy(async (id) => !isVariable(id) && (await this.#files.isGone(id)));
      })
      .catch(() => undefined);
  }

  dispose(): void {
    this.#disposed = true;
    for (const listener of this.#listeners) listener.dispose();
    this.#active.dispose();
    this.#profilesChanged.dispose();
  }

  async #add({ credential, way, readOnly, organization, email, ...binding }: NewProfile): Promise<string> {
    const known = await this.#files.list().catch(() => []);
    const id = known.find((each) => isSame(each, binding))?.id ?? randomId();
    const learned = { ...(organization && { organization }), ...(email && { email }) };
    let failure = await this.#write(async () => {
      await this.#files.note(id, 'binding', binding);
      if (organization || email) await this.#files.note(id, 'learned', learned);
      if (readOnly !== undefined) await this.#files.note(id, 'readOnly', { readOnly });
    });
    // What is in no file is not in the store either: nobody could take it out again.
    if (failure && credential) this.#credentials.hold(id, credential);
    const unkept = failure || !credential ? undefined : await this.#keep({ ...binding, id }, credential, way);
    failure ??= await this.#write(() => this.#files.activate(id));
    if (failure) this.#files.hold({ ...binding, ...learned, id, readOnly: readOnly ?? false });
    await this.#active.takeUp();
    if (credential) this.#active.goOn(id, credential);
    if (this.#active.state.kind === 'signedIn') this.#active.state.account.note('signed in');
    this.#profilesChanged.fire();
    const lasting = failure ?? unkept;
    if (lasting) throw new NotKeptError(lasting, id);
    return id;
  }

  /** Its file goes first: a profile without a credential would look as if the store had lost it. */
  async #remove(id: string): Promise<void> {
    const binding = await this.#files.fact(id, 'binding');
    await this.#files.unbind(id);
    try {
      await this.#credentials.forget(id);
    } catch (error) {
      if (binding) await this.#files.note(id, 'binding', binding);
      throw error;
    }
    await this.#files.clear(id);
  }

  /** A profile that is to be changed. */
  async #there(id: string): Promise<Profile> {
    const profile = await this.#files.read(id);
    if (profile) return profile;
    await this.#active.takeUp();
    this.#profilesChanged.fire();
    throw new ProfileGoneError();
  }

  async #restore(): Promise<void> {
    const { variables } = this.#platform.environment;
    const durability = await probeDurability(this.#vault, this.#platform, this.#mutex);
    this.#active.durability = durability;
    // What is not kept is not there to be taken away, and a reload would end it.
    if (durability !== 'memoryOnly') this.#vault.guard();
    const watcher = await this.#files.watch(() => void this.lookAgain()).catch(() => undefined);
    if (watcher) this.#listeners.push(watcher);
    if (this.#disposed) watcher?.dispose();
    const isFirst = variables.TRIPARTIE_SANDBOX && (await this.#files.active()) === undefined;
    if (isFirst && !variableProfile(variables)) {
      await this.#mutex.exclude(() => this.#add(SANDBOX_OWNER));
      return;
    }
    await this.#active.takeUp();
  }

  /** Notes a fact of a profile that is still there, and takes it up. */
  async #note<Name extends FactName>(id: string, name: Name, fact: Fact<Name>): Promise<void> {
    const isThere = isVariable(id) || (await this.#files.read(id)) !== undefined;
    if (isThere) await this.#files.note(id, name, fact);
    await this.#active.takeUp();
    this.#profilesChanged.fire();
  }

  /** @returns why the store does not have it; this window has it then */
  #keep(
    profile: Pick<Profile, 'id' | 'origin'>,
    credential: KeptCredential,
    way: NewProfile['way'],
  ): Promise<StoreError | undefined> {
    return this.#write(async () => {
      await this.#credentials.keep(profile, credential);
      await this.#files.note(profile.id, 'key', { keyWrittenAt: this.#platform.clock.now(), ...(way && { way }) });
    });
  }

  /** A folder that refuses is like a store that does: what it should keep holds for this window only. */
  async #write(write: () => Promise<void>): Promise<StoreError | undefined> {
    try {
      await write();
      return undefined;
    } catch (error) {
      return error instanceof StoreError ? error : new StoreError('refused');
    }
  }
}
