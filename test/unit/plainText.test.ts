import assert from 'node:assert/strict';
import fc from 'fast-check';
import { hasInvisible, inert, plain } from '../../src/ui/plainText.ts';

const HOSTILE = [
  '[x](command:workbench.action.quit)',
  '$(error) $(sync~spin)',
  '<img src=x onerror=alert(1)>',
  'abc\u202Efdp.exe',
  'a\u200Bb\u200Dc\uFEFFd',
  'nul\u0000byte',
  '\u001b[31mred\u001b[0m',
  'two\nlines\r\nthree',
  'x'.repeat(10_000),
  'lone \ud800 surrogate \udc00',
  'filled\u3164\u115f\u1160\uffa0\u2800',
  'tagged\u{e0041}\u{e007f}',
  'varied\ufe0f\ufe01\u{e0100}',
  '$$((error)',
];

describe('Text of the API', () => {
  for (const text of HOSTILE) {
    it(`is harmless: ${JSON.stringify(text.slice(0, 30))}`, () => {
      assert.ok(!hasInvisible(plain(text)));
      assert.ok([...plain(text)].length <= 120);
      assert.ok(!/\]\(|\$\(/.test(inert(text)));
      assert.equal(plain(inert(text)), plain(text), 'and looks the same');
    });
  }

  it('of one name that differs from another by what cannot be seen is the same', () => {
    assert.equal(plain('key1\ufe0f'), plain('key1'));
    assert.ok(!hasInvisible('❤️'));
  });

  it('is harmless whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), fc.integer({ min: 1, max: 200 }), (text, max) => {
        const shown = plain(text, max);
        assert.ok(!hasInvisible(shown));
        assert.ok(!shown.includes('\n'));
        assert.ok([...shown].length <= max);
        assert.ok(!/\]\(|\$\(/.test(inert(shown)));
      }),
    );
  });

  for (const blank of ['\u3164', '\u2800 \uffa0', '\u{e0041}', '\ufe0f']) {
    it(`is nothing where nothing can be seen: ${encodeURI(blank)}`, () => {
      assert.equal(plain(blank), '');
      assert.ok(hasInvisible(blank));
    });
  }

  it('keeps what people write', () => {
    for (const name of [
      'Zoë Łukasiewicz',
      '李小龍',
      'שרה כהן',
      '👩‍🚀',
      '❤️',
      'O’Neill-Ångström',
      'checkout-backend (EU)',
    ]) {
      assert.equal(plain(name).replace('\u200d', ''), name.replace('\u200d', ''));
    }
  });
});
