import * as vscode from 'vscode';

/** How long a secret may stay on the clipboard, in milliseconds. */
export const CLIPBOARD_LIFETIME_MS = 60_000;

/** Whether the clipboard can be read, and when that may have changed. */
export interface Reach {
  isGiven(): boolean;
  readonly onDidChange: vscode.Event<unknown>;
}

/**
 * A browser gives the clipboard to a window with focus only. Asked without it the editor may show an error of its own,
 * to whoever is in another window by then.
 */
const EDITOR: Reach = {
  isGiven: () => vscode.env.uiKind === vscode.UIKind.Desktop || vscode.window.state.focused,
  onDidChange: vscode.window.onDidChangeWindowState,
};

/**
 * Puts secrets on the clipboard and takes them off again after {@link CLIPBOARD_LIFETIME_MS} or on disposal, but only
 * while the clipboard still holds that secret: whatever the person copied since is theirs. A clipboard that is out of
 * reach then is emptied as soon as it is not.
 */
export class SecretClipboard {
  readonly #clipboard: vscode.Clipboard;
  readonly #lifetimeMs: number;
  readonly #reach: Reach;
  /** An object for each copy, as the same text may be copied again. */
  #held: { readonly text: string } | undefined;
  #timer: NodeJS.Timeout | undefined;
  #waiting: vscode.Disposable | undefined;

  constructor(
    clipboard: vscode.Clipboard = vscode.env.clipboard,
    lifetimeMs: number = CLIPBOARD_LIFETIME_MS,
    reach: Reach = EDITOR,
  ) {
    this.#clipboard = clipboard;
    this.#lifetimeMs = lifetimeMs;
    this.#reach = reach;
  }

  /** Copies a text that contains a secret. Rejects when the editor has no access to the clipboard. */
  async copy(text: string): Promise<void> {
    await this.#clipboard.writeText(text);
    this.#stopWaiting();
    this.#held = { text };
    this.#timer = setTimeout(() => void this.#end(), this.#lifetimeMs);
  }

  /**
   * Empties the clipboard if it still holds what {@link copy} put there. Never rejects: nobody waits for it. What is out
   * of reach is not waited for, as the window may be closing.
   */
  async clear(): Promise<void> {
    this.#stopWaiting();
    await this.#takeOff();
  }

  /** The time of the secret is over. */
  async #end(): Promise<void> {
    this.#stopWaiting();
    const held = this.#held;
    if (this.#reach.isGiven()) await this.#takeOff();
    // Neither taken off nor replaced by another one, which has its own time.
    if (held && this.#held === held) this.#waiting = this.#reach.onDidChange(() => void this.#end());
  }

  async #takeOff(): Promise<void> {
    const held = this.#held;
    if (!held) return;
    try {
      const found = await this.#clipboard.readText();
      if (this.#held !== held) return;
      if (found === held.text) await this.#clipboard.writeText('');
      if (this.#held === held) this.#held = undefined;
    } catch {
      // Out of reach after all; there is nobody to tell.
    }
  }

  #stopWaiting(): void {
    clearTimeout(this.#timer);
    this.#waiting?.dispose();
    this.#waiting = undefined;
  }
}
