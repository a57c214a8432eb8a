import { type InvalidError, isApiError, type NotSignedInError } from '../api/errors.ts';
import type { TripartieClient } from '../api/index.ts';
import { FileError, type FileFailure } from '../platform/files.ts';
import { plain } from './plainText.ts';
import { clockTime } from './time.ts';

/** An error in words for a person, and what helps. */
export interface Explanation {
  message: string;
  remedy: 'retry' | 'signIn' | 'none';
}

const SIGN_IN_REASONS: Readonly<Record<Exclude<NotSignedInError['reason'], 'left'>, string>> = {
  expired: 'Your key has expired.',
  invalid: 'Tripartie does not accept this key.',
  missing: 'Tripartie asks for a key.',
  unknown: 'Tripartie does not accept this key.',
};

const FOLDER_REASONS: Readonly<Record<FileFailure, string>> = {
  full: 'The disk with the editor’s storage folder is full. Make room on it.',
  readOnly: 'The disk with the editor’s storage folder can only be read.',
  refused: 'The editor’s storage folder may not be used, or another program has its files.',
  noFolder: 'A file is in the place of the editor’s storage folder.',
  timedOut: 'The disk with the editor’s storage folder did not answer in time.',
  unreachable: 'The editor’s storage folder does not work.',
};

/** Operations that make something new: what a 404 of theirs misses was never there. */
const MAKING: ReadonlySet<string> = new Set<keyof TripartieClient>([
  'createApiClient',
  'inviteUser',
  'registerUser',
  'registerPersona',
  'authenticatePersona',
]);

/** Operations on nothing in particular, whose path every API has: a 404 of theirs comes from something else. */
const ALWAYS_THERE: ReadonlySet<string> = new Set<keyof TripartieClient>([
  'listApiClients',
  'listUsers',
  'listOrganizations',
  'authenticate',
  'fetchToken',
]);

/** Says what happened and what to do. Text of the server appears only where it names a field, and then as plain text. */
export function explain(error: unknown): Explanation {
  if (error instanceof FileError) {
    return { message: `${FOLDER_REASONS[error.failure]} Your keys are unharmed.`, remedy: 'retry' };
  }
  if (!isApiError(error)) return { message: 'Something went wrong in this extension.', remedy: 'retry' };
  switch (error.name) {
    case 'NotSignedInError':
      return error.reason === 'left'
        ? { message: 'You have left this account, so nothing was sent.', remedy: 'none' }
        : { message: `${refusalOfKey(error.reason)} Sign in again to go on.`, remedy: 'signIn' };
    case 'NotAllowedError':
      return {
        message: 'Your role does not allow this. An administrator of the organization can do it.',
        remedy: 'none',
      };
    case 'ReadOnlyError':
      return { message: 'This profile is read-only: nothing was changed.', remedy: 'none' };
    case 'NotFoundError':
      return { message: notFound(error.operation), remedy: 'none' };
    case 'InvalidError':
      return { message: `Tripartie did not accept it – ${violationWords(error)}`, remedy: 'none' };
    case 'RateLimitedError':
      return {
        message: `Too many requests in a short time. Try again ${error.retryAt ? `after ${clockTime(error.retryAt)}` : 'in a minute'}.`,
        remedy: 'retry',
      };
    case 'UnreachableError':
      return error.status === undefined
        ? { message: 'Tripartie cannot be reached. Check the network connection and the proxy.', remedy: 'retry' }
        : { message: `Tripartie cannot answer at the moment (error ${error.status}).`, remedy: 'retry' };
    case 'TimedOutError':
      return { message: 'Tripartie did not answer in time.', remedy: 'retry' };
    case 'AmbiguousError':
      return { message: 'No usable answer came, so it may or may not have been done.', remedy: 'retry' };
    case 'UnexpectedAnswerError':
      return {
        message: 'Tripartie answered with something unexpected. It may be down for maintenance.',
        remedy: 'retry',
      };
    case 'CancelledError':
      return { message: 'Cancelled.', remedy: 'none' };
  }
}

/** Why the API does not take a key, without what to do about it. */
export function refusalOfKey(reason: Exclude<NotSignedInError['reason'], 'left'>): string {
  return SIGN_IN_REASONS[reason];
}

function violationWords({ violations }: InvalidError): string {
  const [violation] = violations;
  if (!violation) return 'a value is wrong';
  return `${violation.field ? `${plain(violation.field, 80)}: ` : ''}${plain(violation.message, 160)}`;
}

function notFound(operation: string): string {
  const unknown = 'Tripartie does not know this request (error 404)';
  if (MAKING.has(operation)) return `${unknown}, so nothing was made. Check the address of the API.`;
  if (ALWAYS_THERE.has(operation)) return `${unknown}. Check the address of the API.`;
  return 'It no longer exists at Tripartie.';
}
