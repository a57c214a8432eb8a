import assert from 'node:assert/strict';
import fc from 'fast-check';
import { groupsOf, InvalidOtpauthUri, parseOtpauthUri } from '../../../src/totp/otpauthUri.ts';

const SECRET = 'SANDBOX234567ABCDEFGHIJKLMNOPQRSTUVWXYZ234567ABCDEFG';
const uri = (
  query = `issuer=Tripartie&secret=${SECRET}`,
  label = 'Tripartie%3Ajohn.doe%40company.tld',
  type = 'totp',
) => `otpauth://${type}/${label}?${query}`;

const refused = (text: string, field: string) =>
  assert.throws(
    () => parseOtpauthUri(text),
    (error) => error instanceof InvalidOtpauthUri && error.field === field && !error.message.includes('SANDBOX'),
    text,
  );

describe('The address for authenticator apps', () => {
  it('is read as the API prints it, with the defaults it leaves out', () => {
    assert.deepEqual(parseOtpauthUri(uri()), {
      uri: uri(),
      secret: SECRET,
      issuer: 'Tripartie',
      account: 'john.doe@company.tld',
      digits: 6,
      period: 30,
    });
  });

  it('is read with everything spelled out, and with the label in its other forms', () => {
    const full = parseOtpauthUri(uri(`algorithm=SHA512&digits=8&issuer=Tripartie&period=60&secret=${SECRET}`));
    assert.deepEqual([full.digits, full.period], [8, 60]);
    assert.equal(parseOtpauthUri(uri(undefined, 'Tripartie:%20jane')).account, 'jane');
    assert.equal(parseOtpauthUri(uri(undefined, 'jane')).issuer, 'Tripartie');
    assert.equal(parseOtpauthUri(uri(`secret=${SECRET}`)).issuer, 'Tripartie');
  });

  it('keeps any account and any secret of whole bytes', () => {
    const account = fc.emailAddress();
    const base32 = fc.constantFrom(...'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567');
    const secret = fc
      .array(base32, { minLength: 26, maxLength: 103 })
      .map((characters) => characters.join(''))
      .filter((text) => [0, 2, 4, 5, 7].includes(text.length % 8));
    fc.assert(
      fc.property(account, secret, (email, key) => {
        const read = parseOtpauthUri(uri(`issuer=Tripartie&secret=${key}`, encodeURIComponent(`Tripartie:${email}`)));
        assert.deepEqual([read.account, read.secret], [email, key]);
        assert.equal(groupsOf(key).join(''), key);
        assert.ok(groupsOf(key).every((group, index, all) => group.length === 4 || index === all.length - 1));
      }),
    );
  });

  it('is refused at the field that an app would refuse or take differently', () => {
    refused('https://example.com/', 'address');
    refused('otpauth://', 'address');
    refused(`${uri()}\n`, 'address');
    refused(uri().replace('otpauth', 'OTPAUTH'), 'address');
    refused(uri().replace('totp/', 'me@totp/'), 'address');
    refused(`${uri()}#x`, 'address');
    refused(uri(`issuer=Tripartie&secret=${SECRET}&image=${'x'.repeat(1024)}`), 'address');
    refused(uri(`issuer=Tripartie&secret=${SECRET}&a=1&a=2`), 'address');
    refused(uri(undefined, undefined, 'hotp'), 'type');
    refused(uri(undefined, 'Tripartie:'), 'label');
    refused(uri(undefined, '%ff'), 'label');
    refused(uri(undefined, 'Tripartie:a%E2%80%AEb'), 'label');
    refused(uri(`issuer=Other&secret=${SECRET}`), 'issuer');
    refused(uri(`issuer=&secret=${SECRET}`, 'jane'), 'issuer');
    refused(uri(`secret=${SECRET}`, 'jane'), 'issuer');
    refused(uri(`issuer=Tripartie&issuer=Tripartie&secret=${SECRET}`), 'issuer');
    refused(uri('issuer=Tripartie'), 'secret');
    refused(uri('issuer=Tripartie&secret='), 'secret');
    refused(uri(`issuer=Tripartie&secret=${SECRET.slice(0, 24)}`), 'secret');
    refused(uri(`issuer=Tripartie&secret=${SECRET.slice(0, 27)}`), 'secret');
    refused(uri(`issuer=Tripartie&secret=${SECRET.toLowerCase()}`), 'secret');
    refused(uri(`issuer=Tripartie&secret=${SECRET}====`), 'secret');
    refused(uri(`issuer=Tripartie&secret=${SECRET.replace('2', '1')}`), 'secret');
    refused(uri(`issuer=Tripartie&secret=${SECRET.repeat(2)}`), 'secret');
    refused(uri(`issuer=Tripartie&secret=${SECRET}&secret=${SECRET}`), 'secret');
    refused(uri(`algorithm=MD5&issuer=Tripartie&secret=${SECRET}`), 'algorithm');
    refused(uri(`digits=7&issuer=Tripartie&secret=${SECRET}`), 'digits');
    refused(uri(`digits=6.0&issuer=Tripartie&secret=${SECRET}`), 'digits');
    refused(uri(`period=0&issuer=Tripartie&secret=${SECRET}`), 'period');
    refused(uri(`period=1e1&issuer=Tripartie&secret=${SECRET}`), 'period');
  });

  it('ends in its own error for any text at all', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.webUrl().map((url) => url.replace(/^https?/, 'otpauth')),
    );
    fc.assert(
      fc.property(text, (any) => {
        try {
          parseOtpauthUri(any);
        } catch (error) {
          assert.ok(error instanceof InvalidOtpauthUri);
        }
      }),
    );
  });
});
