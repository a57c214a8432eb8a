import * as vscode from 'vscode';
import { keyedHash } from '../platform/hash.ts';
import { randomNumber } from '../platform/randomness.ts';
import { type Needle, Needles, needleFor, type SearchKeys, searchKeys } from '../secretSearch/index.ts';
import { accountName, type Profile, placeOf } from '../session/profiles/profile.ts';
import { clientOf, isOfClient } from '../session/secrets/keptSecrets.ts';
import type { Account, Session } from '../session/session.ts';

/** A key whose secret this editor keeps, or kept until it was rotated. */
export interface KeptKey {
  readonly identifier: string;
  /** Of which account it is: its address, or `sandbox`. */
  readonly scope: string;
  /** The identifier of the key that a rotation has made in its place: this one opens nothing any more before long. */
  readonly replacedBy?: string;
}

/** What is looked for in one account's name, as of the last look at the store. */
export interface Kept {
  readonly account: Account;
  readonly needles: Needles<KeptKey>;
  readonly byIdentifier: ReadonlyMap<string, KeptKey>;
  /** How many secrets the store did not give, and that were never read before: they are not looked for. */
  readonly unread: number;
  /** What the account is called whose keys are not those of {@link account}: "Acme · Production". */
  nameOf(scope: string): string | undefined;
}

/** What is known of rotations under way. */
export interface Marks {
  readonly onDidChange: vscode.Event<void>;
  markOf(identifier: string): { readonly isNew: boolean; readonly oldIdentifier: string } | undefined;
  /** The keys that they have made. */
  newIdentifiers(): readonly string[];
}

/** A secret that is looked for. */
interface Sought {
  readonly needle: Needle;
  readonly key: KeptKey;
  /** It was in no store any more: a rotation has replaced it since this window was opened. */
  readonly isGone: boolean;
}

/** By scope and identifier. */
type Found = ReadonlyMap<string, Sought>;

/**
 * The secrets of API clients that this editor keeps, of all accounts, as needles: their text is not kept here. Read anew
 * whenever a store, a rotation or the account changes; nothing while nobody is signed in.
 */
export class KeptKeys implements vscode.Disposable {
  readonly #session: Session;
  readonly #marks: Marks;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #keys: SearchKeys = searchKeys(keyedHash(), randomNumber());
  readonly #listeners: vscode.Disposable;
  #followed: { readonly account: Account; readonly listeners: vscode.Disposable } | undefined;
  #found: Found = new Map();
  #profiles: readonly Profile[] = [];
  #kept: Kept | undefined;
  #isDisposed = false;
  /** The look under way, and the one behind it, which is for all who ask meanwhile. */
  #looking: Promise<void> = Promise.resolve();
  #next: Promise<void> | undefined;

  /** Fires when {@link latest} is another one. */
  readonly onDidChange = this.#changed.event;

  constructor(session: Session, marks: Marks) {
    this.#session = session;
    this.#marks = marks;
    this.#listeners = vscode.Disposable.from(
      this.#changed,
      session.onDidChange(() => {
        // Of an account that was left nothing is said, however long the store takes.
        this.#take(undefined, new Map(), [], 0);
        void this.look();
      }),
      session.onDidDescribe((account) => {
        if (this.#kept) this.#take(account, this.#found, this.#profiles, this.#kept.unread);
      }),
      // It is told whenever the window is looked at again, too: the store is not asked for that.
      session.onDidChangeProfiles(() => void this.#nameAnew()),
      // A rotation tells of each of its steps: the store is not asked again for most of them.
      marks.onDidChange(() => this.#markAnew()),
    );
  }

  /** What was found last; `undefined` while nobody is signed in. */
  get latest(): Kept | undefined {
    return this.#kept;
  }

  /** Looks at the store anew. Never rejects. */
  look(): Promise<void> {
    this.#next ??= this.#looking.then(() => {
      this.#next = undefined;
      this.#looking = this.#look();
      return this.#looking;
    });
    return this.#next;
  }

  dispose(): void {
    this.#isDisposed = true;
    this.#followed?.listeners.dispose();
    this.#listeners.dispose();
  }

  async #look(): Promise<void> {
    const state = await this.#session.current().catch(() => undefined);
    const account = state?.kind === 'signedIn' ? state.account : undefined;
    // What is kept while the store is read is news.
    this.#follow(account);
    if (!account) return this.#take(undefined, new Map(), [], 0);
    const profiles = await this.#session.profiles().catch(() => []);
    const { found, unread } = await this.#find(account);
    if (!account.ended.aborted && this.#followed?.account === account) this.#take(account, found, profiles, unread);
  }

