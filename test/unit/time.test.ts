import assert from 'node:assert/strict';
import { endWords } from '../../src/ui/time.ts';

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
