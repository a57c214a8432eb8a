import * as vscode from 'vscode';
import { warn } from './notify.ts';

/** How long a secret may stay on the clipboard, in milliseconds. */
export const CLIPBOARD_LIFETIME_MS = 60_000;

/** How long after its time a secret of another window is looked for, in milliseconds. */
const LATER_MS = 2_000;

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

/** What the windows of this editor tell each other of what they copied. */
export interface Copies {
  /** This window has copied a secret, which may stay for so many milliseconds. */
  note(lifetimeMs: number): Promise<void>;
  /** For how many milliseconds what another window copied after this one may stay yet. */
  othersLeft(): Promise<number>;
}

/** A secret on the clipboard. */
interface Held {
  readonly text: string;
  /** The person knows that it stays. */
  isTold: boolean;
}

/** What a clipboard with secrets needs; what is left out is the editor's. */
export interface ClipboardOptions {
  readonly clipboard?: vscode.Clipboard;
  /** How long a secret may stay, in milliseconds. */
  readonly lifetimeMs?: number;
  readonly reach?: Reach;
  /** Asked for with the first copy. Left out where there is one window only. */
  readonly copies?: (() => Promise<Copies>) | undefined;
}

const STAYS =
  'The secret that you copied is still on the clipboard: the editor gives no access to it. Copy something else to take it off.';

/**
 * Puts secrets on the clipboard and takes them off again after {@link CLIPBOARD_LIFETIME_MS} or on disposal, but only
 * while the clipboard still holds that secret: whatever the person copied since is theirs, and what another window copied
 * since is that window's. A clipboard that is out of reach then is emptied as soon as it is not; of one that may not be
 * read the person is told.
 */
export class SecretClipboard {
  readonly #clipboard: vscode.Clipboard;
  readonly #lifetimeMs: number;
  readonly #reach: Reach;
  readonly #loadCopies: (() => Promise<Copies>) | undefined;
  #copies: Copies | undefined;
  /** An object for each copy, as the same text may be copied again. */
  #held: Held | undefined;
  #timer: NodeJS.Timeout | undefined;
  #waiting: vscode.Disposable | undefined;

  constructor(options: ClipboardOptions = {}) {
    const { clipboard = vscode.env.clipboard, lifetimeMs = CLIPBOARD_LIFETIME_MS, reach = EDITOR, copies } = options;
    this.#clipboard = clipboard;
    this.#lifetimeMs = lifetimeMs;
    this.#reach = reach;
    this.#loadCopies = copies;
  }

  /** Copies a text that contains a secret. Rejects when the editor has no access to the clipboard. */
  async copy(text: string): Promise<void> {
    await this.#clipboard.writeText(text);
    this.#stopWaiting();
    this.#held = { text, isTold: false };
    this.#endIn(this.#lifetimeMs);
    // Nobody waits for a slow disk.
    void this.#note();
  }

  /**
   * Empties the clipboard if it still holds what {@link copy} put there. Never rejects: nobody waits for it. What is out
   * of reach is not waited for, as the window may be closing.
   */
  async clear(): Promise<void> {
    this.#stopWaiting();
    if (this.#held && (await this.#othersLeft()) === 0) await this.#takeOff();
  }

  async #note(): Promise<void> {
    this.#copies ??= await this.#loadCopies?.().catch(() => undefined);
    await this.#copies?.note(this.#lifetimeMs);
  }

  #endIn(ms: number): void {
    this.#timer = setTimeout(() => void this.#end(), ms);
  }

  async #othersLeft(): Promise<number> {
    return (await this.#copies?.othersLeft()) ?? 0;
  }

  /** The time of the secret is over. */
  async #end(): Promise<void> {
    this.#stopWaiting();
    const held = this.#held;
    const left = await this.#othersLeft();
    if (this.#held !== held) return;
    // That window takes it off, unless it is gone by then.
    if (left > 0) return this.#endIn(left + LATER_MS);
    if (this.#reach.isGiven() && !(await this.#takeOff())) this.#tell(held);
    // Neither taken off nor replaced by another one, which has its own time.
    if (held && this.#held === held) this.#waiting = this.#reach.onDidChange(() => void this.#end());
  }

  /** @returns whether it could be looked at */
  async #takeOff(): Promise<boolean> {
    const held = this.#held;
    if (!held) return true;
    try {
      const found = await this.#clipboard.readText();
      if (this.#held !== held) return true;
      if (isSame(found, held.text)) await this.#clipboard.writeText('');
      if (this.#held === held) this.#held = undefined;
      return true;
    } catch {
      return false;
    }
  }

  #tell(held: Held | undefined): void {
    if (!held || held.isTold || this.#held !== held) return;
    held.isTold = true;
    void warn(STAYS);
  }

  #stopWaiting(): void {
    clearTimeout(this.#timer);
    this.#waiting?.dispose();
    this.#waiting = undefined;
  }
}

/** Whether it is what was copied: a system may have made its own of the ends of lines, and have cut the last one. */
function isSame(found: string, copied: string): boolean {
  return lines(found) === lines(copied);
}

function lines(text: string): string {
  return text.replace(/\r\n?/g, '\n').replace(/\n+$/, '');
}
