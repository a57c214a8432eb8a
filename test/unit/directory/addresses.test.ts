import assert from 'node:assert/strict';
import { addressIn, mailboxOf } from '../../../src/api/index.ts';
import { parseLookup } from '../../../src/directory/lookup.ts';
import { directoryOf } from './directories.ts';
import { found, indexOf, user } from './vocabulary.ts';

const ADDRESS = 'jane@acme.example';

/** What is pasted, and the address that is meant. */
const PASTED: readonly [text: string, address: string][] = [
  [ADDRESS, ADDRESS],
  [` ${ADDRESS}\r\n`, ADDRESS],
  [`mailto:${ADDRESS}`, ADDRESS],
  [`MAILTO:${ADDRESS}?subject=Hello`, ADDRESS],
  [`Jane Doe <${ADDRESS}>`, ADDRESS],
  [`"Doe, Jane" <${ADDRESS}>`, ADDRESS],
  [`${ADDRESS}\u200b`, ADDRESS],
  [`\u202a${ADDRESS}\u202c`, ADDRESS],
  [`\ufeff${ADDRESS}`, ADDRESS],
  ['ja\u00adne@acme.example', ADDRESS],
  ['jane+test@acme.example', 'jane+test@acme.example'],
  ['Jane@Acme.Example', 'Jane@Acme.Example'],
  ['почта@пример.рф', 'почта@пример.рф'],
  ['почта@xn--e1afmkfd.xn--p1ai', 'почта@xn--e1afmkfd.xn--p1ai'],
  ['mailto:jane%2Btest@acme.example', 'jane+test@acme.example'],
  ['mailto:jane%2Btest%40acme.example?subject=50%25', 'jane+test@acme.example'],
  ['jane%2Btest@acme.example', 'jane%2Btest@acme.example'],
  ['mailto:jane%0Atest@acme.example', 'jane%0Atest@acme.example'],
  ['mailto:jane%E2%80%AEtest@acme.example', 'jane%E2%80%AEtest@acme.example'],
  ['mailto:jane%@acme.example', 'jane%@acme.example'],
  [`[${ADDRESS}](mailto:${ADDRESS})`, ADDRESS],
  [`[Jane Doe](mailto:${ADDRESS}?subject=Hello)`, ADDRESS],
  [`<mailto:${ADDRESS}>`, ADDRESS],
  [`Jane <${ADDRESS}>,`, ADDRESS],
  [`Jane <${ADDRESS}>; `, ADDRESS],
  [`"Doe, Jane" <${ADDRESS}>;`, ADDRESS],
  [`${ADDRESS};`, ADDRESS],
  [`${ADDRESS},`, ADDRESS],
  [`${ADDRESS}.`, ADDRESS],
  [`"${ADDRESS}"`, ADDRESS],
  [`'${ADDRESS}',`, ADDRESS],
  [`(${ADDRESS}).`, ADDRESS],
  [`“${ADDRESS}”`, ADDRESS],
  [`\`${ADDRESS}\``, ADDRESS],
  ['jane＠acme.example', ADDRESS],
  ['ｊａｎｅ＠ａｃｍｅ．ｅｘａｍｐｌｅ', ADDRESS],
  ['jane@acme。example', ADDRESS],
  [`${ADDRESS}?`, ADDRESS],
  ['jane?doe@acme.example', 'jane?doe@acme.example'],
  ['jane@[192.0.2.1]', 'jane@[192.0.2.1]'],
  ["o'neill@acme.example", "o'neill@acme.example"],
  ['“', '“'],
  ['()', ''],
];

/** What is typed or pasted by mistake, again and again. */
const PIECES = [
  '@',
  'a@',
  '?',
  'a@?',
  '<',
  '<a@',
  '<a@b',
  '(',
  '"',
  '.',
  ';',
  ' ',
  '%',
  '[a](',
  'jane.doe@acme.example, ',
];

