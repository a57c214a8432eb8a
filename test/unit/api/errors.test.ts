import assert from 'node:assert/strict';
import {
  AmbiguousError,
  ApiError,
  CancelledError,
  InvalidError,
  isApiError,
  NotAllowedError,
  NotFoundError,
  NotSignedInError,
  RateLimitedError,
  ReadOnlyError,
  TimedOutError,
  UnexpectedAnswerError,
  UnreachableError,
} from '../../../src/api/index.ts';

const unsent = { operation: 'inviteUser' };
const answered = (status: number) => ({ operation: 'inviteUser', status, requestId: 'sandbox-1' });

describe('errors', () => {
  for (const [made, log] of [
    [
      () => new NotSignedInError(answered(401), 'expired'),
      'NotSignedInError: inviteUser: not signed in, expired (401)',
    ],
    [() => new NotAllowedError(answered(403)), 'NotAllowedError: inviteUser: not allowed (403)'],
    [() => new NotFoundError(answered(404)), 'NotFoundError: inviteUser: not found (404)'],
    [() => new InvalidError(answered(422), []), 'InvalidError: inviteUser: invalid (422)'],
    [() => new InvalidError(unsent, []), 'InvalidError: inviteUser: invalid'],
    [() => new RateLimitedError(answered(429)), 'RateLimitedError: inviteUser: rate limited (429)'],
    [() => new UnreachableError(answered(503)), 'UnreachableError: inviteUser: unreachable (503)'],
    [() => new UnreachableError(unsent, 'ENOTFOUND'), 'UnreachableError: inviteUser: unreachable, ENOTFOUND'],
    [() => new TimedOutError(unsent), 'TimedOutError: inviteUser: timed out'],
    [() => new AmbiguousError(answered(500), 'server'), 'AmbiguousError: inviteUser: result unknown, server (500)'],
    [() => new UnexpectedAnswerError(answered(303)), 'UnexpectedAnswerError: inviteUser: unexpected answer (303)'],
    [
      () => new UnexpectedAnswerError(answered(200), 'roles.0'),
      'UnexpectedAnswerError: inviteUser: unexpected answer, roles.0 (200)',
    ],
    [() => new ReadOnlyError(unsent), 'ReadOnlyError: inviteUser: read only'],
    [() => new CancelledError(unsent), 'CancelledError: inviteUser: cancelled'],
  ] as const) {
    it(`"${log}" is all that a log gets`, () => {
      const error = made();
      assert.ok(error instanceof ApiError);
      assert.ok(isApiError(error));
      assert.equal(String(error), log);
      assert.equal(error.operation, 'inviteUser');
      assert.equal(error.requestId, error.status === undefined ? undefined : 'sandbox-1');
      assert.match(log, error.status === undefined ? /[^)]$/ : new RegExp(`\\(${error.status}\\)$`));
    });
  }

  it('are told from all others', () => {
    for (const other of [new Error('inviteUser'), undefined, null, 'inviteUser', {}]) {
      assert.equal(isApiError(other), false);
    }
  });
});
