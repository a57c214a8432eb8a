import * as vscode from 'vscode';
import { type Answer, BACK, LEFT } from './answer.ts';
import { inert } from './plainText.ts';
import type { Subject } from './subject.ts';

/** What every question at the top of the window has. */
export interface StepOptions {
  readonly title: string;
  /** The account that this is about: it closes when that is left. `undefined` where it is about none, as signing in is. */
  readonly about: Subject | undefined;
  /** 1-based place in the flow and its length; left out for a flow of one step. */
  readonly step?: number;
  readonly totalSteps?: number;
  /** Whether there is a step before the first one. */
  readonly leadsBack?: boolean;
  readonly placeholder?: string;
}

/** An input box or a quick pick, as far as they are alike. */
type Input = vscode.QuickInput & Pick<vscode.InputBox, 'placeholder' | 'buttons' | 'onDidTriggerButton'>;

export function applyStep(input: Input, options: StepOptions): void {
  input.title = inert(options.title);
  input.step = options.step;
  input.totalSteps = options.totalSteps;
  input.placeholder = options.placeholder;
  // Switching to a browser or a password manager for the answer must not throw away what was typed.
  input.ignoreFocusOut = true;
  if (leadsBack(options)) input.buttons = [vscode.QuickInputButtons.Back];
}

export function leadsBack({ step = 1, leadsBack = false }: StepOptions): boolean {
  return leadsBack || step > 1;
}

/** How an input may be left. */
export interface Ways {
  /** Whether the person loses something they typed when the account is left. */
  isTyped(): boolean;
  /** Whether something has begun that only Escape cancels: neither going back nor leaving the account does. */
  isHeld?(): boolean;
  /** Called when it is hidden, with what ends it. */
  leave?(end: () => void): void;
  /** Whether none of its text may stay behind. */
  holdsSecret?(): boolean;
}

/** The one of these inputs that was shown last. */
let shown: vscode.QuickInput | undefined;

/** Shows the input until it is settled, left by Back, hidden, or its account is left; what it holds is disposed of then. */
export async function askIn<T>(
  input: Input,
  { title, about }: Pick<StepOptions, 'title' | 'about'>,
  listen: (settle: (answer: Answer<T>) => void, signal: AbortSignal) => readonly vscode.Disposable[],
  { isTyped, isHeld = () => false, leave = (end) => end(), holdsSecret = () => false }: Ways,
): Promise<Answer<T>> {
  const closing = new AbortController();
  const disposables: vscode.Disposable[] = [input];
  const ended = about?.ended;
  try {
    return await new Promise<Answer<T>>((settle) => {
      const close = () => {
        settle(LEFT);
        sayClosed(title);
      };
      if (ended?.aborted) return close();
      ended?.addEventListener('abort', () => isHeld() || (isTyped() ? close() : settle(LEFT)), closing);
      disposables.push(
        input.onDidTriggerButton((button) => {
          if (button === vscode.QuickInputButtons.Back && !isHeld()) settle(BACK);
        }),
        input.onDidHide(() => leave(() => settle(LEFT))),
        ...listen(settle, closing.signal),
      );
      show(input);
    });
  } finally {
    closing.abort();
    for (const disposable of disposables) disposable.dispose();
    if (holdsSecret()) setImmediate(wipeAfter, input);
  }
}

/** Shows an input; its text takes the place of the one before in the editor's page. */
export function show(input: vscode.QuickInput): void {
  input.show();
  shown = input;
}

function sayClosed(title: string): void {
  const words = `“${title}” was closed, as its account is no longer the one that is shown here. Nothing was sent.`;
  void vscode.window.showWarningMessage(inert(words));
}

/**
 * The editor keeps the text of the last input in its page, out of sight, until another one shows: an empty one does. It
 * closes what the person may have opened over a half-typed secret, as nothing tells that from Escape. Where the next step
 * is there by now, its text has taken the place, and an empty input would only flicker.
 */
function wipeAfter(input: vscode.QuickInput): void {
  if (shown !== input) return;
  shown = undefined;
  const empty = vscode.window.createInputBox();
  empty.show();
  empty.dispose();
}
