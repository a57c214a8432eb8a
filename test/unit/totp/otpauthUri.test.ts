import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Secret, type TOTP, URI } from 'otpauth';
import { groupsOf, InvalidOtpauthUri, parseOtpauthUri, type TotpKey } from '../../../src/totp/otpauthUri.ts';

const SECRET = 'SANDBOX234567ABCDEFGHIJKLMNOPQRSTUVWXYZ234567ABCDEFG';
const uri = (
  query = `issuer=Tripartie&secret=${SECRET}`,
  label = 'Tripartie%3Ajohn.doe%40company.tld',
  type = 'totp',
) => `otpauth://${type}/${label}?${query}`;

const plainKey: TotpKey = {
  uri: uri(),
  secret: SECRET,
  bits: 256,
  issuer: 'Tripartie',
  account: 'john.doe@company.tld',
  algorithm: 'SHA1',
  digits: 6,
  period: 30,
};

/** Addresses as servers print them, and what apps read in them beside the plain key. */
const READ: readonly [address: string, key: Partial<TotpKey>][] = [
  [uri(), {}],
  // Case and surroundings.
  [`  ${uri()}\r\n`, {}],
  [uri().replace('otpauth://totp', 'OTPAUTH://TOTP'), {}],
  [uri(`ISSUER=Tripartie&Secret=${SECRET}`), {}],
  [`${uri()}#x`, {}],
  // The key.
  [uri(`issuer=Tripartie&secret=${SECRET.toLowerCase()}`), {}],
  [uri(`issuer=Tripartie&secret=${SECRET}====`), {}],
  [uri(`issuer=Tripartie&secret=${SECRET}%3D%3D%3D%3D`), {}],
  [uri(`issuer=Tripartie&secret=${groupsOf(SECRET).join('%20')}`), {}],
  [uri(`issuer=Tripartie&secret=${groupsOf(SECRET).join('-')}`), {}],
  [uri('issuer=Tripartie&secret=SANDBOX234567ABC'), { secret: 'SANDBOX234567ABC', bits: 80 }],
  [uri('issuer=Tripartie&secret=sandbox234567abcdefg'), { secret: 'SANDBOX234567ABCDEFG', bits: 96 }],
  [uri(`issuer=Tripartie&secret=${SECRET}AB`), { secret: `${SECRET}A`, bits: 264 }],
  [uri(`issuer=Tripartie&secret=${SECRET.repeat(2)}`), { secret: SECRET.repeat(2), bits: 520 }],
  [uri(`issuer=Tripartie&secret=${SECRET}&secret=${SECRET}`), {}],
  // Whose it is.
  [uri(`issuer=Tripartie&secret=${SECRET}`, 'Acme%3Ajohn.doe%40company.tld'), {}],
  [uri(`secret=${SECRET}`), {}],
  [uri(undefined, 'Tripartie:%20john.doe%40company.tld'), {}],
  [uri(undefined, 'john.doe%40company.tld'), {}],
  [uri(undefined, 'john.doe@company.tld'), {}],
  [uri(`secret=${SECRET}`, 'john.doe%40company.tld'), {}],
  [uri(`issuer=&secret=${SECRET}`, 'Acme%20SAS:jane'), { issuer: 'Acme SAS', account: 'jane' }],
  [uri(undefined, ''), { account: 'Tripartie' }],
  [uri(undefined, 'Tripartie:'), { account: 'Tripartie' }],
  [uri(undefined, '%ff'), { account: '%ff' }],
  [uri(undefined, 'Tripartie:a%E2%80%AEb%00'), { account: 'ab' }],
  [uri(undefined, 'Tripartie:%D8%B9%D9%84%DB%8C%E2%80%8C%D8%B1%D8%B6%D8%A7'), { account: 'علی\u200cرضا' }],
  [uri(`issuer=A&issuer=B&secret=${SECRET}`), { issuer: 'A' }],
  [uri(`issuer=ACME%3A%20Prod&secret=${SECRET}`, 'jane'), { issuer: 'ACME: Prod', account: 'jane' }],
  [uri(`issuer=A:B&secret=${SECRET}`, 'jane%3Adoe'), { issuer: 'A:B', account: 'doe' }],
  [uri(`issuer=:&secret=${SECRET}`, 'jane'), { issuer: ':', account: 'jane' }],
  [uri(undefined, 'Tripartie:a:b'), { account: 'a:b' }],
  // Said twice, but the same.
  [uri(`issuer=Tripartie&secret=${SECRET}&digits=6&digits=06`), {}],
  [uri(`issuer=Tripartie&secret=${SECRET}&digits=&digits=6`), {}],
  [uri(`issuer=Tripartie&secret=${SECRET}&secret=${SECRET.toLowerCase()}`), {}],
  [uri(`issuer=Tripartie&secret=${SECRET}&algorithm=SHA1&algorithm=sha-1`), {}],
  [uri(`issuer=Tripartie&secret=${SECRET}&period=30&period=030`), {}],
  // Its settings.
  [uri(`algorithm=SHA1&digits=6&issuer=Tripartie&period=30&secret=${SECRET}`), {}],
  [uri(`algorithm=&digits=&issuer=Tripartie&period=&secret=${SECRET}`), {}],
  [uri(`algorithm=sha256&issuer=Tripartie&secret=${SECRET}`), { algorithm: 'SHA256' }],
  [uri(`algorithm=HmacSHA512&issuer=Tripartie&secret=${SECRET}`), { algorithm: 'SHA512' }],
  [uri(`algorithm=SHA-1&issuer=Tripartie&secret=${SECRET}`), {}],
  [uri(`digits=7&issuer=Tripartie&secret=${SECRET}`), { digits: 7 }],
  [uri(`digits=08&issuer=Tripartie&secret=${SECRET}`), { digits: 8 }],
  [uri(`issuer=Tripartie&period=45&secret=${SECRET}`), { period: 45 }],
  [uri(`issuer=Tripartie&period=300&secret=${SECRET}`), { period: 300 }],
  [uri(`counter=7&image=https://x.example/y.png&issuer=Tripartie&a=1&a=2&secret=${SECRET}`), {}],
];

