import type * as vscode from 'vscode';

/** How long the editor's secret store may take for one answer, in milliseconds. */
export const STORE_TIMEOUT_MS = 5_000;

/** Why a value is not safely in the store. */
export type StoreFailure = 'refused' | 'timedOut' | 'altered' | 'lost';

/** The editor's secret store did not keep a value. Holds neither the value nor the store's own message. */
export class StoreError extends Error {
  readonly failure: StoreFailure;

  constructor(failure: StoreFailure) {
    super(`The editor's secret store failed: ${failure}`);
    this.name = 'StoreError';
    this.failure = failure;
  }
}

/**
 * The editor's SecretStorage with its promises checked: it may throw, never answer, change a value, or drop it without
 * a word, so a value counts as kept only once it was read back and is the same.
 */
export class Vault {
  readonly #secrets: vscode.SecretStorage;
  readonly #timeoutMs: number;

  constructor(secrets: vscode.SecretStorage, timeoutMs: number = STORE_TIMEOUT_MS) {
    this.#secrets = secrets;
    this.#timeoutMs = timeoutMs;
  }

  /** Fires with the key of an entry that this window or another one wrote; may fire without a change. */
  get onDidChange(): vscode.Event<vscode.SecretStorageChangeEvent> {
    return this.#secrets.onDidChange;
  }

  /** @throws StoreError `refused` or `timedOut` */
  read(key: string): Promise<string | undefined> {
    return this.#bounded(() => this.#secrets.get(key));
  }

  /** Stores and reads back. @throws StoreError when the value is not there afterwards, byte for byte */
  async write(key: string, value: string): Promise<void> {
    await this.#bounded(() => this.#secrets.store(key, value));
    const kept = await this.read(key);
    if (kept === undefined) throw new StoreError('lost');
    if (kept !== value) throw new StoreError('altered');
  }

  /** @throws StoreError `refused` or `timedOut` */
  remove(key: string): Promise<void> {
    return this.#bounded(() => this.#secrets.delete(key));
  }

  async #bounded<T>(act: () => Thenable<T>): Promise<T> {
    let timer: NodeJS.Timeout | undefined;
    const tooLate = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new StoreError('timedOut')), this.#timeoutMs);
    });
    try {
      return await Promise.race([act(), tooLate]);
    } catch (error) {
      throw error instanceof StoreError ? error : new StoreError('refused');
    } finally {
      clearTimeout(timer);
    }
  }
}
