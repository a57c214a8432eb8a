import assert from 'node:assert/strict';
import {
  AmbiguousError,
  type ApiError,
  InvalidError,
  NotAllowedError,
  NotFoundError,
  NotSignedInError,
  RateLimitedError,
  UnreachableError,
} from '../../../src/api/index.ts';
import { operations } from '../../helpers/contract.ts';
import { withoutPauses } from './faults.ts';
import { answerOf, isUnrepeatableWrite, pathnameOf, type Sample, samples } from './samples.ts';
import { clientOf, errorOf, json } from './vocabulary.ts';

const problem = { type: 'https://tools.ietf.org/html/rfc2616#section-10', title: 'An error occurred' };
const violations = [{ propertyPath: 'email', message: 'This value is already used.', code: 'sandbox-code' }];

/** A refusal as the contract writes it. */
function refusal(status: number, { path }: Sample): Response {
  if (path === '/token') {
    return json({ error: status === 401 ? 'invalid_client' : 'invalid_scope', error_description: 'sandbox' }, status);
  }
  if (status === 401) return json({ code: 401, message: 'Expired JWT Token' }, 401);
  return json({ ...problem, detail: 'sandbox', ...(status === 422 ? { violations } : {}) }, status);
}

function classFor(status: number, sample: Sample): new (...args: never[]) => ApiError {
  switch (status) {
    case 400:
    case 422:
      return InvalidError;
    case 401:
      return NotSignedInError;
    case 403:
      return NotAllowedError;
    case 404:
      return NotFoundError;
    case 429:
      return RateLimitedError;
    default:
      return isUnrepeatableWrite(sample) ? AmbiguousError : UnreachableError;
  }
}

describe('the contract', () => {
  withoutPauses();

  it('has a method for each of its operations', () => {
    const told = new Set(samples.map(({ method, path }) => `${method} ${path}`));
    const missing = operations
      .filter(({ document }) => document === 'contract')
      .map(({ method, path }) => `${method} ${path}`);
    assert.deepEqual(
      missing.filter((each) => !told.has(each)),
      [],
    );
  });

  for (const sample of samples) {
    describe(sample.operation, () => {
      const operation = operations.find(({ method, path }) => method === sample.method && path === sample.path);

      it('is an operation of the documents', () => assert.ok(operation));

      it('asks for what it is given', async () => {
        const asked: string[] = [];
        const handler = (request: Request) => {
          asked.push(`${request.method} ${new URL(request.url).pathname}`);
          return answerOf(sample);
        };
        await sample.run(clientOf(handler, { credential: sample.credential }));
        assert.deepEqual(asked, [`${sample.method.toUpperCase()} ${pathnameOf(sample)}`]);
      });

      for (const status of operation?.statuses ?? []) {
        it(status === String(sample.status) ? `reads ${status}` : `turns ${status} into its error`, async () => {
          const answer = () => (status === String(sample.status) ? answerOf(sample) : refusal(Number(status), sample));
          const call = sample.run(clientOf(answer, { credential: sample.credential, timeoutMs: 500 }));
          if (status === String(sample.status)) {
            await call;
            return;
          }
          const error = await errorOf(call);
          assert.ok(error instanceof classFor(Number(status), sample), `${error.name} for ${status}`);
          assert.equal(error.operation, sample.operation);
          assert.equal(error.status, Number(status));
        });
      }
    });
  }

  for (const [told, field] of [
    ['desiredScopes[0]', 'scopes[0]'],
    ['referenceName', 'name'],
    ['else.referenceName', 'else.referenceName'],
  ] as const) {
    it(`tells that ${told} was refused, under the name the caller knows`, async () => {
      const error = await errorOf(
        clientOf(() =>
          json({ ...problem, violations: [{ propertyPath: told, message: 'No.', code: 'x' }] }, 422),
        ).createApiClient({ name: null, scopes: ['OFFER_READ'] }),
      );
      assert.deepEqual((error as InvalidError).violations, [{ field, message: 'No.', code: 'x' }]);
    });
  }

  it('makes the best of violations that say little', async () => {
    const error = await errorOf(
      clientOf(() => json({ violations: [{}, { message: 'No.', code: null }] }, 422)).setUpTotp(7),
    );
    assert.deepEqual((error as InvalidError).violations, [
      { field: '', message: '' },
      { field: '', message: 'No.' },
    ]);
  });
});
