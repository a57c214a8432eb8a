import { type InvalidError, isApiError, type NotSignedInError, type UnreachableError } from '../api/errors.ts';
import type { TripartieClient } from '../api/index.ts';
import { unsent } from '../api/network.ts';
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

const PROXY_SIGN_IN =
  'the proxy asks for a sign-in of its own (error 407), so nothing was sent. Check the proxy in the settings.';

const NETWORK_SIGN_IN =
  'this network asks for a sign-in first (error 511), so nothing was sent. Open any page in a browser and sign in there.';

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
      return { message: unreachable(error), remedy: 'retry' };
    case 'TimedOutError':
      return { message: 'Tripartie did not answer in time.', remedy: 'retry' };
    case 'AmbiguousError':
      return { message: 'No usable answer came, so it may or may not have been done.', remedy: 'retry' };
    case 'UnexpectedAnswerError':
      return {
        message:
          'The answer is none of Tripartie’s. A proxy or the sign-in page of a network may have answered instead, or Tripartie is down for maintenance.',
        remedy: 'retry',
      };
    case 'GatewayError':
      return {
        message: `The answer is not Tripartie’s own (error ${error.status}): a proxy, a gateway or the sign-in page of a network came in between. Your key was not refused.`,
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

/** Why nobody was reached, and that nothing was sent where that is certain. */
function unreachable({ status, code, afterLostAnswer }: UnreachableError): string {
  const cannot = 'Tripartie cannot be reached';
  if (status === 407) return `${cannot}: ${PROXY_SIGN_IN}`;
  if (status === 511) return `${cannot}: ${NETWORK_SIGN_IN}`;
  if (status !== undefined) return `Tripartie cannot answer at the moment (error ${status}).`;
  // Not the last attempt, but one before it may have been sent.
  switch (afterLostAnswer ? undefined : unsent(code)) {
    case 'name':
      return `${cannot}: its name was not found, so nothing was sent. Check the network connection.`;
    case 'connection':
      return `${cannot}: nothing answers at its address, so nothing was sent. Check the network connection and the firewall.`;
    case 'certificate':
      return `${cannot}: the certificate of its address is not trusted (${code}), so nothing was sent. Something may read along, such as a proxy or a virus scanner: ask whoever runs the network.`;
    case 'tls':
      return `${cannot}: what answers at its address does not speak https, so nothing was sent. Check the address and the proxy.`;
    case 'proxy': {
      const refused = code?.slice(-3);
      return refused === '407'
        ? `${cannot}: ${PROXY_SIGN_IN}`
        : `${cannot}: the proxy does not let the request through (error ${refused}), so nothing was sent. Ask whoever runs the network.`;
    }
    default:
      return `${cannot}. Check the network connection and the proxy.`;
  }
}

/** The first violation that says something; a server may name a field only, or nothing at all. */
function violationWords({ violations }: InvalidError): string {
  for (const violation of violations) {
    const [field, message] = [plain(violation.field, 80), plain(violation.message, 160)];
    if (message) return field ? `${field}: ${message}` : message;
    if (field) return `${field} is wrong`;
  }
  return 'a value is wrong';
}

function notFound(operation: string): string {
  const unknown = 'Tripartie does not know this request (error 404)';
  if (MAKING.has(operation)) return `${unknown}, so nothing was made. Check the address of the API.`;
  if (ALWAYS_THERE.has(operation)) return `${unknown}. Check the address of the API.`;
  return 'It no longer exists at Tripartie.';
}
