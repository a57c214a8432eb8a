import assert from 'node:assert/strict';
import { CancelledError, TimedOutError } from '../../../src/api/index.ts';
import { never, withoutPauses } from './faults.ts';
import { asking, key, refusal, taking } from './renewing.ts';
import { person, sampleOf } from './samples.ts';
import { clientOf, deferred, errorOf, json, onStoppedClock } from './vocabulary.ts';

describe('while another credential is waited for', () => {
  withoutPauses();

  it('the time-out stands still, and goes on from there', () =>
    onStoppedClock(async (pass) => {
      const { asked, answer, onRefused } = asking();
      const first = deferred<Response>();
      const { handler } = taking([key(2)], never);
      const client = clientOf(
        (request) => (request.headers.get('authorization')?.endsWith('1') ? first.promise : handler(request)),
        { credential: key(1), onRefused, timeoutMs: 1000 },
      );
      let ended = false;
      const call = errorOf(client.me()).finally(() => {
        ended = true;
      });
      await pass(400);
      first.resolve(refusal());
      await asked;
      await pass(3_600_000);
      assert.equal(ended, false);
      answer.resolve(key(2));
      await pass(599);
      assert.equal(ended, false);
      await pass(1);
      assert.ok((await call) instanceof TimedOutError);
    }));

  it('a call that has used up its time is not sent for nothing', () =>
    onStoppedClock(async (pass) => {
      const { handler } = taking([key(2)], never);
      let time = 0;
      const onRefused = async () => key(2);
      const refuseLate = (request: Request) => {
        time = 5000;
        return handler(request);
      };
      const call = errorOf(
        clientOf(refuseLate, { credential: key(1), onRefused, timeoutMs: 1000, now: () => time }).me(),
      );
      await pass(1);
      assert.ok((await call) instanceof TimedOutError);
    }));

  it('no place among the requests under way is held', async () => {
    const { asked, answer, onRefused } = asking();
    const client = clientOf(
      (request) =>
        request.url.endsWith('/organizations/3')
          ? json(sampleOf('getOrganization').answer)
          : taking([key(2)]).handler(request),
      { credential: key(1), onRefused, concurrency: 1 },
    );
    const call = client.me();
    await asked;
    await client.getOrganization(3);
    answer.resolve(key(2));
    await call;
  });

  it('a write that is given up was not done, and whoever was asked is told', async () => {
    const { asked, onRefused } = asking();
    const patience = new AbortController();
    const call = errorOf(clientOf(refusal, { onRefused }).inviteUser(person, { signal: patience.signal }));
    const signal = await asked;
    patience.abort();
    assert.ok((await call) instanceof CancelledError);
    assert.equal(signal.aborted, true);
  });

  it('an answer after that changes nothing', async () => {
    const { asked, answer, onRefused } = asking();
    const { seen, handler } = taking([key(2)]);
    const patience = new AbortController();
    const client = clientOf(handler, { credential: key(1), onRefused });
    const call = errorOf(client.inviteUser(person, { signal: patience.signal }));
    await asked;
    patience.abort();
    await call;
    answer.resolve(key(2));
    await client.me();
    assert.deepEqual(seen, [key(1).jwt, key(1).jwt, key(2).jwt]);
  });

  it('a read that two share asks once, goes on for the one who stays, and ends with the last', async () => {
    const [one, two] = [new AbortController(), new AbortController()];
    const { asked, answer, onRefused } = asking();
    const { seen, handler } = taking([key(2)]);
    const client = clientOf(handler, { credential: key(1), onRefused });
    const calls = [client.me({ signal: one.signal }), client.me()];
    const signal = await asked;
    one.abort();
    assert.ok((await errorOf(calls[0] as Promise<unknown>)) instanceof CancelledError);
    assert.equal(signal.aborted, false);
    answer.resolve(key(2));
    await calls[1];
    assert.deepEqual(seen, [key(1).jwt, key(2).jwt]);

    const alone = asking();
    const last = errorOf(clientOf(refusal, { onRefused: alone.onRefused }).me({ signal: two.signal }));
    const ended = await alone.asked;
    two.abort();
    assert.ok((await last) instanceof CancelledError);
    assert.equal(ended.aborted, true);
  });
});
