import * as vscode from 'vscode';
import { systemClock } from '../../platform/clock.ts';
import type { Durability } from './durability.ts';
import type { Held, NoteText, UnsavedSecrets } from './unsavedSecrets.ts';
import type { Vault } from './vault.ts';

/**
 * Where a client's secret is.
 * - `stored`: in a store that was seen to remember, or saved by the person
 * - `unproven`: in a store of which that is not known yet
 * - `memory`: in a store that keeps it as long as this window
 * - `extension`: in this extension's memory alone, which ends with the window and with a restart of extensions
 * - `absent`: not here
 */
export type SecretPlace = 'stored' | 'unproven' | 'memory' | 'extension' | 'absent';

/** What is known of a key whose secret is kept. */
export interface KeptKey {
  readonly name?: string | null | undefined;
  /** Of the note that it was about to be made. */
  readonly note?: string | undefined;
  /** A rotation asks about its key itself. */
  readonly isOfRotation?: boolean;
  /** The person has it elsewhere. */
  readonly isSaved?: boolean;
}

/**
 * What an earlier extension host left of an account's secrets.
 * - `cut`: it ended while a key was being made
 * - `unsaved`: the secret is in a store that is not known to remember
 * - `lost`: a key was made, and its secret is not here
 */
export type Stock =
  | { readonly kind: 'cut'; readonly name: string; readonly scopes: readonly string[]; readonly startedAt: number }
  | {
      readonly kind: 'unsaved' | 'lost';
      readonly identifier: string;
      readonly name: string | null;
      readonly isOfRotation: boolean;
    };

/** What was taken up of it, by the name of its note. */
export interface TakenStock {
  readonly stock: ReadonlyMap<string, Stock>;
  /** Whether other windows may yet leave something: they are there, or just closing. */
  readonly areOthersThere: boolean;
}

/** Whose secrets they are, and what is known of where they are kept. */
export interface SecretsOf {
  /** What tells this account's secrets from another's: `sandbox`, or the origin of the API. */
  readonly scope: string;
  /** Who is signed in there. */
  readonly subject: string;
  readonly durability: Durability;
}

/**
 * How long a durable store may take to get a secret to the disk, in milliseconds: until then the note of it stays.
 */
const FLUSH_MS = 2_000;

/**
 * The secrets of one account's API clients. One that is not known to outlive this window counts as unsaved until the
 * person has it elsewhere, so that it is never lost without a word.
 */
export class ClientSecrets implements vscode.Disposable {
  readonly #vault: Vault;
  readonly #of: SecretsOf;
  readonly #unsaved: UnsavedSecrets;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #listener: vscode.Disposable;

  /** Fires when a secret was kept, saved or forgotten, here or in another window. */
  readonly onDidChange = this.#changed.event;

  /** @param unsaved outlives this object, so that signing out loses none */
  constructor(vault: Vault, unsaved: UnsavedSecrets, of: SecretsOf) {
    this.#vault = vault;
    this.#of = of;
    this.#unsaved = unsaved;
    this.#listener = vault.onDidChange(({ key }) => {
      if (key.startsWith(this.#key(''))) this.#changed.fire();
    });
  }

  /** Those of this account that nobody has saved. */
  get unsaved(): readonly Held[] {
    return this.#unsaved.of(this.#owner);
  }

