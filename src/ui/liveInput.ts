import * as vscode from 'vscode';
import { applyStep, type StepOptions, show } from './input.ts';

/** An input box whose value counts with every key, while it is open. */
export interface LiveInput {
  readonly closed: Promise<void>;
  /** Closes it with what was typed. */
  keep(): void;
}

/**
 * Asks for a text that is used as it is typed. Enter keeps it, and so does leaving the account; Escape takes it back.
 * @param onType called with what is typed, and with what was there before when it is taken back
 */
export function askLive(options: StepOptions & { readonly value: string; onType(value: string): void }): LiveInput {
  const { about, value: before, onType } = options;
  const input = vscode.window.createInputBox();
  applyStep(input, options);
  input.value = before;
  let kept = false;
  const keep = () => {
    kept = true;
    input.hide();
  };
  const closed = new Promise<void>((settle) => {
    about?.ended.addEventListener('abort', keep);
    input.onDidChangeValue(onType);
    input.onDidAccept(keep);
    input.onDidHide(() => {
      about?.ended.removeEventListener('abort', keep);
      if (!kept) onType(before);
      // To dispose of it tells once more that it is hidden.
      kept = true;
      input.dispose();
      settle();
    });
    show(input);
  });
  return { closed, keep };
}
