import assert from 'node:assert/strict';
import { Clock } from '../../../src/api/clock.ts';
import { createClient, parseApiOrigin } from '../../../src/api/index.ts';

const NOON = Date.parse('2026-03-12T12:00:00Z');
const at = (time: number) => new Headers({ date: new Date(time).toUTCString() });

describe('The clock', () => {
  it('knows nothing before an answer, nor from one without a readable date', () => {
    const clock = new Clock();
    assert.equal(clock.skewMs, undefined);
    clock.note(new Headers(), NOON, NOON);
    clock.note(new Headers({ date: 'yesterday' }), NOON, NOON);
    assert.equal(clock.skewMs, undefined);
  });

  it('tells how far it is ahead or behind, by the last answer', () => {
    const clock = new Clock();
    clock.note(at(NOON - 90_000), NOON, NOON + 1000);
    assert.equal(clock.skewMs, 90_000);
    clock.note(at(NOON + 90_000), NOON, NOON + 1000);
    assert.equal(clock.skewMs, -89_000);
  });

  it('takes a slow answer for no wrong clock', () => {
    const clock = new Clock();
    clock.note(at(NOON + 20_000), NOON, NOON + 30_000);
    assert.equal(clock.skewMs, 0);
  });

  it('is read from the answers of a client, refusals among them', async () => {
    const client = createClient({
      origin: parseApiOrigin('http://127.0.0.1:1'),
      credential: { kind: 'personalKey', jwt: 'sandbox.personal.key' },
      now: () => NOON,
      fetch: async () => new Response('{}', { status: 404, headers: at(NOON - 60_000) }),
    });
    assert.equal(client.clockSkewMs(), undefined);
    await assert.rejects(client.me());
    assert.equal(client.clockSkewMs(), 60_000);
  });
});
