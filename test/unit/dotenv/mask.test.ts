import assert from 'node:assert/strict';
import { MASK, masked, set, type VariableName } from '../../../src/dotenv/index.ts';
import { bytes } from './corpus.ts';

describe('A .env file is shown', function () {
  this.timeout(180_000);

  it('without its values', () => {
    const text = '\ufeff# clé ✓\nA=1\nexport B="2\n3" # note\nC=\n\nD: 4\r\n';
    assert.equal(masked(bytes(text)), `# clé ✓\nA=${MASK}\nexport B=${MASK} # note\nC=\n\nD: ${MASK}\r\n`);
  });

  it('without what is left of a value that was pasted as it is, and without values that are commented out', () => {
    const text =
      'A=-----BEGIN\nMIIE+secret/part\n -----END\r\n# A=old\n\t## export  B : 1\n# B =\n# why: 2\nC=1 #D=3\n# ok';
    assert.equal(
      masked(bytes(text)),
      `A=${MASK}\n${MASK}\n${MASK}\r\n# A=${MASK}\n\t## export  B : ${MASK}\n# B =\n# why: ${MASK}\nC=${MASK} #D=${MASK}\n# ok`,
    );
  });

  it('within a moment, and parsed and written too, whatever is in it', () => {
    const length = 256 * 1024;
    const long = (text: string) => text.repeat(length / text.length);
    const hostile = [
      long(' '),
      `${long(' ')}x\n`,
      `A=a${long(' ')}b\n`,
      `A${long(': ')}\n`,
      `A= \n${long('\n')}x`,
      `A= \n${long(' ')}x\n`,
      `A=${long(`"a"'b'`)}"`,
      `A="${long('\\"')}`,
      Array.from({ length: length / 8 }, (_, index) => `A${index}=1\n`).join(''),
    ];
    for (const text of hostile) {
      const start = performance.now();
      masked(bytes(text));
      set(bytes(text), 'KEY' as VariableName, 'value');
      const ms = performance.now() - start;
      // What grew with the square of the length took minutes.
      assert.ok(ms < 20_000, `${JSON.stringify(text.slice(0, 8))}: ${ms} ms`);
    }
  });

  it('with what is said of the value that counts', () => {
    assert.equal(masked(bytes('A=1\nA=2\nB=3'), new Map([['A', 'new']])), `A=${MASK}\nA=new\nB=${MASK}`);
  });

  it('not at all where it cannot be read', () => {
    assert.equal(masked(bytes('A="1\n')), MASK);
  });
});
