import type * as vscode from 'vscode';
import { CrossWindowMutex } from '../../platform/crossWindowMutex.ts';
import { FileError } from '../../platform/files.ts';
import type { Platform } from '../../platform/platform.ts';
import { randomId } from '../../platform/randomness.ts';
import { isWriterGone, type Mark, readMark, writeMark } from './markFile.ts';

const KEY = 'tripartie.windowCopy';

const FILE = 'windowCopy.json';

/** Longest time from a window's look at the stored secrets to the start of its extensions, in milliseconds. */
const LOADING_MS = 10_000;

/**
 * Whether this window's copy of the secrets is the last one. In a browser each window of VS Code reads all secrets when
 * it is loaded and never again, and writes all of them with each one that it stores (`LocalStorageSecretStorageProvider`):
 * a window that was loaded before another one stored a secret would take that secret away. So each change leaves a mark
 * among the secrets, which goes wherever the copy goes, and the same mark in a file, which all windows see.
 */
export class WindowCopy {
  readonly #platform: Platform;
  readonly #mutex: CrossWindowMutex;
  readonly #loadedAt: number;
  /** The mark that this window left last. */
  #own: string | undefined;

  /**
   * @param platform whose folder all windows look in
   * @param loadedAt when this extension host started, milliseconds since 1970
   */
  constructor(platform: Platform, loadedAt: number = platform.environment.startedAt) {
    this.#platform = platform;
    this.#mutex = new CrossWindowMutex(platform, 'secrets');
    this.#loadedAt = loadedAt;
  }

  /** Whether another window has stored something that a write of this one would take away. Ends as the store does. */
  async isOutdated(secrets: Pick<vscode.SecretStorage, 'get'>): Promise<boolean> {
    const left = await this.#readMark();
    if (left === 'unknown') return true;
    if (!left || left.value === this.#own) return false;
    // Where the copy is the later one, whoever left the mark did not get as far as the store.
    if (left.writtenAt < this.#loadedAt - LOADING_MS) return false;
    // Most likely this window before its reload, which closed it while it was storing.
    if (left.writtenAt < this.#loadedAt && isWriterGone(left, this.#platform.environment)) return false;
    return (await secrets.get(KEY)) !== left.value;
  }

  /** A disk that is slow may have the mark of another window; in a folder that refuses, no window has left one. */
  async #readMark(): Promise<Mark | 'unknown' | undefined> {
    return readMark(this.#platform.files, FILE).catch((error: unknown) =>
      error instanceof FileError && error.failure === 'timedOut' ? 'unknown' : undefined,
    );
  }

  /**
   * Changes the secrets while no other window does. Ends as `act` does, or as the store does.
   * @returns whether it was done: not in a window that is outdated
   */
  change(secrets: Pick<vscode.SecretStorage, 'get' | 'store'>, act: () => Promise<void>): Promise<boolean> {
    return this.#mutex.alone(async () => {
      if (await this.isOutdated(secrets)) return false;
      const mark = randomId();
      // The file first: until the store has the mark too, other windows had better be reloaded for nothing.
      await writeMark(this.#platform, FILE, mark).then(
        () => {
          this.#own = mark;
        },
        // A folder that cannot be written must not keep a secret from being stored.
        () => undefined,
      );
      await secrets.store(KEY, mark);
      await act();
      return true;
    });
  }
}
