import type * as vscode from 'vscode';
import type { Activity } from '../activity/activityFile.ts';
import { sameCredential } from '../api/credentials.ts';
import type { Me } from '../api/index.ts';
import type { Platform } from '../platform/platform.ts';
import type { Account, Missing, SessionState } from './account.ts';
import { endOf, type OpenAccount, openAccount } from './openAccount.ts';
import type { PlaceMemory } from './placeMemory.ts';
import { accountName, isVariable, OWN_KEY, type Profile } from './profiles/profile.ts';
import type { Fact, ProfileFiles } from './profiles/profileFiles.ts';
import { variableProfile } from './profiles/variableProfile.ts';
import type { CredentialStore } from './secrets/credentialStore.ts';
import type { Durability } from './secrets/durability.ts';
import type { KeptCredential } from './secrets/keptCredential.ts';
import type { UnsavedSecrets } from './secrets/unsavedSecrets.ts';
import type { Vault } from './secrets/vault.ts';
import type { SessionEvents } from './sessionEvents.ts';

/** Where it is noted what was done. */
export interface Noting {
  note(entry: Omit<Activity, 'at'>): void;
}

/** Where a window looks for what it is to show. */
interface Sources {
  readonly vault: Vault;
  readonly credentials: CredentialStore;
  readonly files: ProfileFiles;
  readonly platform: Platform;
  readonly activity: Noting;
  readonly places: PlaceMemory;
}

/** What of a profile may become another in an account that stays the same one. */
const PASSING = ['name', 'organization', 'email', 'subject', 'readOnly'] as const;

/** What a window shows: the account that files and store say is the active one, whichever window wrote them. */
export class ActiveAccount implements vscode.Disposable {
  readonly #sources: Sources;
  readonly #events: SessionEvents;
  readonly #unsaved: UnsavedSecrets;
  #state: SessionState = { kind: 'signedOut' };
  #open: OpenAccount | undefined;
  #disposed = false;

  /** Whether the store outlives a restart; counts for accounts that are taken up from now on. */
  durability: Durability = 'unproven';

  constructor(sources: Sources, events: SessionEvents, unsaved: UnsavedSecrets) {
    this.#sources = sources;
    this.#events = events;
    this.#unsaved = unsaved;
  }

  get state(): SessionState {
    return this.#state;
  }