const REFUSED: readonly [address: string, field: string][] = [
  ['https://example.com/', 'address'],
  ['otpauth://', 'type'],
  [uri().replace('totp/', 'me@totp/'), 'address'],
  [uri().replace('totp/', 'totp:1/'), 'address'],
  [uri(`secret=${'SANDBOX2'.repeat(125)}`), 'address'],
  [uri(undefined, undefined, 'hotp'), 'type'],
  [uri(undefined, undefined, 'steam'), 'type'],
  [uri('issuer=Tripartie'), 'secret'],
  [uri('issuer=Tripartie&secret='), 'secret'],
  [uri('issuer=Tripartie&secret=SANDBOX234567AB'), 'secret'],
  [uri(`issuer=Tripartie&secret=${SECRET.replace('2', '1')}`), 'secret'],
  [uri(`issuer=Tripartie&secret=${SECRET}=A`), 'secret'],
  [uri(`issuer=Tripartie&secret=${SECRET}&secret=${SECRET}AB`), 'secret'],
  [uri(`algorithm=MD5&issuer=Tripartie&secret=${SECRET}`), 'algorithm'],
  [uri(`algorithm=SHA1&ALGORITHM=SHA256&issuer=Tripartie&secret=${SECRET}`), 'algorithm'],
  [uri(`digits=5&issuer=Tripartie&secret=${SECRET}`), 'digits'],
  [uri(`digits=6.0&issuer=Tripartie&secret=${SECRET}`), 'digits'],
  [uri(`digits=6&digits=x&issuer=Tripartie&secret=${SECRET}`), 'digits'],
  [uri(`issuer=Tripartie&period=30&period=31&secret=${SECRET}`), 'period'],
  [uri(`digits=6&digits=8&issuer=Tripartie&secret=${SECRET}`), 'digits'],
  [uri(`issuer=Tripartie&period=0&secret=${SECRET}`), 'period'],
  [uri(`issuer=Tripartie&period=1e1&secret=${SECRET}`), 'period'],
  [uri(`issuer=Tripartie&period=-30&secret=${SECRET}`), 'period'],
  [uri(`issuer=Tripartie&period=86400&secret=${SECRET}`), 'period'],
];

