import {
  AmbiguousError,
  CancelledError,
  InvalidError,
  NotAllowedError,
  NotFoundError,
  NotSignedInError,
  RateLimitedError,
  ReadOnlyError,
  TimedOutError,
  UnexpectedAnswerError,
  UnreachableError,
} from '../api/errors.ts';
import type { TripartieClient } from '../api/index.ts';
import { withoutLinks } from './plainText.ts';

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
  if (error instanceof NotSignedInError) return notSignedIn(error.reason);
  if (error instanceof NotAllowedError) {
    return {
      message: 'Your role does not allow this. An administrator of the organization can do it.',
      remedy: 'none',
    };
  }
  if (error instanceof ReadOnlyError) {
    return { message: 'This profile is read-only: nothing was changed.', remedy: 'none' };
  }
  if (error instanceof NotFoundError) return { message: notFound(error.operation), remedy: 'none' };
  if (error instanceof InvalidError) {
    const [violation] = error.violations;
    const what = violation
      ? `${violation.field ? `${withoutLinks(violation.field)}: ` : ''}${withoutLinks(violation.message, 160)}`
      : 'a value is wrong';
    return { message: `Tripartie did not accept it – ${what}`, remedy: 'none' };
  }
  if (error instanceof RateLimitedError) {
    const when = error.retryAt ? ` Try again after ${error.retryAt.toLocaleTimeString()}.` : ' Try again in a minute.';
    return { message: `Too many requests in a short time.${when}`, remedy: 'retry' };
  }
  if (error instanceof UnreachableError && error.status !== undefined) {
    return { message: `Tripartie cannot answer at the moment (error ${error.status}).`, remedy: 'retry' };
  }
  if (error instanceof UnreachableError) {
    return { message: 'Tripartie cannot be reached. Check the network connection and the proxy.', remedy: 'retry' };
  }
  if (error instanceof TimedOutError) return { message: 'Tripartie did not answer in time.', remedy: 'retry' };
  if (error instanceof AmbiguousError) {
    return { message: 'No usable answer came, so it may or may not have been done.', remedy: 'retry' };
  }
  if (error instanceof UnexpectedAnswerError) {
    return {
      message: 'Tripartie answered with something unexpected. It may be down for maintenance.',
      remedy: 'retry',
    };
  }
  if (error instanceof CancelledError) return { message: 'Cancelled.', remedy: 'none' };
  return { message: 'Something went wrong in this extension.', remedy: 'retry' };
}

function notFound(operation: string): string {
  const unknown = 'Tripartie does not know this request (error 404)';
  if (MAKING.has(operation)) return `${unknown}, so nothing was made. Check the address of the API.`;
  if (ALWAYS_THERE.has(operation)) return `${unknown}. Check the address of the API.`;
  return 'It no longer exists at Tripartie.';
}

function notSignedIn(reason: NotSignedInError['reason']): Explanation {
  if (reason === 'left') return { message: 'You have left this account, so nothing was sent.', remedy: 'none' };
  return { message: `${SIGN_IN_REASONS[reason]} Sign in again to go on.`, remedy: 'signIn' };
}
