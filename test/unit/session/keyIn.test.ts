import assert from 'node:assert/strict';
import fc from 'fast-check';
import { keyComplaint, keyIn } from '../../../src/session/profiles/keyIn.ts';

const encoded = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
const keyOf = (name: string) => `${encoded({ alg: 'none', sandbox: true })}.${encoded({ sub: name })}.sandbox-${name}`;
const KEY = keyOf('jane');
const OTHER = keyOf('joe');
/** Signed as the API signs: with an RSA key of 2,048 bits. */
const SIGNED = `${encoded({ typ: 'JWT', alg: 'RS256' })}.${encoded({ username: 'jane@sandbox.example', roles: ['ROLE_USER'] })}.${Buffer.alloc(256, 7).toString('base64url')}`;
/** Whose signature has a length that nothing tells. */
const UNKNOWN = `${encoded({ alg: 'sandbox' })}.${encoded({ sub: 'jane', roles: ['ROLE_USER'] })}.${'sandbox-'.repeat(40)}`;
const HEAD = KEY.split('.').slice(0, 2).join('.');

/** A text in lines of this width. */
function wrapped(text: string, width: number, lineEnd = '\n'): string {
  return (text.match(new RegExp(`.{1,${width}}`, 'g')) ?? []).join(lineEnd);
}

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
  'in the colours of a terminal': `token: \u001b[1;33m${KEY}\u001b[0m done`,
  'in what is left of the colours of a terminal': `token: [33m${KEY}[39m`,
  'in a bracketed paste': `\u001b[200~${KEY}\u001b[201~`,
  'in a URL, as a header': `Authorization=Bearer%20${KEY}`,
  'in a URL, in quotes': `token=%22${KEY}%22`,
  'in a cookie': `jwt=s%3A${KEY}; path=/`,
  'in a string with line ends': `"log":"key\\n${KEY}\\n"`,
  'in a string with tabs': `{"a":"Bearer\\t${KEY}"}`,
  'in a string of a string': `"{\\"a\\":\\"Bearer\\\\t${KEY}\\"}"`,
  'in a string with quotes by number': `{"a":"\\u0022${KEY}\\u0022"}`,
  'in HTML': `<input value=&quot;${KEY}&quot;>`,
  'in bold': `**${KEY}**`,
  'in italics': `_${KEY}_`,
  'in bold with underscores': `the key: __${KEY}__.`,
  'behind a word with an underscore': `JWT_${KEY}`,
  'behind a word without a blank': `Bearer${KEY}`,
  'before a sentence without a blank': `The key is ${KEY}.Then sign in.`,
  'as the name of a file': `${KEY}.json`,
  'in a folded line of YAML': `key: >-\n  ${wrapped(KEY, 40, '\n  ')}\n`,
  'in a mail that was answered': `> ${wrapped(KEY, 40, '\n> ')}`,
  'in lines of a shell': `export KEY=${wrapped(KEY, 40, '\\\n')}`,
  'in quoted-printable': `KEY=3D${wrapped(KEY, 40, '=\r\n')}`,
  'with line ends that became blanks': wrapped(KEY, 40, ' '),
  'with line ends of an old Mac': wrapped(KEY, 40, '\r'),
  'with line ends of Unicode': wrapped(KEY, 40, '\u2028'),
  'with padding': `token: ${KEY.split('.')
    .map((part) => `${part}==`)
    .join('.')}`,
  'in UTF-16': [...KEY].join('\0'),
  'with full stops of an East Asian keyboard': KEY.replaceAll('.', '。'),
  'beside one that was cut': `${KEY}\n${KEY.slice(0, 50)}...`,
  'beside another that was cut': `${KEY}\n${OTHER}…`,
  'beside its own beginning': `${KEY} ${KEY.slice(0, -2)}`,
};