  /** @throws StoreError when the store does not answer; the secret may be there all the same */
  async place(identifier: string): Promise<SecretPlace> {
    const held = this.#unsaved.get(this.#key(identifier));
    if (held && !held.isStored) return 'extension';
    if (held) return this.#of.durability === 'memoryOnly' ? 'memory' : 'unproven';
    return (await this.#vault.read(this.#key(identifier))) === undefined ? 'absent' : 'stored';
  }

  /** What the store has, whatever is in memory. @throws StoreError when the store does not answer */
  readStored(identifier: string): Promise<string | undefined> {
    return this.#vault.read(this.#key(identifier));
  }

  /** @throws StoreError when the store does not answer */
  async read(identifier: string): Promise<string | undefined> {
    const key = this.#key(identifier);
    return this.#unsaved.get(key)?.secret ?? (await this.#vault.read(key));
  }

  /**
   * Notes that a key is about to be made: if this extension host ends before its secret is stored, the next one looks for
   * it. Never rejects. @returns what the note is called, for {@link keep} or {@link unannounce}
   */
  announce(wanted: { readonly name: string; readonly scopes: readonly string[] }): Promise<string> {
    return this.#unsaved.announce(this.#text({ ...wanted, isOfRotation: false }));
  }

  /** It is known what became of that key. */
  unannounce(note: string): Promise<void> {
    return this.#unsaved.drop(note);
  }

  /**
   * Keeps a secret in the store, and in memory until the store is shown to have it; with one that is not known to remember
   * until {@link release}.
   * @throws StoreError when it is in memory only
   */
  async keep(identifier: string, secret: string, about: KeptKey = {}): Promise<void> {
    const key = this.#key(identifier);
    const isDurable = this.#of.durability === 'durable';
    if (about.isSaved) await this.#unsaved.release(key, true);
    const { name = null, isOfRotation = false } = about;
    const held = { owner: this.#owner, identifier, name, isOfRotation, secret };
    this.#unsaved.hold(key, { ...held, isStored: false });
    const text = this.#text({ identifier, name, isOfRotation });
    const isNoted = !isDurable || about.note !== undefined;
    // Beside the store, not before it: while a disk is slow, an answer with a secret must not wait for it.
    const noted = isNoted ? this.#unsaved.note(key, text) : Promise.resolve();
    try {
      await this.#vault.write(key, secret);
      if (!isDurable) this.#unsaved.hold(key, { ...held, isStored: true });
      else if (!isNoted) await this.#unsaved.release(key);
      else void this.#unsaved.stored(key, systemClock.sleep(FLUSH_MS));
      await noted;
    } catch (error) {
      await (isNoted ? noted : this.#unsaved.note(key, text));
      throw error;
    } finally {
      // Which key was made is known by now: another one of its name is not the one that was announced.
      if (about.note !== undefined) await this.#unsaved.drop(about.note);
      this.#changed.fire();
    }
  }

  /** The person saved the secret elsewhere. */
  async release(identifier: string): Promise<void> {
    await this.#unsaved.release(this.#key(identifier), true);
    this.#changed.fire();
  }

  /** Forgets the secret of a client that no longer exists. @throws StoreError when the store still has it */
  async forget(identifier: string): Promise<void> {
    await this.release(identifier);
    await this.#vault.remove(this.#key(identifier));
  }

  /**
   * Takes up what earlier extension hosts left: what the store has and is not known to remember counts as unsaved here;
   * what a durable one has is safe.
   * @returns what the person is to be asked or told
   */
  async takeStock(): Promise<TakenStock> {
    const { notes, areOthersThere } = await this.#unsaved.left(this.#owner);
    const stock = new Map<string, Stock>();
    for (const [file, { identifier, name, scopes, startedAt, isOfRotation }] of notes) {
      if (identifier === undefined) {
        stock.set(file, { kind: 'cut', name: name ?? '', scopes, startedAt });
        continue;
      }
      const key = this.#key(identifier);
      const secret = await this.#vault.read(key).catch(() => null);
      if (secret === null) continue;
      if (secret !== undefined && this.#of.durability === 'durable') await this.#unsaved.drop(file);
      else if (secret !== undefined) {
        this.#unsaved.hold(key, { owner: this.#owner, identifier, name, isOfRotation, secret, isStored: true });
        await this.#unsaved.note(key, this.#text({ identifier, name, isOfRotation }));
        stock.set(file, { kind: 'unsaved', identifier, name, isOfRotation });
      } else if (!(await this.#vault.isOutdated())) {
        stock.set(file, { kind: 'lost', identifier, name, isOfRotation });
      }
    }
    if (stock.size > 0) this.#changed.fire();
    return { stock, areOthersThere };
  }

  dispose(): void {
    this.#listener.dispose();
    this.#changed.dispose();
  }

  #text(about: {
    identifier?: string;
    name?: string | null | undefined;
    scopes?: readonly string[];
    isOfRotation: boolean;
  }): NoteText {
    const { identifier, name = null, scopes = [], isOfRotation } = about;
    const owner = this.#owner;
    const startedAt = systemClock.now();
    return {
      owner,
      ...(identifier !== undefined && { identifier }),
      name,
      scopes: [...scopes],
      startedAt,
      isOfRotation,
    };
  }

  get #owner(): string {
    return `${this.#of.scope} ${this.#of.subject}`;
  }

  #key(identifier: string): string {
    return `tripartie.apiClient:${this.#of.scope}:${identifier}`;
  }
}
