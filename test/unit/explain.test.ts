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
import { explain } from '../../src/ui/explain.ts';
import type { Sample } from './api/samples.ts';

const facts = { operation: 'inviteUser' };
const cannot = 'Tripartie cannot be reached:';

describe('An error in words', () => {
  for (const [error, words, remedy] of [
    [new NotSignedInError(facts, 'expired'), 'Your key has expired. Sign in again to go on.', 'signIn'],
    [new NotSignedInError(facts, 'left'), 'You have left this account, so nothing was sent.', 'none'],
    [new ReadOnlyError(facts), 'This profile is read-only: nothing was changed.', 'none'],
    [new NotAllowedError(facts), 'Your role does not allow this.', 'none'],
    [new InvalidError(facts, []), 'Tripartie did not accept it – a value is wrong', 'none'],
    [
      new InvalidError(facts, [{ field: 'email', message: '[taken](command:quit)' }]),
      'Tripartie did not accept it – email: [taken](command:quit)',
      'none',
    ],
    [new InvalidError(facts, [{ field: '', message: '' }]), 'Tripartie did not accept it – a value is wrong', 'none'],
    [
      new InvalidError(facts, [{ field: 'email', message: '\u200b' }]),
      'Tripartie did not accept it – email is wrong',
      'none',
    ],
    [
      new InvalidError(facts, [
        { field: '', message: '' },
        { field: '', message: 'Too short.' },
      ]),
      'Tripartie did not accept it – Too short.',
      'none',
    ],
    [new RateLimitedError(facts), 'Too many requests in a short time. Try again in a minute.', 'retry'],
    [new UnreachableError({ ...facts, status: 503 }), 'Tripartie cannot answer at the moment (error 503).', 'retry'],
    [new UnreachableError(facts, 'ECONNRESET'), 'Tripartie cannot be reached. Check the network connection', 'retry'],
    [new UnreachableError(facts, 'ENOTFOUND'), `${cannot} its name was not found, so nothing was sent.`, 'retry'],
    [new UnreachableError(facts, 'EHOSTUNREACH'), `${cannot} nothing answers at its address`, 'retry'],
    [
      new UnreachableError(facts, 'CERT_HAS_EXPIRED'),
      `${cannot} the certificate of its address is not trusted`,
      'retry',
    ],
    [new UnreachableError(facts, 'ERR_SSL_WRONG_VERSION_NUMBER'), `${cannot} what answers at its address`, 'retry'],
    [
      new UnreachableError(facts, 'PROXY_403'),
      `${cannot} the proxy does not let the request through (error 403)`,
      'retry',
    ],
    [new UnreachableError(facts, 'PROXY_407'), `${cannot} the proxy asks for a sign-in of its own`, 'retry'],
    [new UnreachableError({ ...facts, status: 407 }), `${cannot} the proxy asks for a sign-in of its own`, 'retry'],
    [new UnreachableError({ ...facts, status: 511 }), `${cannot} this network asks for a sign-in first`, 'retry'],
    [new UnreachableError(facts, 'CONNECT_ECONNRESET'), `${cannot} nothing answers at its address`, 'retry'],
    [new FileError('full'), 'The disk with the editor’s storage folder is full. Make room on it.', 'retry'],
    [new TimedOutError(facts), 'Tripartie did not answer in time.', 'retry'],
    [new AmbiguousError(facts, 'timeout'), 'No usable answer came, so it may or may not have been done.', 'retry'],
    [new UnexpectedAnswerError({ ...facts, status: 302 }), 'The answer is none of Tripartie’s. A proxy', 'retry'],
    [new GatewayError({ ...facts, status: 401 }), 'The answer is not Tripartie’s own (error 401)', 'retry'],
    [new CancelledError(facts), 'Cancelled.', 'none'],
    [new Error('secret'), 'Something went wrong in this extension.', 'retry'],
  ] as const) {
    it(`${error.name} is "${words}"`, () => {
      const told = explain(error);
      assert.ok(told.message.startsWith(words), told.message);
      assert.equal(told.remedy, remedy);
    });
  }

  it('says of no request that it was not sent when an earlier attempt may have been', () => {
    for (const code of ['ENOTFOUND', 'PROXY_502', 'CERT_HAS_EXPIRED']) {
      const error = new UnreachableError(facts, code);
      assert.match(explain(error).message, /nothing was sent/);
      error.afterLostAnswer = true;
      assert.doesNotMatch(explain(error).message, /nothing was sent/);
    }
    assert.doesNotMatch(explain(new GatewayError({ ...facts, status: 404 })).message, /nothing was/i);
  });

  const gone = 'It no longer exists at Tripartie.';
  const notMade =
    'Tripartie does not know this request (error 404), so nothing was made. Check the address of the API.';
  const notThere = 'Tripartie does not know this request (error 404). Check the address of the API.';
  const NOT_FOUND: Record<Sample['operation'], string> = {
    me: gone,
    listApiClients: notThere,
    createApiClient: notMade,
    getApiClient: gone,
    deleteApiClient: gone,
    listUsers: notThere,
    getUser: gone,
    inviteUser: notMade,
    updateUser: gone,
    changePassword: gone,
    validateEmail: gone,
    setUpTotp: gone,
    toggleTotp: gone,
    registerUser: notMade,
    authenticate: notThere,
    registerPersona: notMade,
    authenticatePersona: notMade,
    personaMe: gone,
    fetchToken: notThere,
    deleteUser: gone,
    enableUser: gone,
    changeUserEmail: gone,
    listOrganizations: notThere,
    getOrganization: gone,
    updateOrganization: gone,
  };
  for (const [operation, words] of Object.entries(NOT_FOUND)) {
    it(`404 of ${operation} is "${words}"`, () => {
      const told = explain(new NotFoundError({ operation, status: 404 }));
      assert.deepEqual(told, { message: words, remedy: 'none' });
    });
  }
});
