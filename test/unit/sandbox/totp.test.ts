import assert from 'node:assert/strict';
import { Secret, TOTP } from 'otpauth';
import { acceptsTotp, fromBase32, hotp, toBase32, totp, totpSecret } from '../../../src/sandbox/totp.ts';

describe('sandbox: one-time passwords', () => {
  const ascii = Buffer.from('12345678901234567890');

  it('gives the values of RFC 6238, appendix B', () => {
    const vectors: [seconds: number, code: string][] = [
      [59, '94287082'],
      [1111111109, '07081804'],
      [1111111111, '14050471'],
      [1234567890, '89005924'],
      [2000000000, '69279037'],
      [20000000000, '65353130'],
    ];
    for (const [seconds, code] of vectors) assert.equal(totp(ascii, seconds * 1000, 8), code);
  });

  it('gives the values of RFC 4226, appendix D', () => {
    const codes = '755224 287082 359152 969429 338314 254676 287922 162583 399871 520489'.split(' ');
    assert.deepEqual(
      codes.map((_, counter) => hotp(ascii, counter)),
      codes,
    );
  });

  it('writes and reads base32 as RFC 4648, section 10', () => {
    const vectors = {
      '': '',
      f: 'MY',
      fo: 'MZXQ',
      foo: 'MZXW6',
      foob: 'MZXW6YQ',
      fooba: 'MZXW6YTB',
      foobar: 'MZXW6YTBOI',
    };
    for (const [text, coded] of Object.entries(vectors)) {
      assert.equal(toBase32(Buffer.from(text)), coded);
      assert.equal(fromBase32(coded).toString(), text);
    }
    assert.throws(() => fromBase32('A1'), TypeError);
  });

  it('agrees with an authenticator app', () => {
    for (const setups of [1, 2, 3]) {
      const secret = totpSecret(1, 7, setups);
      const at = 1_700_000_000_000 + setups * 12_345;
      const code = new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: at });
      assert.ok(acceptsTotp(secret, code, at));
      assert.ok(!acceptsTotp(secret, code, at + 90_000));
      assert.ok(!acceptsTotp(secret, `${code}0`, at));
    }
  });
});