  /** Takes up what is chosen, by whichever window, if it is not what is shown already. */
  async takeUp(): Promise<void> {
    if (this.#disposed) return;
    const profile = await this.#chosen();
    if (!profile) {
      if (this.#state.kind !== 'signedOut') this.#set({ kind: 'signedOut' });
      return;
    }
    const found = await this.#sources.credentials.find(profile).catch((): Missing => 'unanswered');
    const account = this.#accountOf(profile);
    if (typeof found === 'string') {
      const state = this.#state;
      // The store hears of other windows late: who is signed in here stays so.
      const same = state.kind === 'unavailable' && state.because === found && state.profile.id === profile.id;
      if (!account && !same) this.#set({ kind: 'unavailable', profile, because: found });
      return;
    }
    if (!account) return this.#adopt(profile, found);
    const present = this.#open?.renewal.credential;
    if (found.kind !== OWN_KEY.kind && present && !sameCredential(found, present)) this.#renew(found);
    this.#describe(profile);
  }

  /** The profile has a new credential, or the same one again, which the API has begun to accept: what waits goes on. */
  goOn(id: string, credential: KeptCredential): void {
    const state = this.#state;
    if (state.kind === 'signedIn' && state.refused && state.account.profileId === id) this.#renew(credential);
  }

  /** Asks the API once more about a key that it refused; what waits goes on where it accepts it by now. Never rejects. */
  async askAgain(): Promise<void> {
    await this.#open?.renewal.askAgain();
  }

  /** What `GET /me` says of who is shown. @returns what of it was not known yet */
  learn({ client }: Account, me: Me): Fact<'learned'> | undefined {
    const state = this.#state;
    if (state.kind !== 'signedIn' || state.account.client !== client) return undefined;
    const { account } = state;
    const organization = me.organization?.name || undefined;
    const email = me.email || undefined;
    if (organization === account.organization && email === account.email) return undefined;
    const { organization: _, email: __, ...rest } = account;
    const learned = { ...(organization && { organization }), ...(email && { email }) };
    this.#describe({ ...rest, ...learned });
    return learned;
  }

  /** Shows nobody, where it was this profile. @returns whether it was */
  leave(id: string): boolean {
    if (this.#state.kind !== 'signedIn' || this.#state.account.profileId !== id) return false;
    this.#state.account.note('signed out');
    this.#set({ kind: 'signedOut' });
    return true;
  }

  dispose(): void {
    this.#disposed = true;
    this.#open?.close();
  }

  async #chosen(): Promise<Profile | undefined> {
    const { files, platform } = this.#sources;
    const variable = variableProfile(platform.environment.variables);
    const id = await files.active();
    if (variable && (id === undefined || (id !== null && isVariable(id)))) return files.describe(variable);
    return id ? files.read(id) : undefined;
  }

  /** The account that is shown, where it is still what the profile says: its credential belongs to one address. */
  #accountOf({ id, environment, origin }: Profile): Account | undefined {
    if (this.#state.kind !== 'signedIn') return undefined;
    const { account } = this.#state;
    const same = account.environment === environment && (origin ?? account.origin) === account.origin;
    return same && account.profileId === id ? account : undefined;
  }

  async #adopt(profile: Profile, found: KeptCredential | typeof OWN_KEY): Promise<void> {
    const { vault, platform, activity, places } = this.#sources;
    const open = await openAccount(profile, found, {
      vault,
      platform,
      unsaved: this.#unsaved,
      places,
      durability: this.durability,
      note: (what, about, outcome) =>
        activity.note({
          account: accountName(this.#nameOf(profile)),
          what,
          ...(about && { about: [about.identifier, about.name].filter((part) => part).join(' ') }),
          ...(outcome !== undefined && { outcome }),
        }),
      changed: (what) => {
        // The lists of an account that was left are not in sight any more.
        if (this.#accountOf(profile)) this.#events.changedAtTripartie.fire(what);
      },
      onRefused: () => {
        if (this.#state.kind !== 'signedIn') return;
        this.#state = { ...this.#state, refused: true };
        this.#events.keyChanged.fire(this.#state);
      },
      onAccepted: (credential) => this.#renew(credential),
    });
    if (this.#disposed) open.close();
    else this.#set({ kind: 'signedIn', account: open.account, refused: false }, open);
  }

  #set(state: SessionState, open?: OpenAccount): void {
    this.#open?.close();
    this.#open = open;
    this.#state = state;
    this.#events.changed.fire(state);
  }

  #renew(credential: KeptCredential): void {
    if (this.#state.kind !== 'signedIn') return;
    const account = { ...this.#state.account, keyEndsAt: endOf(credential) };
    account.client.useCredential(credential);
    this.#state = { kind: 'signedIn', account, refused: false };
    this.#open?.renewal.replace(credential);
    this.#events.keyChanged.fire(this.#state);
  }

  /** Says of the account what is known of its profile now; its client, its key and what waits for it stay as they are. */
  #describe(profile: Pick<Profile, (typeof PASSING)[number]>): void {
    if (this.#state.kind !== 'signedIn') return;
    const { account } = this.#state;
    if (PASSING.every((key) => account[key] === profile[key])) return;
    const { name: _, organization: __, email: ___, ...rest } = account;
    const { name, organization, email, subject, readOnly } = profile;
    this.#open?.setReadOnly(readOnly);
    const described: Account = {
      ...rest,
      subject,
      readOnly,
      ...(name && { name }),
      ...(organization && { organization }),
      ...(email && { email }),
    };
    this.#state = { ...this.#state, account: described };
    this.#events.described.fire(described);
  }

  /** The name may have become known since the account was signed in. */
  #nameOf(profile: Profile): Parameters<typeof accountName>[0] {
    const account = this.#state.kind === 'signedIn' ? this.#state.account : undefined;
    return account?.profileId === profile.id ? account : profile;
  }
}
