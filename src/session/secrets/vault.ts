import type * as vscode from 'vscode';
import type { EntryNames } from './entryNames.ts';
import type { WindowCopy } from './windowCopy.ts';

/** How long the editor's secret store may take for one answer, in milliseconds. */
export const STORE_TIMEOUT_MS = 5_000;

/** Why a value is not safely in the store. `outdated`: to store it would have taken away what another window stored. */
export type StoreFailure = 'refused' | 'timedOut' | 'altered' | 'lost' | 'outdated';

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
  readonly #copy: (() => Promise<WindowCopy>) | undefined;
  readonly #names: (() => Promise<EntryNames>) | undefined;
  /** The copy, once it guards. */
  #guard: WindowCopy | undefined;
  /** The store, whose answers come in time or not at all. */
  readonly #store = {
    get: (key: string) => this.#bounded(() => this.#secrets.get(key)),
    store: (key: string, value: string) => this.#bounded(() => this.#secrets.store(key, value)),
    delete: (key: string) => this.#bounded(() => this.#secrets.delete(key)),
  };

  /**
   * @param copy where each window has a copy of the store, and what one has stored the others do not see
   * @param names where it is noted which entries there are
   */
  constructor(
    secrets: vscode.SecretStorage,
    timeoutMs: number = STORE_TIMEOUT_MS,
    copy?: () => Promise<WindowCopy>,
    names?: () => Promise<EntryNames>,
  ) {
    this.#names = names;
    this.#secrets = secrets;
    this.#timeoutMs = timeoutMs;
    this.#copy = copy;
  }

  /** From now on nothing is written over what another window has stored. */
  async guard(): Promise<void> {
    this.#guard = await this.#copy?.();
  }

  /** The store has forgotten what there was, so that nothing can be taken away, and no reload would end that. */
  unguard(): void {
    this.#guard = undefined;
  }

  /** Whether what is to be written would be refused as `outdated`. A store that does not answer is told by the write. */
  async isOutdated(): Promise<boolean> {
    return (await this.#guard?.isOutdated(this.#store).catch(() => false)) ?? false;
  }

  /** Fires with the key of an entry that this window or another one wrote; may fire without a change. */
  get onDidChange(): vscode.Event<vscode.SecretStorageChangeEvent> {
    return this.#secrets.onDidChange;
  }

  /** @throws StoreError `refused` or `timedOut` */
  read(key: string): Promise<string | undefined> {
    return this.#store.get(key);
  }

  /** Stores and reads back. @throws StoreError when the value is not there afterwards, byte for byte */
  write(key: string, value: string): Promise<void> {
    return this.#change(async () => {
      // A disk that is slow is not waited for.
      void this.#noted((names) => names.add(key));
      await this.#store.store(key, value);
      const kept = await this.read(key);
      if (kept === undefined) throw new StoreError('lost');
      if (kept !== value) throw new StoreError('altered');
    });
  }

  /** @throws StoreError `refused`, `timedOut` or `outdated` */
  remove(key: string): Promise<void> {
    return this.#change(async () => {
      await this.#store.delete(key);
      void this.#noted((names) => names.remove(key));
    });
  }

  /** The names of the entries, as far as the store or what was noted tells. Never rejects. */
  async keys(): Promise<string[]> {
    const listing: vscode.SecretStorage & { keys?(): Thenable<string[]> } = this.#secrets;
    const [listed, noted] = await Promise.all([
      // Not every version of VS Code can.
      this.#bounded(async () => (await listing.keys?.()) ?? []).catch(() => []),
      this.#noted((names) => names.list()),
    ]);
    return [...new Set([...listed, ...(noted ?? [])])];
  }

  async #noted<T>(act: (names: EntryNames) => Promise<T>): Promise<T | undefined> {
    const names = await this.#names?.().catch(() => undefined);
    return names && act(names);
  }

  async #change(act: () => Promise<void>): Promise<void> {
    if (!this.#guard) return act();
    if (!(await this.#guard.change(this.#store, act))) throw new StoreError('outdated');
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
