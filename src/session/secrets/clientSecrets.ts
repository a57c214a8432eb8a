import * as vscode from 'vscode';
import type { Vault } from './vault.ts';

/** Where a client's secret is: in the editor's store, in this window's memory until the person saves it, or not here. */
export type SecretPlace = 'stored' | 'memory' | 'absent';

/**
 * The secrets of one account's API clients. A secret that the store does not keep stays in this window's memory until
 * the person has saved it elsewhere, so that it is never lost without a word.
 */
export class ClientSecrets implements vscode.Disposable {
  readonly #vault: Vault;
  readonly #scope: string;
  readonly #unsaved: Map<string, string>;
  readonly #forgetful: boolean;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #listener: vscode.Disposable;

  /** Fires when a secret was kept or forgotten, here or in another window. */
  readonly onDidChange = this.#changed.event;

  /**
   * @param scope what tells this account's secrets from another's: `sandbox`, or the origin of the API
   * @param unsaved secrets that nobody has saved yet; the map outlives this object, so that signing out loses none
   * @param forgetful whether what the store takes counts as saved only once the person has it elsewhere
   */
  constructor(vault: Vault, scope: string, unsaved: Map<string, string>, forgetful: boolean) {
    this.#vault = vault;
    this.#scope = scope;
    this.#unsaved = unsaved;
    this.#forgetful = forgetful;
    this.#listener = vault.onDidChange(({ key }) => {
      if (key.startsWith(this.#key(''))) this.#changed.fire();
    });
  }

  /** @throws StoreError when the store does not answer; the secret may be there all the same */
  async place(identifier: string): Promise<SecretPlace> {
    if (this.#unsaved.has(this.#key(identifier))) return 'memory';
    return (await this.#vault.read(this.#key(identifier))) === undefined ? 'absent' : 'stored';
  }

  /** What the store has, whatever is in memory. @throws StoreError when the store does not answer */
  readStored(identifier: string): Promise<string | undefined> {
    return this.#vault.read(this.#key(identifier));
  }

  /** @throws StoreError when the store does not answer */
  async read(identifier: string): Promise<string | undefined> {
    return this.#unsaved.get(this.#key(identifier)) ?? (await this.#vault.read(this.#key(identifier)));
  }

  /**
   * Keeps a secret in the store, and in memory until the store is shown to have it; with a forgetful store until
   * {@link release}.
   * @throws StoreError when it is in memory only
   */
  async keep(identifier: string, secret: string): Promise<void> {
    const key = this.#key(identifier);
    this.#unsaved.set(key, secret);
    try {
      await this.#vault.write(key, secret);
      if (!this.#forgetful) this.#unsaved.delete(key);
    } finally {
      this.#changed.fire();
    }
  }

  /** The person saved the secret elsewhere: memory need not hold it any more. */
  release(identifier: string): void {
    this.#unsaved.delete(this.#key(identifier));
    this.#changed.fire();
  }

  /** Forgets the secret of a client that no longer exists. @throws StoreError when the store still has it */
  async forget(identifier: string): Promise<void> {
    this.release(identifier);
    await this.#vault.remove(this.#key(identifier));
  }

  dispose(): void {
    this.#listener.dispose();
    this.#changed.dispose();
  }

  #key(identifier: string): string {
    return `tripartie.apiClient:${this.#scope}:${identifier}`;
  }
}
