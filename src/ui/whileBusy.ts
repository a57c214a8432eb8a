import * as vscode from 'vscode';
import { show } from './input.ts';
import { leaveBusy } from './keyWait.ts';
import { inert } from './plainText.ts';

/**
 * Shows an input as busy while something is done with the answers; Escape aborts the signal. Ends as `run` does. A
 * notification would stay over the message that follows it.
 */
export async function whileBusy<T>(title: string, run: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const input = vscode.window.createInputBox();
  const cancelling = new AbortController();
  input.title = inert(`${title}… Press Escape to cancel.`);
  input.busy = true;
  input.enabled = false;
  input.ignoreFocusOut = true;
  show(input);
  const work = run(cancelling.signal);
  input.onDidHide(() => leaveBusy(title, work, () => cancelling.abort()));
  try {
    return await work;
  } finally {
    input.dispose();
  }
}
