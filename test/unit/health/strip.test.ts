import assert from 'node:assert/strict';
import fc from 'fast-check';
import { DRAWN_MAX, type KeyFact, reportOf } from '../../../src/health/report/index.ts';
import { type Strip, stripOf } from '../../../src/health/report/strip.ts';
import { factsOf, key } from './vocabulary.ts';

/** The strip of keys of these ages. */
function stripOfAges(ages: readonly (number | undefined)[], maxAgeDays = 90): Strip {
  const keys = ages.map((ageDays, index): KeyFact => {
    const { ageDays: _, ...ageless } = key(`${index}`);
    return ageDays === undefined ? ageless : { ...ageless, ageDays };
  });
  return stripOf(reportOf(factsOf(keys, [], { maxAgeDays })));
}

const placesOf = ({ marks }: Strip) => marks.map(({ at, line }) => [at, line]);

describe('The strip', () => {
  it('without keys is there, with the age at which keys come due', () => {
    assert.deepEqual(stripOfAges([], 80), { marks: [], endDays: 100, due: 0.8, lines: 1 });
  });

  it('without keys and without an age at which they come due is there', () => {
    assert.deepEqual(stripOfAges([], 0), { marks: [], endDays: 1, lines: 1 });
  });

  it('ends with the oldest key, or some way behind where keys come due', () => {
    assert.equal(stripOfAges([400, 1]).endDays, 400);
    assert.equal(stripOfAges([20, 1]).endDays, 113);
    assert.equal(stripOfAges([20, 1], 0).endDays, 20);
    assert.equal(stripOfAges([0], 0).endDays, 1);
  });

  it('has the place of each key by its age', () => {
    assert.deepEqual(placesOf(stripOfAges([100, 50, 0], 80)), [
      [1, 0],
      [0.5, 0],
      [0, 0],
    ]);
  });

  it('begins where a clock that goes wrong would have a key before it', () => {
    assert.deepEqual(placesOf(stripOfAges([-5])), [[0, 0]]);
  });

  it('leaves out keys of unknown age', () => {
    const { marks, endDays } = stripOfAges([undefined, 7, undefined], 0);
    assert.deepEqual(
      marks.map((mark) => mark.key.identifier),
      ['1'],
    );
    assert.equal(endDays, 7);
  });

  it('has keys of the same age above each other', () => {
    const strip = stripOfAges([10, 10, 10]);
    assert.deepEqual(
      strip.marks.map(({ line }) => line),
      [0, 1, 2],
    );
    assert.equal(strip.lines, 3);
  });

  it('has keys that are near each other on lines of their own, wherever they are', () => {
    const ages = fc.array(fc.nat(1000), { maxLength: 14 });
    fc.assert(
      fc.property(ages, fc.nat(400), (each, maxAgeDays) => {
        const { marks, lines } = stripOfAges(each, maxAgeDays);
        for (const one of marks) {
          assert.ok(one.at >= 0 && one.at <= 1 && one.line < lines);
          for (const other of marks) {
            const apart = one === other || one.line !== other.line || Math.abs(one.at - other.at) > 0.0277;
            assert.ok(apart, `${one.key.ageDays} and ${other.key.ageDays} of ${each}`);
          }
        }
      }),
    );
  });

  it('does not grow above fourteen lines', () => {
    const strip = stripOfAges(Array.from({ length: 40 }, () => 5));
    assert.equal(strip.lines, 14);
    assert.equal(strip.marks.length, 40);
  });

  it('draws the oldest keys where there are too many', () => {
    const { marks } = stripOfAges(Array.from({ length: DRAWN_MAX + 40 }, (_, index) => index));
    assert.equal(marks.length, DRAWN_MAX);
    assert.equal(marks.at(-1)?.key.ageDays, 40);
  });

  it('marks where keys come due, within itself', () => {
    for (const maxAgeDays of [1, 30, 90, 3650]) {
      const { due } = stripOfAges([5, 500], maxAgeDays);
      assert.ok(due !== undefined && due > 0 && due < 1, `${maxAgeDays}`);
    }
    assert.ok(!('due' in stripOfAges([5], 0)));
  });
});
