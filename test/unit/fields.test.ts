import assert from 'node:assert/strict';
import { day, dayIn, mailCodeIn } from '../../src/ui/fields.ts';

/** One day, as people type and paste it. */
const SAME: readonly string[] = [
  '1990-12-31',
  ' 1990-12-31\r\n',
  '1990\u201112\u201131',
  '1990\u201312\u201331',
  '1990\u221212\u221231',
  '1990-12-31\u200b',
  '\u200e1990-12-31',
  '\ufeff1990-12-31',
  '١٩٩٠-١٢-٣١',
  '۱۹۹۰-۱۲-۳۱',
  '１９９０－１２－３１',
  '１９９０ー１２ー３１',
  '"1990-12-31"',
  "'1990-12-31'",
  '“1990-12-31”',
  '1990-12-31T00:00:00+01:00',
  '1990-12-31T23:30:00-11:00',
  '1990-12-31T00:00:00.000Z',
  '1990-12-31 00:00',
  '"1990-12-31T00:00:00Z"',
];

const NO_DAYS: readonly string[] = [
  '',
  '1990',
  '31.12.1990',
  '12/31/1990',
  '1990-1-5',
  '1990-02-30',
  '0000-00-00',
  '+001990-12-31',
  '1990-12-31T',
  '1990-12-31 at noon',
  '1990-12-31x',
  '1990-12-31-1',
];

describe('A day', () => {
  for (const typed of SAME) {
    it(`is taken, and sent as the API writes it: ${JSON.stringify(typed)}`, () => {
      assert.equal(day(typed), undefined);
      assert.equal(dayIn(typed), '1990-12-31');
    });
  }

  for (const typed of NO_DAYS) {
    it(`is none: ${JSON.stringify(typed)}`, () => assert.match(day(typed) ?? '', /Type a date such as 1990-12-31/));
  }
});

/** A code as the sandbox mails it, and one that Base64 made. */
const CODE = `sandbox-email-code-${'0123456789abcdef'.repeat(7)}`.slice(0, 128);
const BASE64 = `${'Zm9v/YmFy+Zm9v'.repeat(9)}==`;

describe('The code of a mail', () => {
  for (const [how, pasted] of Object.entries({
    alone: CODE,
    'with blanks around': ` ${CODE}\t`,
    'with a zero width space behind it': `${CODE}\u200b`,
    'with soft hyphens in it': `${CODE.slice(0, 64)}\u00ad${CODE.slice(64)}`,
    'in double quotes': `"${CODE}"`,
    'in typographic quotes': `“${CODE}”`,
    'in a link': `https://sandbox.example/validate?code=${CODE}&user=7`,
    'in a sentence': `Your code is ${CODE}.`,
    twice: `${CODE} ${CODE}`,
    'on several lines': `${CODE.slice(0, 76)}\r\n${CODE.slice(76)}`,
    'on lines of quoted-printable': `${CODE.slice(0, 75)}=\r\n${CODE.slice(75)}`,
    'where the line ends became blanks': `${CODE.slice(0, 76)} ${CODE.slice(76)}`,
  })) {
    it(`is found ${how}`, () => assert.equal(mailCodeIn(pasted), CODE));
  }

  it('is taken as it is, whatever signs it has', () => {
    for (const pasted of [BASE64, ` ${BASE64}\n`, `"${BASE64}"`]) assert.equal(mailCodeIn(pasted), BASE64);
  });

  it('stays what it is where it is cut off, or there are several', () => {
    assert.equal(mailCodeIn(CODE.slice(1)), CODE.slice(1));
    assert.equal(mailCodeIn(`${CODE} ${CODE.replace('sandbox', 'another')}`).length, 256);
  });
});
