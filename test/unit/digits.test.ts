import assert from 'node:assert/strict';
import { codeDigits } from '../../src/ui/digits.ts';

/** Codes as people and phones write them. */
const same: readonly string[] = [
  '123456',
  ' 123456 ',
  '123 456',
  '123-456',
  '123–456',
  '123—456',
  '123\u2212456',
  '12 34 56',
  '123\u00a0456',
  '123\u202f456',
  '\u200e123456',
  '123\u200b456\ufeff',
  '123\n456',
  '１２３４５６',
  '１２３　４５６',
  '١٢٣٤٥٦',
  '۱۲۳۴۵۶',
  '۱۲۳-۴۵۶',
  '१२३४५६',
  '১২৩৪৫৬',
  '๑๒๓๔๕๖',
  '၁၂၃၄၅၆',
  '𝟏𝟐𝟑𝟒𝟓𝟔',
  '𝟭𝟮𝟯𝟰𝟱𝟲',
  '🯱🯲🯳🯴🯵🯶',
];

describe('The digits of a code', () => {
  for (const typed of same) {
    it(`are 123456 in ${JSON.stringify(typed)}`, () => assert.equal(codeDigits(typed), '123456'));
  }

  it('are the same for every digit that Unicode has', () => {
    let rows = 0;
    for (let point = 0; point < 0x1fc00; point += 1) {
      const digit = String.fromCodePoint(point);
      if (!/\p{Nd}/u.test(digit)) continue;
      assert.equal(codeDigits(digit), String(rows % 10), point.toString(16));
      rows += 1;
    }
    assert.ok(rows >= 600, String(rows));
  });

  for (const typed of ['12345a', '½', '①②③④⑤⑥', 'ⅥⅥ', '一二三四五六', '12.456', '+123456']) {
    it(`are not all there is in ${typed}`, () => assert.doesNotMatch(codeDigits(typed), /^\d{6}$/));
  }
});
