import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { OutOfSight } from '../../../src/totp/outOfSight.ts';

describe('A panel out of sight', () => {
  beforeEach(() => mock.timers.enable({ apis: ['setTimeout'] }));
  afterEach(() => mock.timers.reset());

  const watched = () => {
    let ended = 0;
    const watch = new OutOfSight(300_000, () => ended++);
    return { watch, ended: () => ended };
  };

  it('is ended after its time, counted from when it was seen last', () => {
    const { watch, ended } = watched();
    watch.visible(false);
    mock.timers.tick(200_000);
    watch.visible(false);
    mock.timers.tick(99_999);
    assert.equal(ended(), 0);
    mock.timers.tick(1);
    assert.equal(ended(), 1);
  });

  it('is not ended when it is seen again in time, or no longer there', () => {
    const { watch, ended } = watched();
    watch.visible(false);
    mock.timers.tick(299_999);
    watch.visible(true);
    watch.visible(false);
    mock.timers.tick(299_999);
    watch.stop();
    mock.timers.tick(600_000);
    assert.equal(ended(), 0);
  });
});
