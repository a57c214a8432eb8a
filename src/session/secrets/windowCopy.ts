import * as v from 'valibot';
import type * as vscode from 'vscode';
import { CrossWindowMutex } from '../../platform/crossWindowMutex.ts';
import { FileError } from '../../platform/files.ts';
import type { Platform } from '../../platform/platform.ts';
import { randomId } from '../../platform/randomness.ts';
import { isWriterGone, type Mark, readMark, writeMark } from './markFile.ts';
import { isAnother, type Page, pageOf, pageSchema } from './page.ts';
import type { ThisWindow } from './thisWindow.ts';

const KEY = 'tripartie.windowCopy';

const FILE = 'windowCopy.json';

/** What a window remembers of marks, for the page that it is drawn in after a reload. */
const remembered = v.object({
  page: pageSchema,
  /** The mark that was in the file and not in this page's copy. */
  lacked: v.optional(v.string()),
  /** The one that this page was about to leave. */
  leaving: v.optional(v.string()),
  /** The one that this page lacks, although it was loaded after that was left. */
  settled: v.optional(v.string()),
});

/**
 * Whether this window's copy of the secrets is the last one. In a browser each window of VS Code reads all secrets when
 * its page is loaded and never again, and writes all of them with each one that it stores
 * (`LocalStorageSecretStorageProvider`): a window that was loaded before another one stored a secret would take that
 * secret away. So each change leaves a mark among the secrets, which goes wherever the copy goes, and the same mark in a
 * file, which all windows see. No time decides: an extension host says nothing of when its page was loaded.
 */
export class WindowCopy {
  readonly #platform: Platform;
  readonly #mutex: CrossWindowMutex;
  readonly #page: Page;
  readonly #memory: ThisWindow['memory'];

  /** @param platform whose folder all windows look in */
  constructor(platform: Platform, window: ThisWindow) {
    this.#platform = platform;
    this.#mutex = new CrossWindowMutex(platform, 'secrets');
    this.#page = pageOf(window);
    this.#memory = window.memory;
  }

  /** Whether another window has stored something that a write of this one would take away. Ends as the store does. */
  async isOutdated(secrets: Pick<vscode.SecretStorage, 'get'>): Promise<boolean> {
    const left = await this.#readMark();
    if (left === 'unknown') return true;
    if (!left) return false;
    // By this extension host, or one before it in the same page: the copy is the page's.
    if (left.page && !isAnother(left.page, this.#page)) return false;
    if ((await secrets.get(KEY)) === left.value) return false;
    return !(await this.#isSettled(left));
  }

  /**
   * Whether the store lacks a mark for good: this page was loaded after it was left. So it is if this window missed it
   * before its page was loaded anew, or was about to leave it then. Whoever left it did not get as far as the store, or
   * has a store in another browser, or in memory.
   */
  async #isSettled(left: Mark): Promise<boolean> {
    const known = this.#remembered();
    const isOfThisPage = known !== undefined && !isAnother(known.page, this.#page);
    if (isOfThisPage) {
      if (known.settled === left.value) return true;
      if (known.lacked !== left.value) await this.#remember({ ...known, lacked: left.value });
      return false;
    }
    const missed = known?.lacked === left.value;
    const wasLeaving = known?.leaving === left.value && isWriterGone(left, this.#platform.environment);
    const isSettled = missed || wasLeaving;
    await this.#remember({ page: this.#page, ...(isSettled ? { settled: left.value } : { lacked: left.value }) });
    return isSettled;
  }

  #remembered(): v.InferOutput<typeof remembered> | undefined {
    const parsed = v.safeParse(remembered, this.#memory.get(KEY));
    return parsed.success ? parsed.output : undefined;
  }

  /** What cannot be remembered costs a reload more, and no secret. */
  async #remember(next: v.InferOutput<typeof remembered>): Promise<void> {
    await Promise.resolve(this.#memory.update(KEY, next)).catch(() => undefined);
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
      const known = this.#remembered();
      const settled = known && !isAnother(known.page, this.#page) ? known.settled : undefined;
      await this.#remember({ page: this.#page, leaving: mark, ...(settled !== undefined && { settled }) });
      // The file first: until the store has the mark too, other windows had better be reloaded for nothing.
      // A folder that cannot be written must not keep a secret from being stored.
      await writeMark(this.#platform, FILE, mark, this.#page).catch(() => undefined);
      await secrets.store(KEY, mark);
      await act();
      return true;
    });
  }
}
