import type * as vscode from 'vscode';
import { setContext } from './commands.ts';

/**
 * Lets the rows of an account that was left go before those of the next one are there, and tells when they are out of
 * sight: until then its name must not stand above them.
 */
export class Clearing implements vscode.Disposable {
  readonly #view: vscode.TreeView<unknown>;
  readonly #listener: vscode.Disposable;
  #end: (() => void) | undefined;
  #ended: Promise<void> = Promise.resolve();

  constructor(view: vscode.TreeView<unknown>) {
    this.#view = view;
    this.#listener = view.onDidChangeVisibility(({ visible }) => {
      if (!visible) this.#settle();
    });
  }

  /** The rows in sight have to go: the next answer to VS Code is {@link take}n for it. Nothing to do for a hidden view. */
  begin(): void {
    if (this.#end || !this.#view.visible) return;
    this.#ended = new Promise((resolve) => {
      this.#end = resolve;
    });
  }

  /** Whether the answer that is due has to be without rows of an account. Asked once for each {@link begin}. */
  take(): boolean {
    const end = this.#end;
    if (!end) return false;
    this.#end = undefined;
    // The answer is on its way to the window only after the caller has returned it, and the window has drawn it when it
    // answers a question that was asked behind it.
    setImmediate(() => void setContext('tripartie.cleared', true).then(end, end));
    return true;
  }

  /** Resolves when no row of the account before is in sight; at once where none was. */
  done(): Promise<void> {
    return this.#ended;
  }

  dispose(): void {
    this.#listener.dispose();
    this.#settle();
  }

  #settle(): void {
    this.#end?.();
    this.#end = undefined;
  }
}
