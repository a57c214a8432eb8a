import type { Account } from '../session/session.ts';
import { explain } from '../ui/explain.ts';
import type { Outcome } from './machine/index.ts';
import { parkedWords, refusalWords, waitWords } from './words.ts';

/**
 * Notes in the activity log how far a rotation came, with the identifiers of both keys.
 * @param client whose rotation it is, where the outcome does not say so
 */
export function noteOutcome(
  account: Account,
  outcome: Outcome,
  client: { readonly identifier: string; readonly name: string },
): void {
  const rotation = 'rotation' in outcome ? outcome.rotation : undefined;
  const what = outcome.kind === 'finished' && outcome.result === 'rotated' ? 'rotated' : 'rotation';
  const words = [rotation?.newIdentifier && `new key ${rotation.newIdentifier}`, outcomeWords(outcome)];
  account.note(
    what,
    rotation ? { identifier: rotation.oldIdentifier, name: rotation.name } : client,
    words.filter(Boolean).join(': '),
  );
}

const RESULTS: Readonly<Record<Extract<Outcome, { kind: 'finished' }>['result'], string>> = {
  rotated: 'the old key is deleted',
  undone: 'undone, the new key is deleted',
  orphanDeleted: 'the key whose secret nobody had is deleted',
  nothingMade: 'no key was made',
  left: 'ended, and all keys stay',
};

/** How a rotation stands, in a few words of a line. */
function outcomeWords(outcome: Outcome): string {
  switch (outcome.kind) {
    case 'finished':
      return RESULTS[outcome.result];
    case 'advanced':
      return 'goes on';
    case 'waits':
      return waitWords(outcome);
    case 'needs':
      return 'waits for the person';
    case 'parked':
      return `stopped: ${parkedWords(outcome.reason)}`;
    case 'failed':
      return `could not go on: ${explain(outcome.error).message}`;
    case 'refused':
      return `not begun: ${refusalWords(outcome.reason)}`;
    case 'cancelled':
      return 'paused';
    case 'otherAccount':
      return 'waits until its account is signed in and may change something';
    case 'busy':
      return 'not now: another one is under way';
    case 'tooLate':
      return 'too late for what was asked: it has gone on';
    case 'cleared':
      return 'over already';
    case 'unreadable':
      return 'the editor’s storage does not answer';
    case 'unknownVersion':
      return 'begun by another version of the extension';
  }
}
