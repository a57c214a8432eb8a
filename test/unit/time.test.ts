import assert from 'node:assert/strict';
import { shortDate } from '../../src/ui/shortDate.ts';
import { ageWords, endWords, longDate, shortAge, since, writeDatesIn } from '../../src/ui/time.ts';

describe('The end of a key, in words', () => {
  const end = new Date(1_800_000_000_000);
  for (const [before, words] of [
    [12.5 * 60_000, 'ends in 12 minutes'],
    [59_000, 'ends in less than a minute'],
    [0, 'ended'],
    [-86_400_000, 'ended'],
  ] as const) {
    it(`${before} ms before it: ${words}`, () => assert.equal(endWords(end, end.getTime() - before), words));
  }
});

describe('An age, in words', () => {
  const day = 86_400_000;
  for (const [ms, words, short] of [
    [-day, 'today', 'today'],
    [day - 1, 'today', 'today'],
    [day, '1 day ago', '1 d'],
    [131 * day, '131 days ago', '131 d'],
    [1234.9 * day, '1,234 days ago', '1,234 d'],
  ] as const) {
    it(`${ms} ms: ${words}`, () =>
      assert.deepEqual([since(new Date(0), ms), shortAge(new Date(0), ms)], [words, short]));
  }

  it('is unknown where the API does not say', () =>
    assert.deepEqual([ageWords(undefined), shortAge(undefined)], ['age unknown', 'age unknown']));
});

describe('A date, in words', () => {
  const noon = new Date(2026, 2, 12, 14, 5);
  const now = (days: number) => noon.getTime() - days * 86_400_000;
  afterEach(() => writeDatesIn('en'));

  it('is short where there is little room: the time today, the day of the week soon, and else the day', () => {
    assert.deepEqual(
      [0, 1, 3, 5.9, 6, 40].map((days) => shortDate(noon, now(days))),
      ['14:05', 'Thu 14:05', 'Thu 14:05', 'Thu 14:05', '12 Mar', '12 Mar'],
    );
    assert.equal(shortDate(noon, noon.getTime() + 86_400_000), 'Thu 14:05', 'what is over by now too');
  });

  for (const [tag, words] of [
    ['en', '12 March 2026, 14:05'],
    ['fr', '12 mars 2026 à 14:05'],
    ['de', '12. März 2026 um 14:05'],
    ['no_such tag', '12 March 2026, 14:05'],
  ] as const) {
    it(`is written as in the editor’s language: ${tag}`, () => {
      writeDatesIn(tag);
      assert.equal(longDate(noon), words);
    });
  }
});
