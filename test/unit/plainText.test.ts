import assert from 'node:assert/strict';
import fc from 'fast-check';
import { hasInvisible, inert, invisibleComplaint, plain } from '../../src/ui/plainText.ts';

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

  /** Names that are written with joiners and selectors, in code points where they cannot be told from others. */
  for (const name of [
    'علی\u200cرضا',
    'می\u200cخواهم',
    'نیک\u200cنام',
    'ශ\u0dca\u200dරී',
    'ක\u0dca\u200dෂ',
    'क\u094d\u200dष',
    'क\u094d\u200cष',
    'র\u09cd\u200dয',
    'ക\u0d4d\u200dഷ',
    'ன\u0bcd\u200cத',
    'ಕ\u0ccd\u200cಷ',
    'ક\u0acd\u200dષ',
    'ᠮᠣᠩᠭᠣᠯ\u180e\u1820',
    'ᠨ\u180b',
    '葛\u{e0100}城',
    '葛\u{e0101}飾',
    '辻\u{e0100}',
    '逢\ufe00',
    '👨\u200d👩\u200d👧',
    '👩🏽\u200d💻',
    '🏳\ufe0f\u200d🌈',
    '❤\ufe0f\u200d🔥',
    '☎\ufe0e 12',
    'രാജന\u0d4d\u200d',
    'രാജന\u0d4d\u200d നായര\u0d4d\u200d',
    'श्रीमान\u094d\u200c',
    'जगत\u094d\u200c',
    'শরত\u09cd\u200d',
    'ಅರ\u0ccd\u200d',
    'ప్రసాద\u0c4d\u200c',
    'र\u094d\u200dय',
    'ک\u200cلاس ۳\u200cام',
    'کلاس\u200c3',
    'ه\u200d. موسوی',
    'هـ\u200d',
    'សុខ\u200bដារា',
    'สม\u200bชาย',
    'ສົມ\u200bພອນ',
    'အောင\u103a\u200bဆန်း',
    '𞤀𞤣\u200c𞤂𞤢𞤥',
    '𑄌𑄋𑄴\u200c𑄟𑄳𑄦',
    'ࡀ\u200cࡁ',
    '𐴀\u200c𐴁',
    '𐫀\u200c𐫁',
    'ᤀ᤻\u200cᤁ',
    'יְרוּשָׁלַ\u034fִם',
    'ၵ\ufe00',
    'ꡜ\ufe00',
    'Team 1\ufe0f\u20e3',
    '#\ufe0f\u20e3 ops',
    '🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}',
    '🏴\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f} ops',
  ]) {
    it(`keeps the name ${name}, whole`, () => {
      assert.equal(plain(name), name);
      assert.ok(!hasInvisible(name));
    });
  }

  for (const [text, seen] of [
    ['a\u200db', 'ab'],
    ['a\u200cb', 'ab'],
    ['עלי\u200cרז', 'עלירז'],
    ['김\u200d민', '김민'],
    ['علی\u200c', 'علی'],
    ['\u200cعلی', 'علی'],
    ['علی\u200b\u200cرضا', 'علیرضا'],
    ['👨\u200d', '👨'],
    ['a\u{e0100}', 'a'],
    ['葛\ufe0f', '葛'],
    ['x\u180b', 'x'],
    ['जगत\u094d\u200c\u200c', 'जगत\u094d\u200c'],
    ['ا\u200d', 'ا'],
    ['3\u200c4', '34'],
    ['3\u200cx', '3x'],
    ['สม\u200b', 'สม'],
    ['สม\u200b\u200bชาย', 'สมชาย'],
    ['สม\u200bx', 'สมx'],
    ['ل\u034fم', 'لم'],
    ['ל\u034fם', 'לם'],
    ['က\ufe01', 'က'],
    ['1\ufe0f', '1'],
    ['x\ufe0f\u20e3', 'x\u20e3'],
    ['a\ufe0f\u200d👩', 'a👩'],
    ['🏴\u{e0067}\u{e0062}', '🏴'],
    ['🏴\u{e0078}\u{e0079}\u{e007f}', '🏴'],
    ['x\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}', 'x'],
    ['ا\u200c\u3164', 'ا'],
    ['محمد\u200f', 'محمد'],
    ['Jane\u202eDoe', 'JaneDoe'],
  ] as const) {
    it(`leaves out what changes nothing: ${encodeURI(text)}`, () => {
      assert.equal(plain(text), seen);
      assert.ok(hasInvisible(text));
    });
  }

  it('is harmless however what names need is mixed', () => {
    const units = [
      ...'aا1#ه',
      'क',
      '\u094d',
      'ส',
      '\u05b7',
      '\u05b4',
      'ᠠ',
      '葛',
      '👩',
      '🏽',
      '🏴',
      'က',
      '\u20e3',
    ].concat([
      ...'\u200b\u200c\u200d\u034f\u115f\u17b4\u180b\u180e\u3164\ufe00\ufe0f\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e007f}\u{e0100}',
    ]);
    const unit = fc.constantFrom(...units, '🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}');
    fc.assert(
      fc.property(fc.array(unit, { maxLength: 12 }), fc.integer({ min: 1, max: 12 }), (parts, max) => {
        const shown = plain(parts.join(''), max);
        assert.ok(!hasInvisible(shown), JSON.stringify([parts.join(''), shown]));
        assert.ok([...shown].length <= max);
      }),
      { numRuns: 5000 },
    );
  });

  it('says which of its characters cannot be seen', () => {
    assert.equal(invisibleComplaint('Zoë 葛\u{e0100}'), undefined);
    assert.match(invisibleComplaint('Jane\u202eDoe\u202e\u200b') ?? '', /cannot be seen.*: U\+202E, U\+200B\. Delete/);
    assert.match(
      invisibleComplaint('\u{e0041}\u200b\u200c\u200d\ufeff') ?? '',
      /: U\+E0041, U\+200B, U\+200C and 2 more\./,
    );
  });

  it('joins nothing where it is cut', () => {
    assert.equal(plain(`${'ع'.repeat(8)}\u200cعع`, 10), `${'ع'.repeat(8)}…`);
  });

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
