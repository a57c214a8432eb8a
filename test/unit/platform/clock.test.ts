import assert from 'node:assert/strict';
import { type Clock, systemClock, TIMER_MAX_MS } from '../../../src/platform/clock.ts';
import { createNodePlatform } from '../../../src/platform/node/platform.ts';
import { TestClock } from '../../helpers/platform/testClock.ts';

const testClock = new TestClock();

/** A clock, and what lets its time pass while something takes it. */
const CLOCKS: readonly (readonly [string, Clock, <T>(work: Promise<T>) => Promise<T>])[] = [
  ['of the system', systemClock, (work) => work],
  ['of Node', createNodePlatform('/none').clock, (work) => work],
  ['that a test moves', testClock, (work) => testClock.passing(work)],
];

for (const [name, clock, passing] of CLOCKS) {
  describe(`The clock ${name}`, () => {
    it('counts what passes while somebody sleeps', async () => {
      const [now, elapsed] = [clock.now(), clock.elapsed()];
      await passing(clock.sleep(20));
      // A timer may be a moment early.
      assert.ok(clock.elapsed() - elapsed >= 19);
      assert.ok(clock.now() - now >= 18);
    });

    it('wakes who is told to, and who was told before', async () => {
      const waking = new AbortController();
      const asleep = clock.sleep(TIMER_MAX_MS + 1, waking.signal);
      waking.abort();
      await asleep;
      await clock.sleep(TIMER_MAX_MS + 1, waking.signal);
    });

    it('does not fire at once for what is longer than a timer can be', async () => {
      const waking = new AbortController();
      let isAwake = false;
      const asleep = clock.sleep(2 * TIMER_MAX_MS, waking.signal).then(() => {
        isAwake = true;
      });
      await passing(clock.sleep(5));
      assert.equal(isAwake, false);
      waking.abort();
      await asleep;
    });
  });
}

describe('The clock that a test moves', () => {
  it('jumps with its wall clock alone', async () => {
    const [now, elapsed] = [testClock.now(), testClock.elapsed()];
    testClock.jump(-3_600_000);
    assert.deepEqual([testClock.now() - now, testClock.elapsed() - elapsed], [-3_600_000, 0]);
    await testClock.pass(1_000);
    assert.deepEqual([testClock.now() - now, testClock.elapsed() - elapsed], [-3_599_000, 1_000]);
  });

  it('says so when something waits for more than time', async () => {
    await assert.rejects(testClock.passing(new Promise(() => undefined)), /something else than time/);
  });
});
