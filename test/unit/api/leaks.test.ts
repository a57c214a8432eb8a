import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import { ApiError, InvalidError } from '../../../src/api/index.ts';
import { withoutHarm } from './badInput.ts';
import { withoutPauses } from './faults.ts';
import { samples } from './samples.ts';
import { assertNoCanary, CANARY, clientOf, errorOf, json } from './vocabulary.ts';

describe('what was sent in confidence', () => {
  withoutHarm();
  withoutPauses();

  /** The values of a body's fields that are nobody's business, not even a log's. */
  function confidentialIn(body: string): string[] {
    const fields = body.startsWith('{') ? JSON.parse(body) : Object.fromEntries(new URLSearchParams(body));
    return [
      'captcha',
      'plainPassword',
      'newPassword',
      'password',
      'totpInput',
      'totpChallenge',
      'emailVerificationInput',
      'client_secret',
    ].flatMap((name) => fields[name] ?? []);
  }

  describe('of a server that sends back all it was told', () => {
    for (const status of [200, 400, 401, 403, 404, 422, 429, 500]) {
      it(`with ${status}: no secret is in the error`, async () => {
        for (const sample of samples) {
          let confidential: string[] = [];
          const echo = async (request: Request) => {
            const body = await request.text();
            confidential = confidentialIn(body);
            const told = `${[...request.headers].join()} ${body}`;
            const violations = [{ propertyPath: told, message: told, code: told }];
            const said = request.headers.get('authorization')?.slice(7) ?? 'none';
            return json({ message: told, detail: told, title: told, error: told, violations }, status, {
              'x-request-id': said,
            });
          };
          const result = await sample
            .run(clientOf(echo, { credential: sample.credential, timeoutMs: 100 }))
            .catch((error: unknown) => error);
          assert.doesNotMatch(inspect(result, { depth: null, showHidden: true }), new RegExp(CANARY));
          // What reads nothing but optional fields takes the echo for an answer.
          if (status === 200 && !(result instanceof Error)) continue;
          assert.ok(result instanceof ApiError, sample.operation);
          assertNoCanary(result);
          for (const violation of result instanceof InvalidError ? result.violations : []) {
            const said = JSON.stringify(violation);
            assert.ok(!said.includes(CANARY), sample.operation);
            for (const value of confidential) assert.ok(!said.includes(value), sample.operation);
          }
        }
      });
    }
  });

  it('no password, however the server writes it', async () => {
    const plainPassword = 'É&<\'sandbox"/ ü';
    for (const way of [
      plainPassword,
      plainPassword.toUpperCase(),
      plainPassword.normalize('NFD'),
      JSON.stringify(plainPassword),
      encodeURIComponent(plainPassword),
      'É&amp;&lt;&#039;sandbox&quot;/ ü',
    ]) {
      const echo = () => json({ detail: `Not with ${way}.` }, 422);
      const change = { plainPassword, newPassword: 'another one' };
      const error = await errorOf(clientOf(echo).changePassword(7, change));
      assert.doesNotMatch(JSON.stringify(error), /sandbox/i, way);
    }
  });

  it('no rest of a new password that begins with the old one', async () => {
    const change = { plainPassword: 'sandbox', newPassword: 'sandbox-and-more' };
    const echo = async (request: Request) => json({ detail: await request.text() }, 422);
    const error = await errorOf(clientOf(echo).changePassword(7, change));
    assert.doesNotMatch(JSON.stringify(error), /sandbox|more/);
  });
});
