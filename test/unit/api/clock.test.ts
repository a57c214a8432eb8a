import assert from 'node:assert/strict';
import { Clock } from '../../../src/api/clock.ts';
import { createClient, parseApiOrigin } from '../../../src/api/index.ts';
import { TestClock } from '../../helpers/platform/testClock.ts';

const NOON = Date.parse('2026-03-12T12:00:00Z');
const HOUR = 3_600_000;
const at = (time: number) => ({ date: new Date(time).toUTCString() });

function make() {
  const computer = new TestClock(NOON);
  const clock = new Clock(computer);
  /** An answer that is on its way for so long. */
  const answer = async (headers: Record<string, string>, ms = 0) => {
    const sent = clock.moment();
    await computer.pass(ms);
    clock.note(new Headers(headers), sent);
  };
  return { computer, clock, answer };
}

describe('The clock', () => {
  it('knows nothing before an answer, nor from one without a readable date', async () => {
    const { clock, answer } = make();
    for (const headers of [{}, { date: 'yesterday' }, { ...at(NOON), age: 'old' }]) {
      await answer(headers);
      assert.equal(clock.skewMs, undefined);
      assert.equal(clock.time, undefined);
      assert.equal(clock.now(), NOON);
    }
  });

  it('tells how far it is ahead or behind, by the last answer', async () => {
    const { clock, answer } = make();
    await answer(at(NOON - 90_000), 1_000);
    assert.equal(clock.skewMs, 90_000);
    await answer(at(NOON + 91_000), 1_000);
    assert.equal(clock.skewMs, -89_000);
  });

  it('takes a slow answer for no wrong clock', async () => {
    const { clock, answer } = make();
    await answer(at(NOON + 20_000), 30_000);
    assert.equal(clock.skewMs, 0);
  });

  it('adds how long a cache has kept the answer', async () => {
    const { clock, answer } = make();
    await answer({ ...at(NOON - 600_000), age: '600' });
    assert.equal(clock.skewMs, 0);
  });

  it('tells what the API’s clock shows between two bounds: the answer’s second, and how long it was on its way', async () => {
    const { clock, computer, answer } = make();
    await answer(at(NOON), 2_000);
    const heardAt = computer.elapsed();
    assert.deepEqual(clock.time, { atLeast: NOON, atMost: NOON + 3_000, heardAt, mayHaveSlept: 0 });
    await computer.pass(HOUR);
    assert.deepEqual(clock.time, { atLeast: NOON + HOUR, atMost: NOON + HOUR + 3_000, heardAt, mayHaveSlept: 0 });
    computer.jump(-HOUR);
    assert.equal(clock.time?.mayHaveSlept, 0);
    computer.jump(3 * HOUR);
    assert.equal(clock.time?.mayHaveSlept, 2 * HOUR);
  });

  for (const jump of [-10 * HOUR, 8 * 24 * HOUR, -NOON]) {
    it(`goes on by elapsed time when the wall clock is moved by ${jump / HOUR} hours`, async () => {
      const { clock, computer, answer } = make();
      await answer(at(NOON));
      computer.jump(jump);
      await computer.pass(60_000);
      assert.equal(clock.now(), NOON + 60_000);
      assert.equal(clock.time?.atLeast, NOON + 60_000);
    });
  }

  it('is read from the answers of a client, refusals among them', async () => {
    const client = createClient({
      origin: parseApiOrigin('http://127.0.0.1:8080'),
      credential: { kind: 'personalKey', jwt: 'sandbox.personal.key' },
      now: () => NOON,
      fetch: async () => new Response('{}', { status: 404, headers: at(NOON - 60_000) }),
    });
    assert.equal(client.clockSkewMs(), undefined);
    assert.equal(client.time(), undefined);
    assert.equal(client.now(), NOON);
    await assert.rejects(client.me());
    assert.equal(client.clockSkewMs(), 60_000);
    assert.equal(client.now(), NOON - 60_000);
    assert.equal(client.time()?.atLeast, NOON - 60_000);
  });

  for (const jump of [-10 * HOUR, 8 * 24 * HOUR]) {
    it(`that is moved by ${jump / HOUR} hours ends no call that is under way, and keeps none for longer`, async () => {
      const computer = new TestClock(NOON);
      const client = createClient({
        origin: parseApiOrigin('http://127.0.0.1:8080'),
        credential: { kind: 'personalKey', jwt: 'sandbox.personal.key' },
        timeoutMs: 300,
        now: computer.now,
        elapsed: () => performance.now(),
        fetch: async (request) => {
          computer.jump(jump);
          const { signal } = request as Request;
          return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
        },
      });
      const begun = performance.now();
      await assert.rejects(client.me(), { name: 'TimedOutError' });
      assert.ok(Math.abs(performance.now() - begun - 300) < 250);
    });
  }
});
