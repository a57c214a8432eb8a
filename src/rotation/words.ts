import { systemClock } from '../platform/clock.ts';
import { GO_ON } from '../ui/buttons.ts';
import { explain } from '../ui/explain.ts';
import { plain } from '../ui/plainText.ts';
import { shortDate } from '../ui/shortDate.ts';
import { clockTime, longDate } from '../ui/time.ts';
import {
  canUndo,
  type Need,
  type NextAction,
  type Outcome,
  type ParkReason,
  type Refusal,
  type Rotation,
  type RotationState,
  type WaitReason,
} from './machine/index.ts';

/** What a person calls the client that is rotated. Plain text. */
export function rotationName({ name, oldIdentifier }: Rotation): string {
  return plain(name ?? '', 64) || plain(oldIdentifier, 32);
}

/** What a step is doing, for the progress message. */
const STEPS: Readonly<Record<RotationState, string>> = {
  INTENT: 'Creating the new key…',
  AMBIGUOUS: 'Looking whether a key was made…',
  CREATED: 'The new key is stored. Trying it…',
  PROVEN: 'The new key works. Making it the current one…',
  CURRENT: 'The new key is the current one.',
  DURABLE: 'The new key is the current one and safe.',
  RETIRING: 'Deleting the old key…',
  GONE: 'The old key is gone. Tidying up…',
  ROLLBACK: 'Deleting the new key…',
  CLEARED: 'Done.',
};

export function stepWords(outcome: Outcome): string | undefined {
  if (outcome.kind === 'advanced') return STEPS[outcome.rotation.state];
  if (outcome.kind === 'waits') return waitWords(outcome);
  return undefined;
}

/** What is known of both keys while a rotation does not go on. */
export function keysWords({ state }: Rotation): string {
  switch (state) {
    case 'INTENT':
    case 'AMBIGUOUS':
      return 'It is not known yet whether a new key was made; the old one is untouched.';
    case 'RETIRING':
      return 'It is not known yet whether the old key is deleted; the new one is stored.';
    case 'ROLLBACK':
      return 'It is not known yet whether the new key is deleted; the old one is untouched.';
    case 'GONE':
    case 'CLEARED':
      return 'Nothing more is deleted.';
    default:
      return 'Both keys are untouched.';
  }
}

const WAITS: Readonly<Record<Exclude<WaitReason, 'overlap' | 'rateLimit'>, string>> = {
  newKeyNotYet: 'Tripartie does not accept the new key yet. Trying again…',
  storeWriting: 'Giving the secret store time to write…',
  answerLost: 'The answer was lost; it is asked again in a moment.',
  listIncomplete: 'The list of keys changed while it was read. It is read again.',
  listUnreadable:
    'Entries of the list of keys cannot be read, so it is not known which keys there are. It is read again; nothing is deleted meanwhile.',
  network: 'Tripartie cannot be reached; it goes on later.',
  store: 'The editor’s secret store does not answer. It goes on later.',
  breadcrumbs: 'The editor’s storage folder does not answer. It goes on later.',
};

/** Why a rotation waits, for a message, and what that means for the keys. */
export function waitWords(outcome: Extract<Outcome, { kind: 'waits' }>): string {
  if (outcome.because === 'overlap') return `Both keys work until ${longDate(new Date(outcome.until))}.`;
  const { rotation, because, inMs } = outcome;
  if (because === 'rateLimit') {
    return `Too many requests in a short time. It goes on at ${clockTime(new Date(systemClock.now() + inMs))}.`;
  }
  if (because === 'answerLost' && rotation.state === 'AMBIGUOUS') {
    return 'An answer was lost; it may still arrive at Tripartie. Nothing is deleted meanwhile.';
  }
  const isInDoubt = because === 'answerLost' || because === 'network';
  return isInDoubt ? `${WAITS[because]} ${keysWords(rotation)}` : WAITS[because];
}

