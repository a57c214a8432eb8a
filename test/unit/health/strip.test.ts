import assert from 'node:assert/strict';
import fc from 'fast-check';
import { DRAWN_MAX, type KeyFact, reportOf } from '../../../src/health/report/index.ts';
import { lineHeight, type Strip, stripOf } from '../../../src/health/report/strip.ts';
import { factsOf, key } from './vocabulary.ts';

/** The strip of keys of these ages, which are due as soon as they are older than they may be. */
function stripOfAges(ages: readonly (number | undefined)[], maxAgeDays = 90): Strip {
  const keys = ages.map((ageDays, index): KeyFact => {
    const { ageDays: _, ...ageless } = key(`${index}`);
    if (ageDays === undefined) return ageless;
    return { ...ageless, ageDays, isDue: maxAgeDays > 0 && ageDays > maxAgeDays };
  });
  return stripOf(reportOf(factsOf(keys, [], { maxAgeDays })));
}

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

  it('has each key where its age is, to a column, and the older never left of the younger', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -3, max: 1_000 }), { maxLength: 40 }), fc.nat(400), (ages, maxAgeDays) => {
        const { marks, lines, endDays, due } = stripOfAges(ages, maxAgeDays);
        assert.equal(marks.length, ages.length);
        let right = 1;
        for (const { key: one, at, line } of marks) {
          assert.ok(at > 0 && at < 1 && line < lines);
          assert.ok(at <= right);
          right = at;
          const age = Math.max(0, one.ageDays as number) / endDays;
          const widest = due === undefined ? 1 / 24 : Math.max(1 / 12, Math.min(due, 1 - due));
          assert.ok(Math.abs(at - age) <= widest, `${one.ageDays} of ${endDays} days stands at ${at}`);
          if (due !== undefined) assert.equal(at > due, one.isDue, `${one.ageDays} of ${maxAgeDays} days`);
        }
      }),
    );
  });

  it('has a key that is older than it may be behind the line, though a rotation makes it not due', () => {
    const rotating = key('a', { ageDays: 120, isRotating: true });
    const { marks, due } = stripOf(reportOf(factsOf([rotating])));
    assert.ok((marks[0]?.at ?? 0) > (due ?? 1));
  });

  it('has a key behind the line that came due within a day', () => {
    const { marks, due } = stripOf(reportOf(factsOf([key('a', { ageDays: 90, isDue: true })])));
    assert.ok((marks[0]?.at ?? 0) > (due ?? 1));
  });

  it('leaves out keys of unknown age', () => {
    const { marks, endDays } = stripOfAges([undefined, 7, undefined], 0);
    assert.deepEqual(
      marks.map((mark) => mark.key.identifier),
      ['1'],
    );
    assert.equal(endDays, 7);
  });

  it('has keys of one column upon each other, from the axis up', () => {
    const strip = stripOfAges([10, 10, 10, 200]);
    const young = strip.marks.filter((mark) => mark.key.ageDays === 10);
    assert.deepEqual(
      young.map(({ line }) => line),
      [0, 1, 2],
    );
    assert.equal(new Set(young.map(({ at }) => at)).size, 1);
    assert.equal(strip.lines, 3);
  });

  it('moves marks together where many stand in one column', () => {
    assert.equal(lineHeight(stripOfAges([5, 5])), 16);
    assert.equal(lineHeight(stripOfAges(Array.from({ length: 400 }, () => 5))), 0.8);
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
