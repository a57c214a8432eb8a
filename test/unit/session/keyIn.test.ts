import assert from 'node:assert/strict';
import fc from 'fast-check';
import { keyComplaint, keyIn } from '../../../src/session/profiles/keyIn.ts';

const encoded = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
const keyOf = (name: string) => `${encoded({ alg: 'none', sandbox: true })}.${encoded({ sub: name })}.sandbox-${name}`;
const KEY = keyOf('jane');
const OTHER = keyOf('joe');

/** The same key as people copy it. */
const copies: Readonly<Record<string, string>> = {
  alone: KEY,
  'with blanks around': `  ${KEY}\t`,
  'with a line end': `${KEY}\r\n`,
  'in double quotes': `"${KEY}"`,
  'in single quotes': `'${KEY}'`,
  'in typographic quotes': `“${KEY}”`,
  'in backticks': `\`${KEY}\``,
  'in angle brackets': `<${KEY}>`,
  'as a bearer': `Bearer ${KEY}`,
  'as a bearer in lower case': `bearer ${KEY}`,
  'as a bearer in quotes': `Bearer "${KEY}"`,
  'as a bearer, quoted whole': `"Bearer ${KEY}"`,
  'as a header': `Authorization: Bearer ${KEY}`,
  'as a header of curl': `curl -H 'Authorization: Bearer ${KEY}' https://api.tripartie.com/me`,
  'as a variable of a shell': `export TRIPARTIE_PERSONAL_KEY='${KEY}'`,
  'as a line of a .env file': `TRIPARTIE_PERSONAL_KEY=${KEY}`,
  'as a quoted line of a .env file': `KEY="${KEY}" # of jane`,
  'as a line of YAML': `key: ${KEY}`,
  'as JSON': `{"token":"${KEY}"}`,
  'as JSON in a string': `{\\"token\\":\\"${KEY}\\"}`,
  'as an answer with more in it': JSON.stringify({ code: 200, token: KEY, user: { email: 'jane@sandbox.example' } }),
  'in a line of a log': `2025-01-12T12:11:02Z INFO api.tripartie.com signed in with ${KEY}, status 200`,
  'at the end of a sentence': `The key is ${KEY}.`,
  'in an address': `https://sandbox.example/?token=${KEY}&next=1`,
  twice: `${KEY}\n${KEY}`,
  'with a zero width space behind it': `${KEY}\u200b`,
  'with a byte order mark': `\ufeff${KEY}`,
  'with soft hyphens in it': KEY.replace('.', '\u00ad.'),
  'with a no-break space before it': `\u00a0${KEY}`,
  'on several lines': `${KEY.slice(0, 40)}\n${KEY.slice(40)}`,
  'on several lines of Windows, indented': `${KEY.slice(0, 20)}\r\n  ${KEY.slice(20, 50)}\r\n  ${KEY.slice(50)}`,
  'as a bearer on several lines': `Bearer ${KEY.slice(0, 30)}\n${KEY.slice(30)}`,
};

const noKeys: Readonly<Record<string, string>> = {
  nothing: '',
  blanks: ' \n',
  words: 'my personal key',
  'a client secret': 'sandbox-secret',
  'two parts': KEY.split('.').slice(0, 2).join('.'),
  'a key that was cut off': `${KEY.slice(0, 30)}…`,
  'five parts, as of an encrypted token': `${KEY}.sandbox.sandbox`,
  'a line with an address only': 'see https://api.tripartie.com/me for more',
};

describe('The key in what people paste', () => {
  for (const [name, text] of Object.entries(copies)) {
    it(`is found ${name}`, () => {
      assert.deepEqual(keyIn(text), { kind: 'key', key: KEY });
      assert.equal(keyComplaint(text), undefined);
    });
  }

  for (const [name, text] of Object.entries(noKeys)) {
    it(`is missed in ${name}`, () => {
      assert.deepEqual(keyIn(text), { kind: 'none' });
      assert.match(keyComplaint(text) ?? '', /not a personal key/);
    });
  }

  it('is not chosen among several', () => {
    for (const text of [`${KEY} ${OTHER}`, `old=${KEY}\nnew=${OTHER}\nagain=${OTHER}`]) {
      assert.deepEqual(keyIn(text), { kind: 'several', count: 2 });
      assert.match(keyComplaint(text) ?? '', /There are 2 keys/);
    }
  });

  it('is not longer than any of the API', () => {
    assert.match(keyComplaint(`${KEY}${'x'.repeat(20_000)}`) ?? '', /too long/);
  });

  it('is looked for in any text, quickly, and is never anything that was not there', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) => {
        const found = keyIn(text);
        if (found.kind === 'key') assert.ok(text.replace(/[\s\p{Cf}]/gu, '').includes(found.key));
      }),
    );
    for (const piece of ['eyJ', 'eyJ.', 'a\n', '.', ' "']) assert.equal(keyIn(piece.repeat(100_000)).kind, 'none');
  });
});
