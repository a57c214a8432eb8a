import assert from 'node:assert/strict';
import fc from 'fast-check';
import { byName, isReference, type Part, parseReference, spell, spellingOf } from '../../../src/reference/index.ts';

/** The editor puts something else in its place, before anybody reads it. */
const SUBSTITUTED = ['$', '{env:HOME}'].join('');

/** A value of a variable, and what it stands for; nothing where it is no reference, `empty` where it lacks a name. */
type Line = readonly [value: string, what?: string, part?: Part];

const LINES: readonly Line[] = [
  ['tripartie:checkout-backend', 'checkout-backend', 'secret'],
  ['tripartie:checkout-backend#id', 'checkout-backend', 'id'],
  ['tripartie:checkout-backend#secret', 'checkout-backend', 'secret'],
  ['tripartie:6f9619ff8b86d011b42d00cf4fc964ff', '6f9619ff8b86d011b42d00cf4fc964ff', 'secret'],
  ['tripartie:6f9619ff8b86d011b42d00cf4fc964ff#id', '6f9619ff8b86d011b42d00cf4fc964ff', 'id'],
  // Blanks.
  ['tripartie: checkout backend ', 'checkout backend', 'secret'],
  ['  tripartie:checkout', 'checkout', 'secret'],
  ['tripartie:check\u00a0out', 'check out', 'secret'],
  ['tripartie:check  \t out', 'check out', 'secret'],
  ['tripartie:checkout #id', 'checkout', 'id'],
  ['tripartie:checkout#id ', 'checkout', 'id'],
  ['tripartie:two\nlines', 'two lines', 'secret'],
  // Marks that mean something at the end only.
  ['tripartie:prod #1', 'prod #1', 'secret'],
  ['tripartie:prod#1#id', 'prod#1', 'id'],
  ['tripartie:my#id#secret', 'my#id', 'secret'],
  ['tripartie:my#id#id', 'my#id', 'id'],
  ['tripartie:#id#id', '#id', 'id'],
  ['tripartie:a#identifier', 'a#identifier', 'secret'],
  ['tripartie:a#ID', 'a#ID', 'secret'],
  ['tripartie:#', '#', 'secret'],
  // Colons, slashes, what other languages escape.
  ['tripartie:a:b:c', 'a:b:c', 'secret'],
  ['tripartie:tripartie:a', 'tripartie:a', 'secret'],
  ['tripartie::', ':', 'secret'],
  ['tripartie:/a', '/a', 'secret'],
  ['tripartie:a//b', 'a//b', 'secret'],
  ['tripartie:a%20b', 'a%20b', 'secret'],
  ['tripartie:"quoted"', '"quoted"', 'secret'],
  ["tripartie:it's", "it's", 'secret'],
  ['tripartie:a\\nb', 'a\\nb', 'secret'],
  ['tripartie:$(rm -rf)', '$(rm -rf)', 'secret'],
  ['tripartie:[x](command:y)', '[x](command:y)', 'secret'],
  ['tripartie:a=b&c', 'a=b&c', 'secret'],
  // Any script; an accent of its own is the same letter.
  ['tripartie:Zahlung für Ümit', 'Zahlung für Ümit', 'secret'],
  ['tripartie:u\u0308ber', 'über', 'secret'],
  ['tripartie:支付 後台', '支付 後台', 'secret'],
  ['tripartie:الدفع#id', 'الدفع', 'id'],
  ['tripartie:🧾 receipts', '🧾 receipts', 'secret'],
  // Slips that must not become the value of a variable.
  ['Tripartie:checkout', 'checkout', 'secret'],
  ['TRIPARTIE:checkout#id', 'checkout', 'id'],
  ['tripartie:'],
  ['tripartie:   '],
  ['tripartie:#id'],
  ['tripartie:#secret'],
];

const NONE = [
  '',
  'tripartie',
  'tripartie://callback',
  'https://tripartie.com',
  'xtripartie:a',
  'a tripartie:b',
  'tripartie;a',
];

describe('A reference', () => {
  for (const [value, what, part = 'secret'] of LINES) {
    it(`${JSON.stringify(value)} is ${what === undefined ? 'told to lack a name' : `the ${part} of ${what}`}`, () => {
      assert.equal(isReference(value), true);
      assert.deepEqual(parseReference(value), what === undefined ? undefined : { what, part });
    });
  }

  it('is no other value', () => {
    for (const value of [...NONE, undefined, null, 3, ['tripartie:a'], { toString: () => 'tripartie:a' }]) {
      assert.equal(isReference(value), false, String(value));
    }
  });

  it('is written so that it is read back, whatever the name, or not at all', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.constantFrom('#id', 'a#id', 'a#secret#id', '//x', SUBSTITUTED, ' a '),
        ),
        fc.constantFrom<Part>('secret', 'id'),
        (what, part) => {
          const text = spell({ what, part });
          if (text !== undefined) assert.deepEqual(parseReference(text), { what, part });
        },
      ),
      { numRuns: 500 },
    );
    assert.equal(spell({ what: 'a', part: 'secret' }), 'tripartie:a');
    assert.equal(spell({ what: 'a#id', part: 'secret' }), 'tripartie:a#id#secret');
    for (const what of ['', ' a', '//a', SUBSTITUTED, 'u\u0308']) assert.equal(spell({ what, part: 'id' }), undefined);
  });

  it('is by name where that means one client, else by identifier', () => {
    const clients = [
      { identifier: 'one', name: 'checkout' },
      { identifier: 'two', name: 'twice' },
      { identifier: 'three', name: 'twice ' },
      { identifier: 'four' },
      { identifier: 'five', name: 'two' },
      { identifier: 'six', name: SUBSTITUTED },
      { identifier: '//', name: '//' },
    ];
    assert.deepEqual(
      clients.map((client) => spellingOf(client, clients, 'id')),
      ['checkout', 'two', 'three', 'four', 'five', 'six']
        .map((what) => `tripartie:${what}#id`)
        .concat([undefined as never]),
    );
  });

  it('is suggested by name, whatever its case, numbers by their value and the nameless last', () => {
    const clients = [undefined, 'shop 10', 'Mail', 'shop 9', 'backend', 'mail', ' '].map((name, at) => ({
      identifier: `${9 - at}`,
      ...(name !== undefined && { name }),
    }));
    const sorted = byName(clients).map(({ name, identifier }) => name?.trim() || identifier);
    assert.deepEqual(sorted, ['backend', 'mail', 'Mail', 'shop 9', 'shop 10', '3', '9']);
  });
});
