import type * as vscode from 'vscode';
import type { ApiOrigin, Me } from '../api/index.ts';
import { parseApiOrigin } from '../api/origin.ts';
import { CrossWindowMutex } from '../platform/crossWindowMutex.ts';
import { inFolder, type Platform } from '../platform/platform.ts';
import { randomId } from '../platform/randomness.ts';
import { onDidChangeSetting } from '../ui/settings.ts';
import type { Account, NewProfile, SessionState } from './account.ts';
import { ActiveAccount, type Noting } from './activeAccount.ts';
import { startSandbox } from './openAccount.ts';
import { PlaceMemory } from './placeMemory.ts';
import { isSame, isVariable, OWN_KEY, type Profile, SANDBOX_OWNER } from './profiles/profile.ts';
import { type Fact, type FactName, ProfileFiles } from './profiles/profileFiles.ts';
import { variableProfile } from './profiles/variableProfile.ts';
import { CredentialStore } from './secrets/credentialStore.ts';
import { probeDurability } from './secrets/durability.ts';
import { credentialEntry } from './secrets/entryKeys.ts';
import type { KeptCredential } from './secrets/keptCredential.ts';
import { entriesOf, type KeptSecrets, sortEntries } from './secrets/keptSecrets.ts';
import type { ThisWindow } from './secrets/thisWindow.ts';
import { UnsavedSecrets } from './secrets/unsavedSecrets.ts';
import { StoreError, type Vault } from './secrets/vault.ts';
import { NotKeptError, ProfileGoneError, ProfileTakenError } from './sessionErrors.ts';
import type { SessionEvents } from './sessionEvents.ts';

/** Where a session keeps what it knows. */
export interface SessionSources {
  readonly vault: Vault;
  readonly platform: Platform;
  readonly activity: Noting;
  readonly window: ThisWindow;
}

/** How long after files that did not answer they are asked again, in milliseconds. */
const LATER_MS = 5_000;

/**
 * What a `Session` does once somebody asks it: the profiles in files, their credentials, and the active account. Its
 * methods are documented there.
 */
export class OpenSession implements vscode.Disposable {
  readonly #vault: Vault;
  readonly #window: ThisWindow;
  readonly #unsaved: UnsavedSecrets;
  readonly #platform: Platform;
  readonly #files: ProfileFiles;
  readonly #mutex: CrossWindowMutex;
  readonly #credentials: CredentialStore;
  readonly #active: ActiveAccount;
  readonly #events: SessionEvents;
  readonly #listeners: vscode.Disposable[] = [];
  #restored: Promise<void> | undefined;
  #isWatching = false;
  #disposed = false;

