import * as vscode from 'vscode';
import { runCommand } from './commands.ts';
import { type Explanation, explain } from './explain.ts';

const BUTTONS: Readonly<Record<Explanation['remedy'], readonly ('Try Again' | 'Sign In')[]>> = {
  retry: ['Try Again'],
  signIn: ['Sign In'],
  none: [],
};

/**
 * Says that something failed and offers what helps. Signing in happens here.
 * @param say what the person is told, around the reason
 * @param more buttons besides, where it is not another key that is wanted
 * @returns what they want done; `undefined` when they left it or signed in
 */
export async function offerRemedy<T extends string = never>(
  say: (reason: string) => string,
  error: unknown,
  more: readonly T[] = [],
): Promise<'Try Again' | T | undefined> {
  const { message, remedy } = explain(error);
  const buttons = [...BUTTONS[remedy], ...(remedy === 'signIn' ? [] : more)];
  const choice = await vscode.window.showErrorMessage(say(message), ...buttons);
  if (choice !== 'Sign In') return choice;
  await runCommand('tripartie.signIn');
  return undefined;
}
