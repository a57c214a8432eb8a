import { CancelledError } from '../api/errors.ts';
import type { Account } from '../session/session.ts';
import { GO_ON, RELOAD_WINDOW, SWITCH_PROFILE, TRY_AGAIN } from '../ui/buttons.ts';
import { runCommand } from '../ui/commands.ts';
import { inform, warn } from '../ui/notify.ts';
import { offerRemedy } from '../ui/offerRemedy.ts';
import { askToRetire } from './ask.ts';
import type { Decision, Outcome } from './machine/index.ts';
import { keysWords, type ParkedChoice, parkedChoices, parkedWords, refusalWords, waitWords } from './words.ts';

/** What the person wants done about a rotation; `switchProfiles` asks for itself, with the names of the profiles. */
export type Answer = Decision | { readonly kind: 'importSecret' } | { readonly kind: 'switchProfiles' };

const TAKE_UP: Decision = { kind: 'goOn' };

const BUSY = 'A key of this account is being rotated just now, here or in another window. Try again when that is done.';

/**
 * Says how a rotation stands, in a message that may stay unanswered for ever: nothing may wait for it.
 * @param account whose rotation it is
 * @returns what the person wants done about it
 */
export async function tell(account: Account, name: string, outcome: Outcome): Promise<Answer | undefined> {
  const what = `“${name}”`;
  switch (outcome.kind) {
    case 'finished':
      void inform(`${what}: ${RESULTS[outcome.result]}${orphanWords(outcome.orphans?.length ?? 0)}`);
      return undefined;
    case 'needs':
      return tellNeed(account, what, outcome);
    case 'waits':
      return tellWait(account, what, outcome);
    case 'parked':
      return tellParked(account, what, outcome);
    case 'failed':
      return tellFailure(account, what, outcome);
    case 'refused':
      // Who cancels knows it.
      if (outcome.reason.kind === 'api' && outcome.reason.error instanceof CancelledError) return undefined;
      void warn(`${what} cannot be rotated, and nothing was changed. ${refusalWords(outcome.reason)}`);
      return undefined;
    case 'cancelled': {
      const words = `The rotation of ${what} is paused. ${keysWords(outcome.rotation)} The Account view keeps it.`;
      return (await inform(words, account, GO_ON)) && TAKE_UP;
    }
    case 'busy':
      return (await inform(BUSY, account, TRY_AGAIN)) && TAKE_UP;
    case 'otherAccount': {
      const words = `The rotation of ${what} waits until its account is signed in again and may change something.`;
      if (await inform(words, undefined, SWITCH_PROFILE)) await runCommand('tripartie.switchProfile');
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
      void inform(`The rotation of ${what} is over already.`);
      return undefined;
    case 'advanced':
      return undefined;
  }
}

async function tellNeed(
  account: Account,
  what: string,
  { rotation, need }: Extract<Outcome, { kind: 'needs' }>,
): Promise<Answer | undefined> {
  if (need.kind === 'switchSession') return { kind: 'switchProfiles' };
  if (need.kind === 'reload') {
    const words = `The new key of ${what} was made in another window after this one was opened, and a browser shows its secret here only after a reload. Go on in that window, or reload this one. Both keys are untouched.`;
    if (await inform(words, undefined, RELOAD_WINDOW)) await runCommand('tripartie.reloadWindow');
    return undefined;
  }
  const words = `${what}: both keys work until you delete the old one. The Account view keeps the way to it.`;
  const pressed = await inform(words, account, { id: 'delete', label: 'Delete the Old Key…' });
  return pressed && askToRetire(account, rotation);
}

async function tellWait(
  account: Account,
  what: string,
  outcome: Extract<Outcome, { kind: 'waits' }>,
): Promise<Answer | undefined> {
  const words = `${what}: ${waitWords(outcome)}`;
  if (outcome.because !== 'overlap') return (await warn(words, account, TRY_AGAIN)) && TAKE_UP;
  const pressed = await inform(words, account, { id: 'delete', label: 'Delete the Old Key Now' });
  return pressed && askToRetire(account, outcome.rotation);
}

async function tellParked(
  account: Account,
  what: string,
  { rotation, reason }: Extract<Outcome, { kind: 'parked' }>,
): Promise<Answer | undefined> {
  const words = `The rotation of ${what} stopped: ${parkedWords(reason)}.`;
  const kind = await warn<ParkedChoice['id']>(words, account, ...parkedChoices(rotation, reason));
  return kind && { kind };
}

async function tellFailure(
  account: Account,
  what: string,
  { rotation, error }: Extract<Outcome, { kind: 'failed' }>,
): Promise<Answer | undefined> {
  const say = (reason: string) => `The rotation of ${what} could not go on. ${keysWords(rotation)} ${reason}`;
  return (await offerRemedy(say, error, account)) && TAKE_UP;
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
