import * as vscode from 'vscode';
import { CancelledError } from '../api/errors.ts';
import { runCommand, runEditorCommand } from '../ui/commands.ts';
import { explain } from '../ui/explain.ts';
import { withoutLinks } from '../ui/plainText.ts';
import { askToRetire } from './ask.ts';
import type { Decision, Outcome } from './machine/index.ts';
import { keysWords, type ParkedChoice, parkedChoices, parkedWords, refusalWords, waitWords } from './words.ts';

/** What the person wants done about a rotation; `switchProfiles` asks for itself, with the names of the profiles. */
export type Answer = Decision | { readonly kind: 'importSecret' } | { readonly kind: 'switchProfiles' };

const GO_ON: Decision = { kind: 'goOn' };

const BUSY = 'A key of this account is being rotated just now, here or in another window. Try again when that is done.';

/**
 * Says how a rotation stands, in a message that may stay unanswered for ever: nothing may wait for it.
 * @returns what the person wants done about it
 */
export async function tell(name: string, outcome: Outcome): Promise<Answer | undefined> {
  const what = `“${withoutLinks(name)}”`;
  const { showInformationMessage: say, showWarningMessage: warn } = vscode.window;
  switch (outcome.kind) {
    case 'finished':
      void say(`${what}: ${RESULTS[outcome.result]}${orphanWords(outcome.orphans?.length ?? 0)}`);
      return undefined;
    case 'needs':
      return tellNeed(what, outcome);
    case 'waits':
      return tellWait(what, outcome);
    case 'parked':
      return answerOf(
        await warn(
          `The rotation of ${what} stopped: ${parkedWords(outcome.reason)}.`,
          ...parkedChoices(outcome.rotation, outcome.reason),
        ),
      );
    case 'failed':
      return tellFailure(what, outcome);
    case 'refused':
      // Who cancels knows it.
      if (outcome.reason.kind === 'api' && outcome.reason.error instanceof CancelledError) return undefined;
      void warn(`${what} cannot be rotated, and nothing was changed. ${refusalWords(outcome.reason)}`);
      return undefined;
    case 'cancelled': {
      const words = `The rotation of ${what} is paused. ${keysWords(outcome.rotation)} The Account view keeps it.`;
      return (await say(words, 'Go On')) && GO_ON;
    }
    case 'busy':
      return (await say(BUSY, 'Try Again')) && GO_ON;
    case 'otherAccount': {
      const words = `The rotation of ${what} waits until its account is signed in again and may change something.`;
      if (await say(words, 'Switch Profile')) await runCommand('tripartie.switchProfile');
      return undefined;
    }
    case 'unreadable':
      void warn(
        `The editor’s storage does not answer, so nothing is known of the rotation of ${what} for now. No key was touched.`,
      );
      return undefined;
    case 'unknownVersion':
      void warn('This rotation was begun by another version of the extension. It is left alone; update the extension.');
      return undefined;
    case 'tooLate':
      void warn(
        `It is too late for that: the rotation of ${what} has gone on. ${keysWords(outcome.rotation)} The Account view says how it stands.`,
      );
      return undefined;
    case 'cleared':
      void say(`The rotation of ${what} is over already.`);
      return undefined;
    case 'advanced':
      return undefined;
  }
}

async function tellNeed(
  what: string,
  { rotation, need }: Extract<Outcome, { kind: 'needs' }>,
): Promise<Answer | undefined> {
  if (need.kind === 'switchSession') return { kind: 'switchProfiles' };
  if (need.kind === 'reload') {
    const reload = await vscode.window.showInformationMessage(
      `The new key of ${what} was made in another window after this one was opened, and a browser shows its secret here only after a reload. Go on in that window, or reload this one. Both keys are untouched.`,
      'Reload Window',
    );
    if (reload) await runEditorCommand('workbench.action.reloadWindow');
    return undefined;
  }
  const choice = await vscode.window.showInformationMessage(
    `${what}: both keys work until you delete the old one. The Account view keeps the way to it.`,
    'Delete the Old Key…',
  );
  return choice && askToRetire(rotation);
}

async function tellWait(what: string, outcome: Extract<Outcome, { kind: 'waits' }>): Promise<Answer | undefined> {
  const words = `${what}: ${waitWords(outcome)}`;
  if (outcome.because !== 'overlap') return (await vscode.window.showWarningMessage(words, 'Try Again')) && GO_ON;
  const choice = await vscode.window.showInformationMessage(words, 'Delete the Old Key Now');
  return choice && askToRetire(outcome.rotation);
}

async function tellFailure(
  what: string,
  { rotation, error }: Extract<Outcome, { kind: 'failed' }>,
): Promise<Answer | undefined> {
  const { message, remedy } = explain(error);
  const button = { retry: 'Try Again', signIn: 'Sign In', none: undefined }[remedy];
  const choice = await vscode.window.showErrorMessage(
    `The rotation of ${what} could not go on. ${keysWords(rotation)} ${message}`,
    ...(button ? [button] : []),
  );
  if (choice === 'Sign In') await runCommand('tripartie.signIn');
  return choice === 'Try Again' ? GO_ON : undefined;
}

function answerOf(choice: ParkedChoice | undefined): Answer | undefined {
  switch (choice) {
    case undefined:
      return undefined;
    case 'Import Secret…':
      return { kind: 'importSecret' };
    case 'Go On':
    case 'Try Again':
      return GO_ON;
    case 'Delete the New Key':
      return { kind: 'undo' };
    case 'Leave Both Keys':
      return { kind: 'leave' };
  }
}

const RESULTS: Readonly<Record<Extract<Outcome, { kind: 'finished' }>['result'], string>> = {
  rotated: 'the key was rotated. The new key is stored and works; the old one is deleted.',
  undone: 'the new key was deleted. The old one is untouched.',
  orphanDeleted: 'the key whose secret nobody had is deleted. The old one is untouched; rotate again when you like.',
  nothingMade: 'no key was made. The old one is untouched; rotate again when you like.',
  left: 'all keys stay as they are.',
};

function orphanWords(count: number): string {
  if (count === 0) return '';
  const keys =
    count === 1
      ? 'One new key, whose secret nobody has, stays'
      : `${count} new keys, one of which nobody has the secret of, stay`;
  return ` ${keys} at Tripartie: delete what is not used in the API Clients view.`;
}