  #take(account: Account | undefined, found: Found, profiles: readonly Profile[], unread: number): void {
    if (this.#isDisposed) return;
    const isSame =
      account === this.#kept?.account &&
      unread === (this.#kept?.unread ?? 0) &&
      textOf(found) === textOf(this.#found) &&
      JSON.stringify(profiles) === JSON.stringify(this.#profiles);
    this.#found = found;
    this.#profiles = profiles;
    if (isSame) return;
    const all = [...found.values()];
    this.#kept = account && {
      account,
      needles: new Needles(
        this.#keys,
        all.map(({ needle, key }) => [needle, key]),
      ),
      byIdentifier: new Map(all.map(({ key }) => [key.identifier, key])),
      unread,
      nameOf: (scope) => nameOf(profiles, scope),
    };
    this.#changed.fire();
  }

  /** What a rotation replaces is old. Where one ended, the store tells what became of the old key. */
  #markAnew(): void {
    if (!this.#kept) return;
    const { account, unread } = this.#kept;
    const isOver = ({ key, isGone }: Sought) =>
      !isGone && key.replacedBy !== undefined && this.#replacing(key, account.scope) === undefined;
    if ([...this.#found.values()].some(isOver)) void this.look();
    const marked = [...this.#found].map(([id, sought]) => [id, this.#marked(sought, account.scope)] as const);
    this.#take(account, new Map(marked), this.#profiles, unread);
  }

  #marked(sought: Sought, scope: string): Sought {
    const replacedBy = this.#replacing(sought.key, scope);
    return replacedBy === undefined ? sought : { ...sought, key: { ...sought.key, replacedBy } };
  }

  /** What accounts are called may be another name. */
  async #nameAnew(): Promise<void> {
    const profiles = await this.#session.profiles().catch(() => undefined);
    if (profiles && this.#kept) this.#take(this.#kept.account, this.#found, profiles, this.#kept.unread);
  }

  async #find({ vault, secrets, scope }: Account): Promise<{ found: Found; unread: number }> {
    const { clients } = await this.#session.keptSecrets();
    const found = new Map<string, Sought>();
    let unread = 0;
    const put = (client: Pick<KeptKey, 'identifier' | 'scope'>, needle: Needle | undefined) => {
      if (!needle) return;
      const { identifier } = client;
      const sought = { needle, key: { identifier, scope: client.scope }, isGone: false };
      found.set(idOf(client), this.#marked(sought, scope));
    };
    await Promise.all(
      [...clients.values()].flat().map(async (entry) => {
        const client = clientOf(entry);
        const secret = await vault.read(entry).catch(() => null);
        const before = this.#found.get(idOf(client))?.needle;
        // A store that does not answer has forgotten nothing.
        if (secret === null && !before) unread += 1;
        put(client, typeof secret === 'string' ? needleFor(this.#keys, secret) : secret === null ? before : undefined);
      }),
    );
    // What no store has is in memory.
    for (const { identifier, secret } of secrets.unsaved) put({ identifier, scope }, needleFor(this.#keys, secret));
    for (const [id, sought] of this.#found) {
      if (sought.key.replacedBy !== undefined && !found.has(id)) found.set(id, { ...sought, isGone: true });
    }
    return { found, unread };
  }

  /** The key that a rotation under way has made in the place of one. @param scope of the account whose rotations are known */
  #replacing({ identifier, scope: own }: KeptKey, scope: string): string | undefined {
    if (own !== scope) return undefined;
    return this.#marks.newIdentifiers().find((each) => this.#marks.markOf(each)?.oldIdentifier === identifier);
  }

  #follow(account: Account | undefined): void {
    if (this.#isDisposed || this.#followed?.account === account) return;
    this.#followed?.listeners.dispose();
    const look = () => void this.look();
    this.#followed = account && {
      account,
      listeners: vscode.Disposable.from(
        account.secrets.onDidChange(look),
        // Those of other accounts: they may be found too.
        account.vault.onDidChange(({ key }) => {
          if (isOfClient(key) && clientOf(key).scope !== account.scope) look();
        }),
      ),
    };
  }
}

function idOf({ scope, identifier }: Pick<KeptKey, 'scope' | 'identifier'>): string {
  return `${scope} ${identifier}`;
}

function textOf(found: Found): string {
  return JSON.stringify([...found].sort(([one], [other]) => (one < other ? -1 : 1)));
}

function nameOf(profiles: readonly Profile[], scope: string): string | undefined {
  const profile = profiles.find((each) => placeOf(each) === scope);
  return profile && accountName({ ...profile, readOnly: false });
}
