import assert from 'node:assert/strict';
import { HeldLease, LeaseLost } from '../../../../src/rotation/machine/heldLease.ts';

/** A lease that says what it is told to, and takes as long. */
function setting() {
  const state = { now: 1_000_000, ours: true, takes: 0, renewals: 0 };
  const lease = {
    async renew() {
      state.renewals += 1;
      state.now += state.takes;
      return state.ours;
    },
    release: async () => undefined,
  };
  const clock = { now: () => state.now, sleep: async () => undefined };
  return { state, hold: new HeldLease(lease, clock, state.now) };
}

describe('holding the lock', () => {
  it('renews once in a while', async () => {
    const { state, hold } = setting();
    for (let second = 0; second < 12; second += 1) {
      await hold.assertHeld();
      state.now += 1_000;
    }
    assert.equal(state.renewals, 2);
  });

  it('ends when another window has it', async () => {
    const { state, hold } = setting();
    state.now += 5_000;
    state.ours = false;
    await assert.rejects(hold.assertHeld(), LeaseLost);
  });

  it('ends when the computer slept while it was renewed', async () => {
    const { state, hold } = setting();
    state.now += 5_000;
    state.takes = 5_001;
    await assert.rejects(hold.assertHeld(), LeaseLost);
  });

  it('renews after the clock was set back', async () => {
    const { state, hold } = setting();
    state.now -= 3_600_000;
    await hold.assertHeld();
    assert.equal(state.renewals, 1);
  });
});
