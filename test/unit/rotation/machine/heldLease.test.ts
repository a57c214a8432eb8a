import assert from 'node:assert/strict';
import { FileError } from '../../../../src/platform/files.ts';
import { HeldLease, LeaseLost, moment } from '../../../../src/rotation/machine/heldLease.ts';
import { BoundaryError } from '../../../../src/rotation/machine/ports.ts';

/** A lease that says what it is told to, and takes as long. */
function setting() {
  const state = { now: 1_000_000, elapsed: 1_000, ours: true, fails: false, takes: 0, renewals: 0 };
  const pass = (ms: number) => {
    state.now += ms;
    state.elapsed += ms;
  };
  const lease = {
    async renew() {
      state.renewals += 1;
      if (state.fails) throw new FileError('full');
      pass(state.takes);
      return state.ours;
    },
    release: async () => undefined,
  };
  const clock = { now: () => state.now, elapsed: () => state.elapsed, sleep: async () => undefined };
  return { state, pass, hold: new HeldLease(lease, clock, moment(clock)) };
}

describe('holding the lock', () => {
  it('renews once in a while', async () => {
    const { state, pass, hold } = setting();
    for (let second = 0; second < 12; second += 1) {
      await hold.assertHeld();
      pass(1_000);
    }
    assert.equal(state.renewals, 2);
  });

  it('ends when another window has it', async () => {
    const { state, pass, hold } = setting();
    pass(5_000);
    state.ours = false;
    await assert.rejects(hold.assertHeld(), LeaseLost);
  });

  it('ends when the computer slept while it was renewed', async () => {
    const { state, pass, hold } = setting();
    pass(5_000);
    state.takes = 5_001;
    await assert.rejects(hold.assertHeld(), LeaseLost);
  });

  it('renews after the clock was set, or the computer slept while no time was counted', async () => {
    for (const jump of [-3_600_000, 3_600_000]) {
      const { state, hold } = setting();
      state.now += jump;
      await hold.assertHeld();
      await hold.assertHeld();
      assert.equal(state.renewals, 1);
    }
  });

  it('is not taken for lost where the files cannot say', async () => {
    const { state, pass, hold } = setting();
    pass(5_000);
    state.fails = true;
    await assert.rejects(hold.assertHeld(), new BoundaryError('breadcrumbs'));
    state.fails = false;
    await hold.assertHeld();
  });
});