/** Two spellings of one address. */
const SAME: readonly [one: string, other: string][] = [
  [ADDRESS, 'JANE@ACME.EXAMPLE'],
  ['jane@münchen.de', 'jane@xn--mnchen-3ya.de'],
  ['jane@MÜNCHEN.DE', 'jane@XN--MNCHEN-3YA.de'],
  ['jane@mu\u0308nchen.de', 'jane@xn--mnchen-3ya.de'],
  ['почта@пример.рф', 'почта@xn--e1afmkfd.xn--p1ai'],
  ['jane@bücher.example', 'jane@xn--bcher-kva.example'],
  ['jane@例え.テスト', 'jane@xn--r8jz45g.xn--zckzah'],
  ['jane@faß.de', 'jane@xn--fa-hia.de'],
  ['jane@ålborg.dk', 'jane@xn--lborg-lra.dk'],
  ['jane@acme.example.', ADDRESS],
  ['jane@bücher.example.', 'jane@xn--bcher-kva.example'],
];

const OTHERS: readonly [one: string, other: string][] = [
  ['jane@acme.example', 'jane@acme.test'],
  ['jane@münchen.de', 'jane@munchen.de'],
  ['jane@faß.de', 'jane@fass.de'],
  ['jane+a@acme.example', 'jane@acme.example'],
  ['jane', 'jane@'],
  ['jane@a b', 'jane@ab'],
];

describe('An address', () => {
  for (const [text, address] of PASTED) {
    it(`is taken out of ${JSON.stringify(text)}`, () => assert.equal(addressIn(text), address));
  }

  for (const piece of PIECES) {
    it(`is not looked for in a long text of ${JSON.stringify(piece)}`, () => {
      const long = piece.repeat(100_000 / piece.length);
      assert.equal(addressIn(long), long);
      assert.equal(parseLookup(long), undefined);
      assert.equal(parseLookup(`${' '.repeat(100_000)}${ADDRESS}`), undefined);
      assert.ok(addressIn(piece.repeat(2000 / piece.length)).length <= 2000);
    });
  }

  for (const [one, other] of SAME) {
    it(`is one person: ${one} and ${other}`, async () => {
      assert.equal(mailboxOf(one), mailboxOf(other));
      for (const [known, asked] of [
        [one, other],
        [other, one],
      ] as const) {
        assert.deepEqual(found(indexOf([user(1, 'Ann Other'), user(7, 'Q Q', { email: known })]), asked), [7]);
        const { directory } = directoryOf([user(7, 'Q Q', { email: known })]);
        assert.equal(directory.lookupCandidate(asked)?.kind, 'email', 'nobody is known yet');
        await directory.load();
        assert.equal(directory.lookupCandidate(asked), undefined);
        assert.equal(directory.lookupCandidate(`mailto:${asked}`), undefined);
      }
    });
  }

  for (const [one, other] of OTHERS) {
    it(`is somebody else’s: ${one} and ${other}`, () => assert.notEqual(mailboxOf(one), mailboxOf(other)));
  }

  it('is nobody’s whose role it is only', async () => {
    const { directory } = directoryOf([user(7, 'Q Q', { roleInCompany: ADDRESS })]);
    await directory.load();
    assert.deepEqual(
      directory.find(ADDRESS, 5).map((match) => match.user.id),
      [7],
    );
    assert.equal(directory.lookupCandidate(ADDRESS)?.kind, 'email');
  });

  it('is found by its domain in either form', () => {
    const index = indexOf([
      user(1, 'Ann A', { email: 'ann@münchen.de' }),
      user(2, 'Ben B', { email: 'ben@xn--mnchen-3ya.de' }),
      user(3, 'Cy C', { email: 'cy@koeln.de' }),
    ]);
    for (const query of ['münchen.de', '@münchen.de', 'xn--mnchen-3ya.de', '@xn--mnchen-3ya.de']) {
      assert.deepEqual(found(index, query).sort(), [1, 2], query);
    }
    assert.deepEqual(found(index, 'mailto:cy@koeln.de'), [3]);
  });
});
