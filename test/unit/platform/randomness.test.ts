import assert from 'node:assert/strict';
import { randomId, randomNumber, randomToken } from '../../../src/platform/randomness.ts';

describe('randomness', () => {
  it('is another one each time', () => {
    for (const draw of [randomId, randomNumber, () => randomToken(16)]) {
      const drawn: readonly unknown[] = Array.from({ length: 20 }, () => draw());
      assert.ok(new Set(drawn).size > 15);
    }
  });

  it('is a whole number of 32 bits', () => {
    for (let count = 0; count < 100; count += 1) {
      const number = randomNumber();
      assert.ok(Number.isInteger(number) && number >= 0 && number < 2 ** 32);
    }
  });
});
