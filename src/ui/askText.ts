import * as vscode from 'vscode';
import { type Answer, answered } from './answer.ts';
import { applyStep, askIn, leadsBack, type StepOptions } from './input.ts';
import { inert } from './plainText.ts';

export interface TextOptions extends StepOptions {
  readonly prompt: string;
  readonly value?: string;
  /** What is wrong with `value`, as somebody else found; said until it is changed. */
  readonly complaint?: string | undefined;
  /** Masks what is typed, and leaves none of it behind. */
  readonly password?: boolean;
  /** `value` is a secret although it is not masked: none of it is left behind. */
  readonly secret?: boolean;
  /** Checked on every key: what is wrong with the value, or `undefined`. */
  validate(value: string): string | undefined;
  /** Asked on every key where nothing is wrong: what the person may want to know of the value, which is accepted all the same. */
  note?(value: string): string | undefined;
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
  input.prompt = inert(options.prompt);
  input.value = options.value ?? '';
  input.password = options.password ?? false;
  const say = (complaint: string | undefined) => {
    input.validationMessage = inert(complaint ?? '');
  };
  const complain = (): string | undefined => {
    const complaint = options.validate(input.value);
    const note = complaint === undefined ? options.note?.(input.value) : undefined;
    // An empty box that nobody has typed into is not a mistake yet.
    if (note === undefined) say(input.value === '' ? undefined : complaint);
    else input.validationMessage = { message: inert(note), severity: vscode.InputBoxValidationSeverity.Info };
    return complaint;
  };
  complain();
  if (options.complaint) say(options.complaint);
  const isSecret = options.password === true || options.secret === true;
  const listen = (settle: (answer: Answer<string>) => void, signal: AbortSignal) => [
    input.onDidChangeValue(complain),
    input.onDidAccept(async () => {
      if (input.busy) return;
      // What was checked is what is answered, whatever reaches the input until the check has ended.
      const { value } = input;
      const complaint = complain();
      if (complaint !== undefined) return say(complaint);
      if (options.check) {
        input.busy = true;
        input.enabled = false;
        const refusal = await options.check(value, signal);
        if (signal.aborted) return;
        input.busy = false;
        input.enabled = true;
        if (refusal !== undefined) return say(refusal);
      }
      settle(answered(value));
    }),
  ];
  return askIn(input, options, listen, {
    // What is being checked has been sent already.
    isTyped: () => !input.busy && (leadsBack(options) || input.value !== (options.value ?? '')),
    holdsSecret: () => isSecret && input.value !== '',
  });
}
