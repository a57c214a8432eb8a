import { isApiError, type UnreachableError } from '../api/errors.ts';
import { unsent } from '../api/network.ts';
import { FileError } from '../platform/files.ts';
import { clockTime } from './time.ts';

/** Why something failed, in at most 26 characters: a row of a narrow side bar shows no more. See `explain` for the rest. */
export function shortReason(error: unknown): string {
  if (error instanceof FileError) return error.failure === 'full' ? 'The disk is full' : 'Storage folder fails';
  if (!isApiError(error)) return 'Something went wrong';
  switch (error.name) {
    case 'NotSignedInError':
      return error.reason === 'left' ? 'Account was left' : 'Key not accepted';
    case 'NotAllowedError':
      return 'Your role may not see it';
    case 'ReadOnlyError':
      return 'Read-only';
    case 'NotFoundError':
      return 'Not found (error 404)';
    case 'InvalidError':
      return 'Request not accepted';
    case 'RateLimitedError':
      return error.retryAt ? `Wait until ${clockTime(error.retryAt)}` : 'Too many requests';
    case 'UnreachableError':
      return unreachable(error);
    case 'TimedOutError':
      return 'No answer in time';
    case 'AmbiguousError':
      return 'No usable answer';
    case 'UnexpectedAnswerError':
      return 'Not Tripartie’s answer';
    case 'GatewayError':
      return `A gateway’s error ${error.status}`;
    case 'CancelledError':
      return 'Cancelled';
  }
}

function unreachable({ status, code, afterLostAnswer }: UnreachableError): string {
  if (status === 407) return 'Proxy asks for a sign-in';
  if (status === 511) return 'Network asks for a sign-in';
  if (status !== undefined) return `Unavailable (error ${status})`;
  switch (afterLostAnswer ? undefined : unsent(code)) {
    case 'name':
      return 'Address not found';
    case 'connection':
      return 'Tripartie does not answer';
    case 'certificate':
      return 'Certificate not trusted';
    case 'tls':
      return 'No https at the address';
    case 'proxy':
      return `Proxy refused (error ${code?.slice(-3)})`;
    default:
      return 'Tripartie unreachable';
  }
}
