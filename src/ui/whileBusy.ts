import * as vscode from 'vscode';
import type { CallOptions } from '../api/index.ts';
import { systemClock } from '../platform/clock.ts';
import { show } from './input.ts';
import { leaveBusy } from './keyWait.ts';
import { inert } from './plainText.ts';
import { clockTime } from './time.ts';

/** A wait that is shorter is over before it can be read, in milliseconds. */
const WORTH_SAYING_MS = 1_000;

/** What a call is made with while an input shows that it is under way. */
export interface BusyCall extends CallOptions {
  readonly signal: AbortSignal;
}

/**
 * Shows an input as busy while something is done with the answers; Escape aborts the signal. Ends as `run` does. A
 * notification would stay over the message that follows it.
 */
export async function whileBusy<T>(title: string, run: (call: BusyCall) => Promise<T>): Promise<T> {
  const input = vscode.window.createInputBox();
  const cancelling = new AbortController();
  input.busy = true;
  input.enabled = false;
  input.ignoreFocusOut = true;
  const call = busyCall(input, title, cancelling.signal);
  show(input);
  const work = run(call);
  input.onDidHide(() => leaveBusy(title, work, () => cancelling.abort()));
  try {
    return await work;
  } finally {
    input.dispose();
  }
}

/**
 * Says in the title of an input what is under way, and while the rate limit holds that, until when.
 * @param title what is done, without a full stop
 * @returns what the call is to be made with
 */
export function busyCall(input: vscode.QuickInput, title: string, signal: AbortSignal): BusyCall {
  const say = (words: string) => {
    input.title = inert(`${title}${words} Press Escape to cancel.`);
  };
  say('…');
  return {
    signal,
    onHeld: (until) => {
      if (until.getTime() - systemClock.now() < WORTH_SAYING_MS) return;
      say(` goes on at ${clockTime(until)}, after too many requests.`);
    },
  };
}
