import assert from 'node:assert/strict';
import { AmbiguousError, CancelledError, TimedOutError } from '../../../src/api/index.ts';
import { dripping, never, withoutPauses } from './faults.ts';
import { isUnrepeatableWrite, sampleOf, samples } from './samples.ts';
import { clientOf, deferred, errorOf, json, onStoppedClock } from './vocabulary.ts';

const me = sampleOf('me').answer;

describe('an end before the answer', () => {
  withoutPauses();

  describe('the time-out', () => {
    for (const sample of samples) {
      it(`ends ${sample.operation} when no answer, or only a drip of one, comes`, async () => {
        for (const handler of [never, () => dripping()]) {
          const began = performance.now();
          const error = await errorOf(sample.run(clientOf(handler, { credential: sample.credential, timeoutMs: 30 })));
          assert.ok(performance.now() - began < 1000);
          assert.ok(error instanceof (isUnrepeatableWrite(sample) ? AmbiguousError : TimedOutError), error.name);
          assert.equal(error.operation, sample.operation);
          if (error instanceof AmbiguousError) assert.equal(error.reason, 'timeout');
        }
      });
    }

    for (const status of [401, 403, 404, 422]) {
      it(`leaves a refusal a refusal, although its words only drip: ${status}`, async () => {
        const began = performance.now();
        const error = await errorOf(clientOf(() => dripping(status), { timeoutMs: 100 }).setUpTotp(7));
        assert.equal(error.name, 'GatewayError');
        assert.equal(error.status, status);
        assert.ok(performance.now() - began < 1000);
      });
    }

    it('is not waited for by the words of a refusal: two seconds are enough', () =>
      onStoppedClock(async (pass) => {
        let ended = false;
        const call = errorOf(clientOf(() => dripping(422)).setUpTotp(7)).finally(() => {
          ended = true;
        });
        await pass(1999);
        assert.equal(ended, false);
        await pass(1);
        assert.equal((await call).name, 'GatewayError');
      }));

    it('of who joined a read later is his own, not that of who began it', () =>
      onStoppedClock(async (pass) => {
        let asked = 0;
        const client = clientOf(() => {
          asked += 1;
          return asked === 1 ? never() : json(me);
        });
        const first = errorOf(client.me());
        await pass(20_000);
        const second = client.me();
        const third = client.me();
        await pass(10_000);
        assert.ok((await first) instanceof TimedOutError);
        assert.deepEqual(await Promise.all([second, third]), [await second, await second]);
        assert.equal(asked, 2, 'those who joined share the next one, too');
      }));

    it('of two who asked at once ends both', () =>
      onStoppedClock(async (pass) => {
        let asked = 0;
        const client = clientOf(() => {
          asked += 1;
          return never();
        });
        const calls = [errorOf(client.me()), errorOf(client.me())];
        await pass(30_000);
        for (const error of await Promise.all(calls)) assert.ok(error instanceof TimedOutError);
        assert.equal(asked, 1);
      }));

    it('leaves a write that waited for its turn certainly unsent', async () => {
      const client = clientOf(never, { concurrency: 1, timeoutMs: 40 });
      const first = errorOf(client.setUpTotp(7));
      const second = errorOf(client.setUpTotp(7));
      assert.ok((await first) instanceof AmbiguousError);
      const waited = await second;
      assert.ok(waited instanceof TimedOutError || waited instanceof AmbiguousError);
    });
  });

  describe('cancelling', () => {
    for (const sample of samples) {
      it(`${sample.operation} before it is sent sends nothing`, async () => {
        const client = clientOf(() => assert.fail('sent'), { credential: sample.credential });
        const error = await errorOf(sample.run(client, { signal: AbortSignal.abort() }));
        assert.ok(error instanceof CancelledError);
        assert.equal(error.operation, sample.operation);
      });

      it(`${sample.operation} under way`, async () => {
        const controller = new AbortController();
        const handler = () => {
          queueMicrotask(() => controller.abort(new Error('sandbox')));
          return never();
        };
        const client = clientOf(handler, { credential: sample.credential });
        const error = await errorOf(sample.run(client, { signal: controller.signal }));
        const expected = isUnrepeatableWrite(sample) ? AmbiguousError : CancelledError;
        assert.ok(error instanceof expected, error.name);
        assert.equal(error.operation, sample.operation);
        if (error instanceof AmbiguousError) assert.equal(error.reason, 'cancelled');
      });
    }

    it('while the words of a refusal drip is the caller’s own end', async () => {
      const controller = new AbortController();
      const call = errorOf(
        clientOf(() => {
          setImmediate(() => controller.abort());
          return dripping(422);
        }).setUpTotp(7, { signal: controller.signal }),
      );
      assert.equal(((await call) as AmbiguousError).reason, 'cancelled');
    });

    it('during the pause before a retry, while the body is read, and in the queue', async () => {
      const pausing = new AbortController();
      const paused = clientOf(() => {
        setImmediate(() => pausing.abort());
        return json({}, 503);
      }).me({ signal: pausing.signal });
      assert.ok((await errorOf(paused)) instanceof CancelledError);

      const reading = new AbortController();
      const read = clientOf(() => {
        setImmediate(() => reading.abort());
        return dripping();
      }).deleteUser(7, { signal: reading.signal });
      assert.ok((await errorOf(read)) instanceof CancelledError);

      const client = clientOf(never, { concurrency: 1, timeoutMs: 50 });
      const waiting = new AbortController();
      const first = errorOf(client.me());
      const second = errorOf(client.setUpTotp(7, { signal: waiting.signal }));
      setImmediate(() => waiting.abort());
      assert.ok((await second) instanceof CancelledError);
      await first;
    });

    it('at the very moment of sending', async () => {
      const controller = new AbortController();
      const handler = () => {
        controller.abort();
        return json(me);
      };
      assert.ok(
        (await errorOf(clientOf(handler).deleteUser(7, { signal: controller.signal }))) instanceof CancelledError,
      );
    });

    it('with an error of the family as the reason is still a cancellation', async () => {
      const controller = new AbortController();
      const call = clientOf(never).deleteUser(7, { signal: controller.signal });
      setImmediate(() => controller.abort(new TimedOutError({ operation: 'sandbox' })));
      assert.ok((await errorOf(call)) instanceof CancelledError);
    });

    it('one of two who share a read leaves the other with its answer; the last one ends it', async () => {
      const answer = deferred<Response>();
      const signals: AbortSignal[] = [];
      const client = clientOf((request) => {
        signals.push(request.signal);
        return answer.promise;
      });
      const [one, two] = [new AbortController(), new AbortController()];
      const calls = [client.me({ signal: one.signal }), client.me({ signal: two.signal }), client.me()];
      one.abort();
      assert.ok((await errorOf(calls[0] as Promise<unknown>)) instanceof CancelledError);
      answer.resolve(json(me));
      await Promise.all(calls.slice(1));
      assert.equal(signals.length, 1);

      const alone = new AbortController();
      let ended: AbortSignal | undefined;
      const abandoned = errorOf(
        clientOf((request) => {
          ended = request.signal;
          setImmediate(() => alone.abort());
          return never();
        }).me({ signal: alone.signal }),
      );
      await abandoned;
      assert.equal(ended?.aborted, true);
    });
  });
});
