import type { Setting } from './support.ts';

/** An answer to one step of a form: text, or a row of a list. */
export type FormAnswer = string | { readonly pick: string };

/** Answers every step of a form in its order. The next step is waited for, so that no answer goes to the one before. */
export async function answer({ vscode }: Setting, answers: readonly FormAnswer[], of = answers.length): Promise<void> {
  for (const [index, given] of answers.entries()) {
    const title = new RegExp(`\\(${index + 1}/${of}\\)`);
    if (typeof given === 'string') {
      await vscode.inputBox.shown(title);
      await vscode.inputBox.type(given);
      await vscode.inputBox.accept();
    } else {
      await vscode.quickPick.shown(title);
      await vscode.quickPick.pick(given.pick);
    }
  }
}

/** What the extension says of each answer that the contract documents as a refusal or a failure. */
const words: Readonly<Record<number, RegExp>> = {
  400: /did not accept it – Syntax error/,
  401: /(key|expired).*Sign in again/,
  404: /no longer exists/,
  429: /Too many requests/,
  500: /may or may not have been done/,
};

/** Lets the API answer with each of these, and checks what the person is told each time. The last one is given up. */
export async function expectRefusals(
  { vscode, sandbox }: Setting,
  { path, statuses, submit }: { path: string; statuses: readonly number[]; submit: () => Promise<void> },
): Promise<void> {
  for (const status of statuses) {
    sandbox.faults.add({
      path,
      kind: 'replace',
      status,
      body: JSON.stringify({ title: 'An error occurred', detail: 'Syntax error' }),
    });
    await submit();
    const told = await vscode.notifications.shown(words[status] as RegExp);
    await told.dismiss();
  }
}
