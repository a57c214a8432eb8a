import assert from 'node:assert/strict';
import {
  AmbiguousError,
  CancelledError,
  GatewayError,
  InvalidError,
  NotAllowedError,
  NotFoundError,
  NotSignedInError,
  RateLimitedError,
  ReadOnlyError,
  TimedOutError,
  UnexpectedAnswerError,
  UnreachableError,
} from '../../src/api/errors.ts';
import { FileError } from '../../src/platform/files.ts';
import { shortReason } from '../../src/ui/shortReason.ts';

const facts = { operation: 'listUsers' };

/** What a side bar of 270 pixels shows of a row. */
const LENGTH_MAX = 26;

describe('Why something failed, in a row', () => {
  for (const [error, words] of [
    [new FileError('full'), 'The disk is full'],
    [new FileError('refused'), 'Storage folder fails'],
    [new Error('secret'), 'Something went wrong'],
    [new NotSignedInError(facts, 'left'), 'Account was left'],
    [new NotSignedInError(facts, 'expired'), 'Key not accepted'],
    [new NotAllowedError(facts), 'Your role may not see it'],
    [new ReadOnlyError(facts), 'Read-only'],
    [new NotFoundError(facts), 'Not found (error 404)'],
    [new InvalidError(facts, []), 'Request not accepted'],
    [new RateLimitedError(facts), 'Too many requests'],
    [new UnreachableError({ ...facts, status: 407 }), 'Proxy asks for a sign-in'],
    [new UnreachableError({ ...facts, status: 511 }), 'Network asks for a sign-in'],
    [new UnreachableError({ ...facts, status: 503 }), 'Unavailable (error 503)'],
    [new UnreachableError(facts, 'ENOTFOUND'), 'Address not found'],
    [new UnreachableError(facts, 'ECONNREFUSED'), 'Tripartie does not answer'],
    [new UnreachableError(facts, 'CERT_HAS_EXPIRED'), 'Certificate not trusted'],
    [new UnreachableError(facts, 'ERR_SSL_WRONG_VERSION_NUMBER'), 'No https at the address'],
    [new UnreachableError(facts, 'PROXY_403'), 'Proxy refused (error 403)'],
    [new UnreachableError(facts, 'ECONNRESET'), 'Tripartie unreachable'],
    [new TimedOutError(facts), 'No answer in time'],
    [new AmbiguousError(facts, 'timeout'), 'No usable answer'],
    [new UnexpectedAnswerError({ ...facts, status: 302 }), 'Not Tripartie’s answer'],
    [new GatewayError({ ...facts, status: 401 }), 'A gateway’s error 401'],
    [new CancelledError(facts), 'Cancelled'],
  ] as const) {
    it(`${error.name} is “${words}”`, () => {
      assert.equal(shortReason(error), words);
      assert.ok(words.length <= LENGTH_MAX);
    });
  }

  it('says until when there are too many requests', () => {
    const words = shortReason(new RateLimitedError(facts, new Date(2026, 0, 1, 22, 30, 45)));
    assert.match(words, /^Wait until .*30/);
    assert.ok(words.length <= LENGTH_MAX, words);
  });

  it('does not say that nothing was there when an earlier attempt may have been heard', () => {
    const error = new UnreachableError(facts, 'ENOTFOUND');
    error.afterLostAnswer = true;
    assert.equal(shortReason(error), 'Tripartie unreachable');
  });
});
