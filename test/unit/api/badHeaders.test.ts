import assert from 'node:assert/strict';
import { RateLimitedError } from '../../../src/api/index.ts';
import { headers, inTime, retryAfters, withoutHarm } from './badInput.ts';
import { withoutPauses } from './faults.ts';
import { answerOf, samples } from './samples.ts';
import { clientOf, errorOf, json, ownRefusal } from './vocabulary.ts';

/** An answer with other headers. */
function withHeaders(answer: Response, more: Readonly<Record<string, string>>): Response {
  for (const [name, value] of Object.entries(more)) answer.headers.set(name, value);
  return answer;
}

describe('a header of an answer', () => {
  withoutHarm();
  withoutPauses();

  for (const [name, more] of Object.entries(headers)) {
    it(`that is ${name} changes nothing of what any operation makes of it`, async () => {
      for (const sample of samples) {
        const options = { credential: sample.credential, now: () => 0 };
        const result = await inTime(sample.run(clientOf(() => withHeaders(answerOf(sample), more), options)));
        const asItIs = await sample.run(clientOf(() => answerOf(sample), options));
        assert.deepEqual(result, asItIs, sample.operation);
      }
    });

    it(`that is ${name} is no request id of a refusal`, async () => {
      for (const sample of samples) {
        const client = clientOf(() => ownRefusal(404, more), { credential: sample.credential });
        const error = await inTime(errorOf(sample.run(client)));
        assert.deepEqual([error.name, error.requestId], ['NotFoundError', undefined], sample.operation);
      }
    });
  }

  for (const [value, isTime] of Object.entries(retryAfters)) {
    it(`Retry-After: "${value}" of a 429 ${isTime ? 'is a time, a minute ahead at most' : 'is no time'}`, async () => {
      for (const sample of samples) {
        const client = clientOf(() => json({}, 429, { 'retry-after': value }), {
          credential: sample.credential,
          timeoutMs: 100,
        });
        const error = await inTime(errorOf(sample.run(client)));
        assert.ok(error instanceof RateLimitedError, `${sample.operation}: ${error.name}`);
        assert.equal(error.operation, sample.operation);
        const ahead = error.retryAt === undefined ? undefined : error.retryAt.getTime() - Date.now();
        if (isTime) assert.ok(ahead !== undefined && ahead > -1000 && ahead <= 60_000, `${ahead}`);
        else assert.equal(ahead, undefined, sample.operation);
      }
    });
  }

  it('that names the request is kept for a support case', async () => {
    const error = await errorOf(clientOf(() => ownRefusal(404, { 'x-request-id': 'sandbox-1:2.3' })).me());
    assert.equal(error.requestId, 'sandbox-1:2.3');
    for (const body of ['{"identifier":7}', '<html>', '', '{"identifier":"x"}']) {
      const answer = () => new Response(body, { status: 201, headers: { 'x-request-id': 'sandbox-1' } });
      const unusable = await errorOf(clientOf(answer).createApiClient({ name: null, scopes: ['OFFER_READ'] }));
      assert.deepEqual([unusable.name, unusable.requestId], ['AmbiguousError', 'sandbox-1']);
    }
  });
});
