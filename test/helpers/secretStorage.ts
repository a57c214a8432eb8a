import * as vscode from 'vscode';

/** A SecretStorage that keeps what it is given, and can be told to fail the way real ones do. */
export class TestSecretStorage implements vscode.SecretStorage {
  readonly entries = new Map<string, string>();
  readonly #changed = new vscode.EventEmitter<vscode.SecretStorageChangeEvent>();
  readonly onDidChange = this.#changed.event;
  /** What goes wrong from now on. */
  fault: 'none' | 'throws' | 'hangs' | 'alters' | 'loses' = 'none';

  async get(key: string): Promise<string | undefined> {
    await this.#misbehave();
    return this.entries.get(key);
  }

  async store(key: string, value: string): Promise<void> {
    await this.#misbehave();
    if (this.fault !== 'loses') this.entries.set(key, this.fault === 'alters' ? value.slice(1) : value);
    this.#changed.fire({ key });
  }

  async delete(key: string): Promise<void> {
    await this.#misbehave();
    this.entries.delete(key);
    this.#changed.fire({ key });
  }

  async keys(): Promise<string[]> {
    return [...this.entries.keys()];
  }

  async #misbehave(): Promise<void> {
    if (this.fault === 'throws') throw new Error('the keyring is locked: sandbox-canary-store-message');
    if (this.fault === 'hangs') await new Promise(() => undefined);
  }
}
