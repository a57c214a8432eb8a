import assert from 'node:assert/strict';
import { LONGEST, textIn } from '../../../src/secretSearch/index.ts';

describe('the text of a file that is searched', () => {
  it('is read as UTF-8, whatever is broken in it', () => {
    assert.equal(textIn(new TextEncoder().encode('clé')), 'clé');
    assert.equal(textIn(Uint8Array.of(0x61, 0xff, 0x62)), 'a\ufffdb');
    assert.equal(textIn(new Uint8Array()), '');
  });

  it('is read as UTF-16 where a byte order mark says so', () => {
    const little = Buffer.from('\ufeffclé', 'utf16le');
    assert.equal(textIn(little), 'clé');
    assert.equal(textIn(Buffer.from(little).swap16()), 'clé');
  });

  it('is none where there are zeros, or too much of it', () => {
    assert.equal(textIn(Uint8Array.of(0x50, 0x4b, 0)), 'noText');
    assert.equal(textIn(new Uint8Array(LONGEST + 1).fill(0x61)), 'tooLong');
    assert.equal(textIn(new Uint8Array(LONGEST).fill(0x61)).length, LONGEST);
  });
});