  constructor(sources: SessionSources, events: SessionEvents) {
    const { vault, platform, activity, window } = sources;
    this.#vault = vault;
    this.#window = window;
    this.#unsaved = new UnsavedSecrets(inFolder(platform, 'unsaved'), window);
    this.#platform = platform;
    this.#events = events;
    this.#credentials = new CredentialStore(vault, platform);
    this.#files = new ProfileFiles(platform.files.folder('profiles'));
    this.#mutex = new CrossWindowMutex(platform, 'profiles');
    this.#active = new ActiveAccount(
      {
        vault,
        credentials: this.#credentials,
        files: this.#files,
        platform,
        activity,
        places: new PlaceMemory(window),
      },
      events,
      this.#unsaved,
    );
    this.#listeners.push(
      vault.onDidChange(({ key }) => {
        if (key.startsWith(credentialEntry(''))) void this.lookAgain();
      }),
      // The environment variable's key may be for that address.
      onDidChangeSetting('tripartie.apiUrl', () => void this.lookAgain()),
    );
  }

  async current(): Promise<SessionState> {
    // What cannot be restored is signed out; the person signs in again, and is told then what is wrong.
    this.#restored ??= this.#mutex.next(() => this.#restore()).catch(() => this.#lookLater());
    await this.#restored;
    return this.#active.state;
  }

  get unsavedSecrets(): number {
    return this.#unsaved.size;
  }

  async profiles(): Promise<Profile[]> {
    const variable = variableProfile(this.#platform.environment.variables);
    const kept = await this.#files.list();
    return variable ? [await this.#files.describe(variable), ...kept] : kept;
  }

  async credential(profile: Profile): Promise<KeptCredential | undefined> {
    const found = await this.#credentials.find(profile);
    return typeof found === 'object' && found.kind !== OWN_KEY.kind ? found : undefined;
  }

  async withSandbox<T>(use: (origin: ApiOrigin) => Promise<T>): Promise<T> {
    const sandbox = await startSandbox(this.#platform.files);
    try {
      return await use(parseApiOrigin(sandbox.url));
    } finally {
      await sandbox.close();
    }
  }

  async signIn(profile: NewProfile): Promise<string> {
    await this.current();
    return this.#mutex.alone(() => this.#add(profile));
  }

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

  async switchTo(id: string): Promise<void> {
    await this.current();
    await this.#mutex.alone(async () => {
      if (isVariable(id)) await this.#files.note(id, 'left', { left: false });
      else await this.#there(id);
      await this.#files.activate(id);
      await this.#active.takeUp();
      this.#events.profilesChanged.fire();
    });
  }

  async rename(id: string, name: string): Promise<void> {
    await this.#mutex.alone(() => this.#note(id, 'name', { name }));
  }

  async setReadOnly(id: string, readOnly: boolean): Promise<void> {
    await this.#mutex.alone(() => this.#note(id, 'readOnly', { readOnly }));
  }

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
      this.#events.profilesChanged.fire();
    });
  }

  async keptSecrets(): Promise<KeptSecrets> {
    return sortEntries(await this.#vault.keys());
  }

  async forgetAll(): Promise<void> {
    // A profile goes before its key: one without would look as if the store had lost it.
    for (const { id } of await this.profiles()) await this.signOut(id);
    for (const entry of entriesOf(await this.keptSecrets())) await this.#vault.remove(entry);
    await this.#unsaved.forget();
  }

  learn(account: Account, me: Me): void {
    const learned = this.#active.learn(account, me);
    // What is not noted is learnt again.
    if (learned) this.#mutex.alone(() => this.#note(account.profileId, 'learned', learned)).catch(() => undefined);
  }

  async lookAgain(): Promise<void> {
    if (!this.#restored || this.#disposed) return;
    this.#events.profilesChanged.fire();
    await this.#mutex
      .next(async () => {
        await this.#watch();
        await this.#active.takeUp();
        await this.#credentials.tidy(async (id) => !isVariable(id) && (await this.#files.isGone(id)));
      })
      .catch(() => undefined);
    await this.#active.askAgain();
  }

  dispose(): void {
    this.#disposed = true;
    for (const listener of this.#listeners) listener.dispose();
    this.#active.dispose();
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
    this.#events.profilesChanged.fire();
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
    this.#events.profilesChanged.fire();
    throw new ProfileGoneError();
  }

  async #restore(): Promise<void> {
    const { variables } = this.#platform.environment;
    // Before the first write, which would take away all that another window has stored.
    await this.#vault.guard();
    const durability = await probeDurability(this.#vault, this.#platform, this.#mutex, this.#window);
    this.#active.durability = durability;
    if (durability === 'memoryOnly') this.#vault.unguard();
    await this.#watch();
    const isFirst = variables.TRIPARTIE_SANDBOX && (await this.#files.active()) === undefined;
    if (isFirst && !variableProfile(variables)) {
      await this.#mutex.exclude(() => this.#add(SANDBOX_OWNER));
      return;
    }
    await this.#active.takeUp();
  }

  /** Hears of other windows; what does not succeed is tried again with the next look. */
  async #watch(): Promise<void> {
    if (this.#isWatching) return;
    const watcher = await this.#files.watch(() => void this.lookAgain()).catch(() => undefined);
    this.#isWatching = watcher !== undefined;
    if (watcher) this.#listeners.push(watcher);
    if (this.#disposed) watcher?.dispose();
  }

  /** The files did not answer: a profile may be there all the same. */
  #lookLater(): void {
    void this.#platform.clock.sleep(LATER_MS).then(() => this.lookAgain());
  }

  /** Notes a fact of a profile that is still there, and takes it up. */
  async #note<Name extends FactName>(id: string, name: Name, fact: Fact<Name>): Promise<void> {
    const isThere = isVariable(id) || (await this.#files.read(id)) !== undefined;
    if (isThere) await this.#files.note(id, name, fact);
    await this.#active.takeUp();
    this.#events.profilesChanged.fire();
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