const noKeys: Readonly<Record<string, string>> = {
  nothing: '',
  blanks: ' \n',
  words: 'my personal key',
  'a client secret': 'sandbox-secret',
  'two parts': KEY.split('.').slice(0, 2).join('.'),
  'a key that was cut off': `${KEY.slice(0, 30)}…`,
  'five parts, as of an encrypted token': `${KEY}.sandbox.sandbox`,
  'a key that ends in dots': `${KEY}...`,
  'a key that ends in an ellipsis': `token=${KEY}… (342 chars)`,
  'a key that ends in a note': `token=${KEY}[truncated]`,
  'a key that ends in stars': `${KEY}***`,
  'a key without its middle': `${KEY.slice(0, 60)}...${KEY.slice(-5)}`,
  'a key without its signature': `${HEAD}.[Signature]`,
  'a key whose signature was taken away': `${HEAD}.REDACTED`,
  'a key that other letters end': `${KEY}+abc/d`,
  'four parts': `${KEY}.4f`,
  'a name of a host': 'api.tripartie.com',
  'a name of a host as a bearer': 'Bearer api.tripartie.com',
  'a version': '1.2.3',
  'a name': 'my.secret.key',
  'an address of a network': ' 10.0.0 ',
  'a client secret with dots': 'sk_live.1234.abcd',
  'parts that are no objects': `${Buffer.from('[]').toString('base64url')}.${HEAD}`,
  'parts that begin and end like objects': `${Buffer.from('{"a}').toString('base64url')}.${HEAD}`,
  'a header that is none': `eyJx.${HEAD}`,
  'a payload that is none': `${KEY.split('.')[0]}.eyJx.sandbox`,
  'a header without an end': 'eyJhbGciOi',
  'an encrypted token': `${encoded({ alg: 'dir' })}..sandbox.sandbox.sandbox`,
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

  it('is found with blanks in its parts, as some print JSON', () => {
    for (const json of ['{ "sub": "jane" }', '{\n  "sub": "jane"\n}', '{\t"sub": "jane"}', '{"sub": "jané"}\n']) {
      const part = Buffer.from(json).toString('base64url');
      const key = `${part}.${part}.sandbox`;
      assert.deepEqual(keyIn(`token: ${key}`), { kind: 'key', key });
    }
  });

  for (const [name, key] of Object.entries({ SIGNED, UNKNOWN })) {
    it(`is found to its end behind a label, however wide its lines are: ${name}`, () => {
      for (const width of [20, 40, 76, 80, 100, 120, 160, 200, 237, 300]) {
        for (const lineEnd of ['\n', '\r\n', '\r', '\u2028', '\\\n', '=\n']) {
          for (const label of ['', 'Authorization: Bearer ', 'TRIPARTIE_PERSONAL_KEY=']) {
            const text = wrapped(label + key, width, lineEnd);
            assert.deepEqual(keyIn(text), { kind: 'key', key }, JSON.stringify([width, lineEnd, label]));
          }
        }
      }
    });
  }

  it('is found whatever its header says of how it is signed', () => {
    for (const alg of [
      'constructor',
      '__proto__',
      7,
      null,
      { toString: 1 },
      ['RS256'],
      'HS256',
      'PS512',
      'ES512',
      'EdDSA',
    ]) {
      const key = `${encoded({ alg })}.${encoded({ sub: 'jane' })}.sandbox`;
      assert.deepEqual(keyIn(`${key}\nRegards`), { kind: 'key', key });
    }
  });

  it('is found to its end where blanks are in place of line ends', () => {
    for (const width of [60, 76, 80, 120, 160, 200, 237, 300]) {
      const text = wrapped(`Authorization: Bearer ${SIGNED}`, width, ' ');
      assert.deepEqual(keyIn(text), { kind: 'key', key: SIGNED }, String(width));
    }
    assert.deepEqual(keyIn(wrapped(UNKNOWN, 50, ' ')), { kind: 'key', key: UNKNOWN });
  });

  it('ends where words follow', () => {
    for (const key of [KEY, SIGNED, UNKNOWN]) {
      for (const after of ['\nRegards', ' and no other', '\n\nRegards', '\nThanks\nJane', '\n\n'.padEnd(80, 'x')]) {
        assert.deepEqual(keyIn(`Here it is:\n${key}${after}`), { kind: 'key', key }, after);
        assert.deepEqual(keyIn(`Here it is:\n\n${wrapped(key, 76)}\n\nRegards`), { kind: 'key', key });
      }
    }
  });

  it('is not chosen among several, however each is written', () => {
    for (const text of [
      `${wrapped(SIGNED, 50)}\n${OTHER}`,
      `${OTHER}\n${wrapped(SIGNED, 50)}`,
      `${wrapped(UNKNOWN, 20)}\n${wrapped(SIGNED, 20)}`,
      `${wrapped(KEY, 20)}\n${OTHER}`,
    ]) {
      assert.deepEqual(keyIn(text), { kind: 'several', count: 2 });
    }
  });

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
    for (const piece of ['eyJ', 'eyJ.', ' eyJ.eyJ.', 'eyJ\n', 'e30.', '\\', ' ', '[1;', 'a\n', '.', ' "'])
      assert.equal(keyIn(piece.repeat(100_000)).kind, 'none');
  });
});
