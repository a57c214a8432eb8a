import * as vscode from 'vscode';
import type { Button } from './buttons.ts';
import { inert } from './plainText.ts';
import type { Subject } from './subject.ts';

// The one place where messages and dialogs are opened, and where the status bar says what was done. What they are given
// is shown as it is: no text of the API becomes a link or an icon here.

/**
 * Says something in a notification, which may stay unanswered for ever.
 * @param about whose account the buttons act for: once that is left, pressing one does nothing but say so. `undefined`
 *   for what is right whoever is signed in by then, such as saving a secret, or signing in
 * @returns the button that was pressed
 */
export function inform(text: string): Promise<undefined>;
export function inform<Id extends string>(
  text: string,
  about: Subject | undefined,
  ...buttons: readonly Button<Id>[]
): Promise<Id | undefined>;
export function inform(text: string, about?: Subject, ...buttons: readonly Button[]): Promise<string | undefined> {
  return pressed(about, buttons, (items) => vscode.window.showInformationMessage(inert(text), ...items));
}

/** {@link inform}, for what the person should look at. */
export function warn(text: string): Promise<undefined>;
export function warn<Id extends string>(
  text: string,
  about: Subject | undefined,
  ...buttons: readonly Button<Id>[]
): Promise<Id | undefined>;
export function warn(text: string, about?: Subject, ...buttons: readonly Button[]): Promise<string | undefined> {
  return pressed(about, buttons, (items) => vscode.window.showWarningMessage(inert(text), ...items));
}

/** {@link inform}, for what did not succeed. */
export function fail(text: string): Promise<undefined>;
export function fail<Id extends string>(
  text: string,
  about: Subject | undefined,
  ...buttons: readonly Button<Id>[]
): Promise<Id | undefined>;
export function fail(text: string, about?: Subject, ...buttons: readonly Button[]): Promise<string | undefined> {
  return pressed(about, buttons, (items) => vscode.window.showErrorMessage(inert(text), ...items));
}

/** A question that has to be answered before anything else is done in the window. */
export interface Question<Id extends string> {
  /** See {@link inform}. */
  readonly about: Subject | undefined;
  readonly text: string;
  /** What it means, one line each. */
  readonly detail: readonly string[];
  /** Besides "Cancel", which is always there. */
  readonly buttons: readonly Button<Id>[];
}

/** Asks in a modal dialog. @returns the button that was pressed; `undefined` after Cancel or Escape */
export function ask<Id extends string>({ about, text, detail, buttons }: Question<Id>): Promise<Id | undefined> {
  const options = { modal: true, detail: detail.map(inert).join('\n') };
  return pressed(about, buttons, (items) => vscode.window.showWarningMessage(inert(text), options, ...items));
}

/** How long the status bar says that something was done, in milliseconds. */
const DONE_MS = 4_000;

/** Says in the status bar that something was done. */
export function showDone(text: string, icon = 'check'): void {
  vscode.window.setStatusBarMessage(`$(${icon}) ${inert(text)}`, DONE_MS);
}

async function pressed<Id extends string>(
  about: Subject | undefined,
  buttons: readonly Button<Id>[],
  show: (items: (vscode.MessageItem & { readonly id: Id })[]) => Thenable<{ readonly id: Id } | undefined>,
): Promise<Id | undefined> {
  const item = await show(buttons.map(({ id, label }) => ({ id, title: label })));
  if (!item || !about?.ended.aborted) return item?.id;
  return sayLate();
}

/** Says that an answer came when another account was shown, and that nothing was done for it. */
export function sayLate(): undefined {
  void vscode.window.showWarningMessage(LATE);
}

const LATE =
  'This was about an account that is no longer the one that is shown here, so nothing was done. Switch back to it first.';
