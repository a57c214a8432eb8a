import assert from 'node:assert/strict';
import { operations } from '../../helpers/contract.ts';
import { unmet } from '../api/watched.ts';
import { sandboxForTest } from './vocabulary.ts';

/** A path of an operation, with ids that lead nowhere: a fault answers before anything is looked up. */
function at(path: string): string {
  return path.replace(/\{\w+\}/g, '7');
}

describe('sandbox: every operation of the contract', () => {
  for (const { method, path, statuses } of operations.filter(({ document }) => document === 'contract')) {
    for (const [status, kind] of [
      ['429', { kind: 'rateLimit' }],
      ['500', { kind: 'status', status: 500 }],
    ] as const) {
      if (!statuses.includes(status)) continue;
      it(`${method.toUpperCase()} ${path} can end in ${status}, as the contract describes it`, async () => {
        const { sandbox, asOwner } = sandboxForTest();
        sandbox.faults.add({ path: at(path), ...kind });
        assert.equal((await asOwner(method.toUpperCase(), at(path))).status, Number(status));
      });
    }
  }

  for (const [method, path] of [
    ['GET', '/users'],
    ['GET', '/users/7'],
    ['GET', '/api-clients/7'],
    ['DELETE', '/api-clients/7'],
  ] as const) {
    it(`${method} ${path} needs a key`, async () => {
      assert.equal((await sandboxForTest().ask(method, path)).status, 401);
    });
  }

  for (const path of ['email-validation', 'password', 'totp-setup', 'totp-toggle'].map((last) => `/users/7/${last}`)) {
    it(`PATCH ${path} takes JSON only`, async () => {
      assert.equal((await sandboxForTest().asOwner('PATCH', path, { body: '{' })).status, 400);
    });
  }

  it('POST /personas/authentication takes JSON only', async () => {
    assert.equal((await sandboxForTest().asOwner('POST', '/personas/authentication', { body: '{' })).status, 400);
  });

  for (const [last, json] of [
    ['password', { plainPassword: 'sandbox', newPassword: 'sandbox-new' }],
    ['totp-toggle', { totpEnabled: true, totpChallenge: '123456' }],
  ] as const) {
    it(`PATCH /users/{id}/${last} of nobody is not found`, async () => {
      assert.equal((await sandboxForTest().asOwner('PATCH', `/users/9999999/${last}`, { json })).status, 404);
    });
  }
});

/** What the sandbox has no reason to answer: the body of a set-up is empty, so that no field of it can be wrong. */
const IMPOSSIBLE = ['PATCH /users/{id}/totp-setup 422'];

after('every operation and response code of the contract was met', function () {
  const tests = testsOf(this.test?.parent);
  // A single file, or a few tests by name, cannot meet them all.
  const whole = tests.some(({ file }) => file?.endsWith('api/sandbox.test.ts')) && tests.every(({ state }) => state);
  if (whole) assert.deepEqual(unmet(), IMPOSSIBLE);
});

function testsOf(suite: Mocha.Suite | undefined): Mocha.Test[] {
  return suite === undefined ? [] : [...suite.tests, ...suite.suites.flatMap(testsOf)];
}
