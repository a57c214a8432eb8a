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
  '123\u30fc456',
  '123\uff70456',
  '123\u2043456',
  '123\u2022456',
  '123\u02d7456',
  '123.456',
  '12.34.56',
  '１２３．４５６'.replace('．', '.'),
  '123\u2800456',
  '123\u3164456',
  '123\ufe0f456',
  '1\ufe0f\u20e32\ufe0f\u20e33\ufe0f\u20e34\ufe0f\u20e35\ufe0f\u20e36\ufe0f\u20e3',
  '1\u20e32\u20e33\u20e3-4\u20e35\u20e36\u20e3',
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

  for (const typed of [
    '12345a',
    '½',
    '①②③④⑤⑥',
    'ⅥⅥ',
    '一二三四五六',
    '12.456',
    '+123456',
    '.123456',
    '123..456',
    'a\u20e3123456',
  ]) {
    it(`are not all there is in ${typed}`, () => assert.doesNotMatch(codeDigits(typed), /^\d{6}$/));
  }
});
