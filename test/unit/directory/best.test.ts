import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Best } from '../../../src/directory/best.ts';

interface Offered {
  readonly slot: number;
  readonly rank: number;
  readonly turn: number;
}

/** Offers as a scan does: turn by turn, in the order of the slots, and only what is below the bar. */
function bestOf(offers: readonly Offered[], limit: number): number[] {
  const best = new Best(limit);
  for (const turn of [0, 1, 2]) {
    if (turn > 0) best.beginTurn();
    for (const { slot, rank } of offers.filter((offer) => offer.turn === turn)) {
      if (rank < best.bar(slot)) best.offer(rank, slot);
    }
  }
  return best.ranked().map(([, slot]) => slot);
}

describe('Best', () => {
  it('keeps the lowest ranks, and the lowest slots of a rank, whatever the turns', () => {
    const offer = fc.record({ rank: fc.nat(4), turn: fc.nat(2) });
    fc.assert(
      fc.property(fc.array(offer, { maxLength: 40 }), fc.integer({ min: 1, max: 8 }), (each, limit) => {
        const offers = each.map((one, slot) => ({ ...one, slot }));
        const sorted = [...offers].sort((one, other) => one.rank - other.rank || one.slot - other.slot);
        assert.deepEqual(
          bestOf(offers, limit),
          sorted.slice(0, limit).map(({ slot }) => slot),
        );
      }),
      { numRuns: 2000 },
    );
  });

  it('lets a lower slot of a later turn in, and no higher one', () => {
    const offers = [5, 6, 1, 7].map((slot, at) => ({ slot, rank: 3, turn: at < 2 ? 0 : 1 }));
    assert.deepEqual(bestOf(offers, 2), [1, 5]);
  });
});
