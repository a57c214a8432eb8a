import * as vscode from 'vscode';
import { leaveBusy } from './keyWait.ts';
import { withoutLinks } from './plainText.ts';

/** What a step ends in: an answer, one step back, or `undefined` when the person pressed Escape. */
export type Answer<T> = T | typeof BACK | undefined;
export const BACK = Symbol('back');

export interface StepOptions {
  title: string;
  /** Of the account that this is about: it closes when that is left. `undefined` where it is about none, as signing in is. */
  left: AbortSignal | undefined;
  /** 1-based place in the flow and its length; left out for a flow of one step. */
  step?: number;
  totalSteps?: number;
  /** Whether there is a step before the first one. */
  leadsBack?: boolean;
  placeholder?: string;
}

export interface TextOptions extends StepOptions {
  prompt: string;
  value?: string;
  /** What is wrong with `value`, as somebody else found; said until it is changed. */
  complaint?: string | undefined;
  /** Masks what is typed, and leaves none of it behind. */
  password?: boolean;
  /** `value` is a secret although it is not masked: none of it is left behind. */
  secret?: boolean;
  /** Checked on every key: what is wrong with the value, or `undefined`. */
  validate(value: string): string | undefined;
  /**
   * Checked once the person accepts, with the input shown busy: what is wrong, or `undefined`. What was typed stays.
   * Escape aborts the signal.
   */
  check?(value: string, signal: AbortSignal): Promise<string | undefined>;
}

/** Asks for one line of text. */
export function askText(options: TextOptions): Promise<Answer<string>> {
  const input = vscode.window.createInputBox();
  applyStep(input, options);
  input.prompt = options.prompt;
  input.value = options.value ?? '';
  input.password = options.password ?? false;
  const complain = (): string | undefined => {
    const complaint = options.validate(input.value);
    // An empty box that nobody has typed into is not a mistake yet.
    input.validationMessage = input.value === '' ? '' : (complaint ?? '');
    return complaint;
  };
  complain();
  if (options.complaint) input.validationMessage = options.complaint;
  const isSecret = options.password === true || options.secret === true;
  const ways: Ways = {
    ...waysOf(options),
    // What is being checked has been sent already.
    isTyped: () => !input.busy && (isLater(options) || input.value !== (options.value ?? '')),
    holdsSecret: () => isSecret && input.value !== '',
  };
  const listen = (settle: (answer: Answer<string>) => void, signal: AbortSignal) => [
    input.onDidChangeValue(complain),
    input.onDidAccept(async () => {
      if (input.busy) return;
      // What was checked is what is answered, whatever reaches the input until the check has ended.
      const { value } = input;
      const complaint = complain();
      if (complaint !== undefined) {
        input.validationMessage = complaint;
        return;
      }
      if (options.check) {
        input.busy = true;
        input.enabled = false;
        const refusal = await options.check(value, signal);
        if (signal.aborted) return;
        input.busy = false;
        input.enabled = true;
        if (refusal !== undefined) {
          input.validationMessage = refusal;
          return;
        }
      }
      settle(value);
    }),
  ];
  return ask(input, listen, ways);
}

export interface ChoiceItem<T> extends vscode.QuickPickItem {
  value: T;
}

/** Asks for one of several. */
export function pickOne<T>(options: StepOptions & { items: readonly ChoiceItem<T>[] }): Promise<Answer<T>> {
  const pick = vscode.window.createQuickPick<ChoiceItem<T>>();
  applyStep(pick, options);
  pick.items = options.items;
  pick.matchOnDescription = true;
  pick.matchOnDetail = true;
  const listen = (settle: (answer: Answer<T>) => void) => [
    pick.onDidAccept(() => {
      const item = pick.selectedItems[0];
      if (item) settle(item.value);
    }),
  ];
  return ask(pick, listen, waysOf(options));
}

export interface ManyOptions<T> extends StepOptions {
  items: readonly ChoiceItem<T>[];
  selected: readonly T[];
  /** Said in the input when the person accepts without a choice; at least one is always asked for. */
  noneSelected: string;
  /** Done once the person accepts, with the pick shown busy under this title. Escape aborts the signal. */
  work?: { title: string; run(values: [T, ...T[]], signal: AbortSignal): Promise<unknown> };
}