/** Why nothing was begun. */
export function refusalWords(refusal: Refusal): string {
  switch (refusal.kind) {
    case 'clientGone':
      return 'It no longer exists at Tripartie.';
    case 'otherAccount':
      return 'Another account was signed in meanwhile, or this one is read-only now.';
    case 'scopesNotCreatable':
      return `It carries ${refusal.scopes.map((scope) => plain(scope, 40)).join(', ')}, which cannot be asked for, so no equal key can be made. Ask Tripartie for a new one.`;
    case 'noScopes':
      return 'It has no scopes, and a key without scopes cannot be made.';
    case 'ownCredential':
      return 'A profile of this editor signs in with it. Sign out of that profile first.';
    case 'alreadyRotating':
      return 'It is being rotated already: see the Account view.';
    case 'listIncomplete':
      return 'The list of keys kept changing while it was read. Try again in a moment.';
    case 'listUnreadable':
      return 'Entries of the list of keys cannot be read, and it may be one of them. Tripartie’s own page shows it.';
    case 'storeFailed':
      return 'The editor’s secret store does not work, and a new secret would have no safe place.';
    case 'breadcrumbsFailed':
      return 'The editor’s storage folder does not work, and a rotation could not be taken up after a restart.';
    case 'api':
      return explain(refusal.error).message;
  }
}

const PARKED: Readonly<Record<ParkReason, string>> = {
  secretLost: 'the new key’s secret is not here any more: import it to go on',
  newKeyRefused: 'Tripartie does not accept the new key; the old one stays',
  scopesMissing: 'the new key lacks scopes of the old one; the old one stays',
  deleteRefused: 'Tripartie refuses to delete the key; both stay',
  identifierReused: 'Tripartie answered with a key that existed before; nothing is deleted',
  oldKeyRefused: 'the old key no longer works, so the new one is not deleted',
};

export function parkedWords(reason: ParkReason): string {
  return PARKED[reason];
}

const IMPORT_SECRET = { id: 'importSecret', label: 'Import Secret…' } as const;
const DELETE_NEW = { id: 'undo', label: 'Delete the New Key' } as const;
const LEAVE_BOTH = { id: 'leave', label: 'Leave Both Keys' } as const;
const RETRY = { id: 'goOn', label: 'Try Again' } as const;

/** What a person may do about a rotation that stopped. */
export type ParkedChoice = typeof IMPORT_SECRET | typeof DELETE_NEW | typeof LEAVE_BOTH | typeof RETRY | typeof GO_ON;

/** The safest first. Only what can still be done is offered. */
export function parkedChoices(rotation: Rotation, reason: ParkReason): ParkedChoice[] {
  const undo = canUndo(rotation) ? [DELETE_NEW] : [];
  switch (reason) {
    case 'secretLost':
      return rotation.savedCopy ? [IMPORT_SECRET, LEAVE_BOTH, ...undo] : [IMPORT_SECRET, ...undo, LEAVE_BOTH];
    case 'newKeyRefused':
    case 'scopesMissing':
      return [...undo, RETRY, LEAVE_BOTH];
    case 'deleteRefused':
      return [RETRY, LEAVE_BOTH];
    case 'identifierReused':
      return [LEAVE_BOTH];
    case 'oldKeyRefused':
      return [GO_ON, LEAVE_BOTH];
  }
}

/** What comes next, behind the name of the client in the Account view. */
export function nextWords(next: NextAction): string {
  switch (next.kind) {
    case 'continue':
      return 'goes on when you select it';
    case 'lookForKey':
      return 'an answer was lost: select to look for the key';
    case 'decide':
      return 'a key was made whose secret nobody has: select to decide';
    case 'paused':
      return 'paused: goes on when you select it';
    case 'saveCopy':
      return 'save a copy of the new secret';
    case 'chooseOverlap':
      return 'both keys work: choose for how long';
    case 'retire':
      return 'both keys work: delete the old one when you are ready';
    case 'switchSession':
      return 'a profile signs in with the old key: select to give it the new one';
    case 'reload':
      return 'goes on in the window that made the key, or here after a reload';
    case 'otherAccount':
      return 'waits until its account is signed in';
    case 'waitForOverlap':
      return `both keys work until ${longDate(new Date(next.until))}`;
    case 'parked':
      return `stopped: ${PARKED[next.reason]}`;
  }
}

/** {@link nextWords} where there is little room: the end of the time of both keys can be read, whatever the name. */
export function shortNext(next: NextAction): string {
  return next.kind === 'waitForOverlap' ? `until ${shortDate(new Date(next.until))}` : nextWords(next);
}

/** Why a copy of the secret has to be saved before the old key may go. */
export function copyWords(because: Extract<Need, { kind: 'savedCopy' }>['because']): string {
  switch (because) {
    case 'storeFailed':
      return 'The editor’s secret store did not keep the new secret.';
    case 'memoryOnly':
      return 'This editor keeps secrets in memory only: they are gone when its window is reloaded.';
    case 'unproven':
      return 'This editor may forget secrets when it restarts.';
  }
}