describe('The address for authenticator apps', () => {
  for (const [address, key] of READ) {
    it(`is read: ${JSON.stringify(address)}`, () => {
      const { uri: drawn, ...read } = parseOtpauthUri(address);
      const { uri: _uri, ...usual } = plainKey;
      assert.deepEqual(read, { ...usual, ...key });
      if (Object.keys(key).length === 0) assert.equal(drawn, plainKey.uri);
      assert.deepEqual(parseOtpauthUri(drawn), { uri: drawn, ...read }, 'what is drawn reads the same');
      assert.deepEqual(asAnotherAppReads(drawn), [bytesOf(read.secret), read.algorithm, read.digits, read.period]);
    });
  }

  for (const [name, issuer, account] of [
    ['an account', 'Tripartie', '€'.repeat(128)],
    ['an address in Cyrillic letters', 'Трипарти'.repeat(2), `${'щ'.repeat(64)}@пример.example`],
    ['both', '用'.repeat(100), '例'.repeat(100)],
    ['pictures of people', '👩‍💻'.repeat(10), '👩‍💻'.repeat(20)],
  ] as const) {
    it(`is drawn with shorter names where ${name} would be too long`, () => {
      const label = encodeURIComponent(`${issuer}:${account}`);
      const read = parseOtpauthUri(uri(`issuer=${encodeURIComponent(issuer)}&secret=${SECRET}`, label));
      assert.ok(read.uri.length <= 1024);
      assert.equal(read.secret, SECRET);
      assert.ok(account.startsWith(read.account.replace('…', '')) && read.account.length > 10, read.account);
      assert.deepEqual(parseOtpauthUri(read.uri), read);
    });
  }

  for (const [address, field] of REFUSED) {
    it(`is refused at its ${field}: ${JSON.stringify(address)}`, () => {
      assert.throws(
        () => parseOtpauthUri(address),
        (error) => error instanceof InvalidOtpauthUri && error.field === field && !error.message.includes('SANDBOX'),
      );
    });
  }

  it('keeps any account, any key and any settings, as another reader of such addresses understands them', () => {
    const base32 = fc.constantFrom(...'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567');
    const secret = fc
      .array(base32, { minLength: 16, maxLength: 103 })
      .map((characters) => characters.join(''))
      .filter((text) => [0, 2, 4, 5, 7].includes(text.length % 8));
    const settings = fc.record({
      algorithm: fc.constantFrom('SHA1', 'SHA256', 'SHA512'),
      digits: fc.constantFrom(6, 7, 8),
      period: fc.integer({ min: 1, max: 3600 }),
    });
    fc.assert(
      fc.property(fc.emailAddress(), secret, settings, (email, key, { algorithm, digits, period }) => {
        const query = `issuer=Tripartie&secret=${key}&algorithm=${algorithm}&digits=${digits}&period=${period}`;
        const read = parseOtpauthUri(uri(query, encodeURIComponent(`Tripartie:${email}`)));
        assert.deepEqual([read.account, read.secret], [email, key]);
        assert.deepEqual(asAnotherAppReads(read.uri), [bytesOf(key), algorithm, digits, period]);
        assert.equal(groupsOf(key).join(''), key);
        assert.ok(groupsOf(key).every((group, index, all) => group.length === 4 || index === all.length - 1));
      }),
    );
  });

  it('ends in its own error for any text at all', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.webUrl().map((url) => url.replace(/^https?/, 'otpauth')),
      fc.string({ unit: 'binary' }).map((label) => uri(undefined, label)),
      fc.string({ unit: 'binary' }).map((query) => uri(`secret=${SECRET}&${query}`)),
    );
    fc.assert(
      fc.property(text, (any) => {
        try {
          assert.match(parseOtpauthUri(any).uri, /^otpauth:\/\/totp\/[!-~]{1,1010}$/);
        } catch (error) {
          if (!(error instanceof InvalidOtpauthUri)) throw error;
        }
      }),
    );
  });
});

function asAnotherAppReads(address: string): unknown[] {
  const { secret, algorithm, digits, period } = URI.parse(address) as TOTP;
  return [secret.hex, algorithm, digits, period];
}

function bytesOf(base32: string): string {
  return Secret.fromBase32(base32).hex;
}