/** Asks for at least one of several. */
export function pickMany<T>(options: ManyOptions<T>): Promise<Answer<[T, ...T[]]>> {
  const pick = vscode.window.createQuickPick<ChoiceItem<T>>();
  applyStep(pick, options);
  pick.canSelectMany = true;
  pick.matchOnDetail = true;
  pick.items = options.items;
  pick.selectedItems = options.items.filter((item) => options.selected.includes(item.value));
  let work: { title: string; done: Promise<unknown> } | undefined;
  const listen = (settle: (answer: Answer<[T, ...T[]]>) => void, signal: AbortSignal) => [
    pick.onDidAccept(async () => {
      // A second Enter may come before the window has heard that the pick takes none: the work is done once.
      if (work) return;
      const [first, ...rest] = pick.selectedItems.map((item) => item.value);
      if (first === undefined) {
        // A quick pick has no place for a validation message: its title is what stays in sight and is read out.
        pick.title = `${options.title} – ${options.noneSelected}`;
        pick.placeholder = options.noneSelected;
        return;
      }
      const values: [T, ...T[]] = [first, ...rest];
      if (options.work) {
        pick.busy = true;
        pick.enabled = false;
        pick.title = `${options.work.title}… Press Escape to cancel.`;
        // How it ended is for the caller of the flow, who started it.
        work = { title: options.work.title, done: options.work.run(values, signal).catch(() => undefined) };
        await work.done;
      }
      settle(values);
    }),
  ];
  return ask(pick, listen, {
    ...waysOf(options),
    isHeld: () => work !== undefined,
    leave: (end) => (work ? leaveBusy(work.title, work.done, end) : end()),
  });
}

function applyStep(
  input: vscode.QuickInput & Pick<vscode.InputBox, 'placeholder' | 'buttons'>,
  options: StepOptions,
): void {
  input.title = options.title;
  input.step = options.step;
  input.totalSteps = options.totalSteps;
  input.placeholder = options.placeholder;
  // Switching to a browser or a password manager for the answer must not throw away what was typed.
  input.ignoreFocusOut = true;
  if (isLater(options)) input.buttons = [vscode.QuickInputButtons.Back];
}

/** How an input may be left. */
interface Ways {
  readonly title: string;
  readonly left: AbortSignal | undefined;
  /** Whether the person loses something they typed when the account is left. */
  isTyped(): boolean;
  /** Whether something has begun that only Escape cancels: neither going back nor leaving the account does. */
  isHeld(): boolean;
  /** Called when it is hidden, with what ends it. */
  leave(end: () => void): void;
  /** Whether none of its text may stay behind. */
  holdsSecret(): boolean;
}

function waysOf(options: StepOptions): Ways {
  return {
    title: options.title,
    left: options.left,
    isTyped: () => isLater(options),
    isHeld: () => false,
    leave: (end) => end(),
    holdsSecret: () => false,
  };
}

function isLater({ step = 1, leadsBack = false }: StepOptions): boolean {
  return leadsBack || step > 1;
}

/** The one of these inputs that was shown last. */
let shown: vscode.QuickInput | undefined;

/** Shows the input until it is settled, left by Back, hidden, or its account is left; what it holds is disposed of then. */
async function ask<T>(
  input: vscode.QuickInput & Pick<vscode.InputBox, 'onDidTriggerButton'>,
  listen: (settle: (answer: Answer<T>) => void, signal: AbortSignal) => vscode.Disposable[],
  { title, left, isTyped, isHeld, leave, holdsSecret }: Ways,
): Promise<Answer<T>> {
  const closing = new AbortController();
  const disposables: vscode.Disposable[] = [input];
  try {
    return await new Promise<Answer<T>>((settle) => {
      const close = () => {
        settle(undefined);
        sayClosed(title);
      };
      if (left?.aborted) return close();
      left?.addEventListener('abort', () => isHeld() || (isTyped() ? close() : settle(undefined)), closing);
      disposables.push(
        input.onDidTriggerButton(() => isHeld() || settle(BACK)),
        input.onDidHide(() => leave(() => settle(undefined))),
        ...listen(settle, closing.signal),
      );
      input.show();
      shown = input;
    });
  } finally {
    closing.abort();
    for (const disposable of disposables) disposable.dispose();
    if (holdsSecret()) setImmediate(wipeAfter, input);
  }
}

function sayClosed(title: string): void {
  void vscode.window.showWarningMessage(
    `“${withoutLinks(title, 120)}” was closed, as its account is no longer the one that is shown here. Nothing was sent.`,
  );
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

/**
 * Shows the last input as busy while something is done with the answers; Escape aborts the signal. Ends as `run` does. A
 * notification would stay over the message that follows it.
 */
export async function whileBusy<T>(title: string, run: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const input = vscode.window.createInputBox();
  const cancelling = new AbortController();
  input.title = `${title}… Press Escape to cancel.`;
  input.busy = true;
  input.enabled = false;
  input.ignoreFocusOut = true;
  input.show();
  shown = input;
  const work = run(cancelling.signal);
  input.onDidHide(() => leaveBusy(title, work, () => cancelling.abort()));
  try {
    return await work;
  } finally {
    input.dispose();
  }
}

/**
 * Runs steps in order; Back goes to the one before (out of the first: nothing happens, it has no such button).
 * @returns whether the last step was answered; `false` after Escape.
 */
export async function runSteps(steps: readonly (() => Promise<Answer<unknown>>)[]): Promise<boolean> {
  let index = 0;
  for (let step = steps[0]; step; step = steps[index]) {
    const answer = await step();
    if (answer === undefined) return false;
    index += answer === BACK ? -1 : 1;
  }
  return true;
}
