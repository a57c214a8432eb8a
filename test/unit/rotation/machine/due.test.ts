import assert from 'node:assert/strict';
import { dueClients, isDue } from '../../../../src/rotation/machine/index.ts';

const DAY = 86_400_000;
const NOW = Date.UTC(2026, 5, 1);

function aged(days: number): { createdAt: Date } {
  return { createdAt: new Date(NOW - days * DAY) };
}

describe('due', () => {
  it('begins after the last day that a key may have', () => {
    assert.equal(isDue(aged(90), 90, NOW), false);
    assert.equal(isDue({ createdAt: new Date(NOW - 90 * DAY - 1) }, 90, NOW), true);
  });

  it('never comes with no age set, nor for a key from the future', () => {
    assert.equal(isDue(aged(9_000), 0, NOW), false);
    assert.equal(isDue(aged(9_000), -1, NOW), false);
    assert.equal(isDue(aged(-9_000), 90, NOW), false);
  });

  it('never comes for a key whose age the API does not say', () => {
    assert.equal(isDue({}, 90, NOW), false);
    assert.deepEqual(dueClients([{}, aged(91)], 90, NOW), [aged(91)]);
  });

  it('lists the oldest first and leaves its input alone', () => {
    const clients = [aged(91), aged(3), aged(400), aged(200)];
    const given = [...clients];
    assert.deepEqual(dueClients(clients, 90, NOW), [aged(400), aged(200), aged(91)]);
    assert.deepEqual(clients, given);
  });
});
