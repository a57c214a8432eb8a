import assert from 'node:assert/strict';
import { RateLimitedError, UnreachableError } from '../../../src/api/index.ts';
import { broken, failure, inTurn, withoutPauses } from './faults.ts';
import { answerOf, sampleOf, samples } from './samples.ts';
import { clientOf, errorOf, json, onStoppedClock, ownRefusal } from './vocabulary.ts';

const me = sampleOf('me').answer;

describe('repeating', () => {
  withoutPauses();

  describe('retries', () => {
    for (const sample of samples) {
      const repeats = sample.method === 'get' || sample.method === 'delete';
      it(`${sample.operation} is sent ${repeats ? 'again after a passing failure' : 'once, whatever comes'}`, async () => {
        for (const fail of [
          () => json({}, 503),
          () => json({}, 500),
          () => {
            throw failure('ECONNRESET');
          },
        ]) {
          const { asked, handler } = inTurn(fail, () => answerOf(sample));
          const client = clientOf(handler, { credential: sample.credential });
          if (repeats) await sample.run(client);
          else await errorOf(sample.run(client));
          assert.equal(asked.times, repeats ? 2 : 1);
        }
      });
    }

    for (const status of [408, 500, 502, 503, 504]) {
      it(`${status} is tried three times`, async () => {
        const { asked, handler } = inTurn(() => json({}, status));
        const error = await errorOf(clientOf(handler).me());
        assert.ok(error instanceof UnreachableError);
        assert.equal(error.status, status);
        assert.equal(asked.times, 3);
      });
    }

    for (const status of [400, 401, 403, 404, 405, 406, 407, 409, 415, 418, 422, 501, 505, 599]) {
      it(`${status} is final`, async () => {
        const { asked, handler } = inTurn(() => json({}, status));
        await errorOf(clientOf(handler).me());
        assert.equal(asked.times, 1);
      });
    }

    it('a body that breaks off is read again', async () => {
      const { asked, handler } = inTurn(broken, () => json(me));
      await clientOf(handler).me();
      assert.equal(asked.times, 2);
    });

    describe('with the longest pauses', () => {
      before(() => {
        Math.random = () => 1;
      });
      after(() => {
        Math.random = () => 0;
      });

      it('wait 300 ms, then 600', () =>
        onStoppedClock(async (pass) => {
          const { asked, handler } = inTurn(() => json({}, 503));
          const failed = errorOf(clientOf(handler).me());
          for (const [wait, times] of [
            [299, 1],
            [1, 2],
            [599, 2],
            [1, 3],
          ] as const) {
            await pass(wait);
            assert.equal(asked.times, times);
          }
          await failed;
        }));
    });

    it('none is begun that the time-out would end', async () => {
      const { asked, handler } = inTurn(() => json({}, 503));
      const error = await errorOf(clientOf(handler, { timeoutMs: 300, now: () => 0 }).me());
      assert.ok(error instanceof UnreachableError);
      assert.equal(asked.times, 1);
    });

    it('a deletion whose answer was lost ends in "not found" when it is sent again', async () => {
      const { handler } = inTurn(
        () => {
          throw failure('ECONNRESET');
        },
        () => ownRefusal(404),
      );
      assert.equal((await errorOf(clientOf(handler).deleteUser(7))).name, 'NotFoundError');
    });
  });

  describe('429', () => {
    // A reset is printed in whole seconds, so that one more has to pass before it is certainly over.
    for (const [header, value, wait] of [
      ['retry-after', '1', 1000],
      ['x-rate-limit', '0; reset="1970-01-01T00:00:01"', 1999],
      ['retry-after', 'soon', 1000],
    ] as const) {
      it(`a read comes back ${wait} ms after ${header}: ${value}`, () =>
        onStoppedClock(async (pass) => {
          const { asked, handler } = inTurn(
            () => json({}, 429, { [header]: value }),
            () => json(me),
          );
          const answer = clientOf(handler).me();
          await pass(1);
          await pass(wait - 2);
          assert.equal(asked.times, 1);
          await pass(1);
          assert.equal(asked.times, 2);
          await answer;
        }));
    }

    it('says when to come back, at most a minute ahead, and does not wait in vain', async () => {
      for (const [value, seconds] of [
        ['30', 30],
        ['45', 45],
        ['60', 60],
        ['86400', 60],
        ['999999999999999999999', 60],
        ['Thu, 01 Jan 1970 00:00:40 GMT', 40],
        ['Thu 01 Jan 1970 00:00:40 GMT', 40],
        ['Fri, 01 Jan 2100 00:00:00 GMT', 60],
      ] as const) {
        const { asked, handler } = inTurn(() => json({}, 429, { 'retry-after': value }));
        const error = await errorOf(clientOf(handler, { now: () => 0 }).me());
        assert.ok(error instanceof RateLimitedError);
        assert.equal(error.retryAt?.getTime(), seconds * 1000, value);
        assert.equal(error.status, 429);
        assert.equal(asked.times, 1);
      }
    });

    it('without a word of when ends a call that has not the time to wait', async () => {
      const { asked, handler } = inTurn(() => json({}, 429));
      const error = await errorOf(clientOf(handler, { now: () => 0, timeoutMs: 1000 }).me());
      assert.equal(error.status, 429);
      assert.equal(asked.times, 1);
    });

    it('takes the end of the count for when to come back', async () => {
      const client = clientOf(() => json({}, 429, { 'x-rate-limit': '0; reset="1970-01-01T00:00:50"' }), {
        now: () => 0,
      });
      const error = await errorOf(client.setUpTotp(7));
      assert.equal((error as RateLimitedError).retryAt?.getTime(), 50_999);
    });

    for (const value of ['-1', '1e99', 'soon', '', 'Mon', '1.5', '0x10', 'Never, 99 Foo 9999', '1 Jan 1970']) {
      it(`makes nothing of Retry-After: ${JSON.stringify(value)}`, async () => {
        const client = clientOf(() => json({}, 429, { 'retry-after': value }));
        const error = await errorOf(
          client.inviteUser({ firstName: 'a', lastName: 'b', email: 'a@b.example', invitedRole: [] }),
        );
        assert.ok(error instanceof RateLimitedError);
        assert.equal(error.retryAt, undefined);
      });
    }

    it('a date that is past means now', async () => {
      const client = clientOf(() => json({}, 429, { 'retry-after': 'Thu, 01 Jan 1970 00:00:00 GMT' }), {
        now: () => 5000,
      });
      const error = await errorOf(client.setUpTotp(7));
      assert.equal((error as RateLimitedError).retryAt?.getTime(), 5000);
    });

    it('a date is read by the clock of the server that wrote it', async () => {
      const headers = { date: 'Thu, 01 Jan 2026 00:00:00 GMT', 'retry-after': 'Thu, 01 Jan 2026 00:00:07 GMT' };
      const error = await errorOf(clientOf(() => json({}, 429, headers), { now: () => 0 }).setUpTotp(7));
      assert.equal((error as RateLimitedError).retryAt?.getTime(), 7000);
    });

    it('503 with Retry-After holds the next call as well', async () => {
      const { asked, handler } = inTurn(() => json({}, 503, { 'retry-after': '50' }));
      const client = clientOf(handler, { now: () => 0 });
      await errorOf(client.setUpTotp(7));
      const error = await errorOf(client.me());
      assert.ok(error instanceof RateLimitedError);
      assert.equal(error.retryAt?.getTime(), 50_000);
      assert.equal(error.status, undefined);
      assert.equal(asked.times, 1);
    });
  });
});
