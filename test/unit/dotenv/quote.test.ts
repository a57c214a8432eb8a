import assert from 'node:assert/strict';
import { type Quoting, quote } from '../../../src/dotenv/index.ts';
import { bytes } from './corpus.ts';
import { READERS } from './readers.ts';

/** `!` to `~`: of what Tripartie's secrets may consist. */
const PRINTABLE = Array.from({ length: 94 }, (_, index) => String.fromCharCode(0x21 + index));

interface Line {
  readonly name: string;
  readonly value: string;
  readonly quoting: Quoting;
}

function linesOf(values: readonly string[], exported: boolean): Line[] {
  return values.map((value, index) => ({ name: `V${index}`, value, quoting: quote(value, exported) }));
}

/** Whatever the readers make of a file that has all these lines. @returns which were written */
function assertReadAlike(lines: readonly Line[], exported: boolean): Line[] {
  const written = lines.filter(({ quoting }) => quoting.kind !== 'refused');
  const text = written
    .map(
      ({ name, quoting }) => `${exported ? 'export ' : ''}${name}=${quoting.kind === 'refused' ? '' : quoting.text}\n`,
    )
    .join('');
  for (const [reader, read] of Object.entries(READERS)) {
    const found = read(
      bytes(text),
      written.map(({ name }) => name),
    );
    for (const { name, value } of written) assert.equal(found[name], value, reader);
  }
  return written;
}

describe('A value is quoted', function () {
  this.timeout(60_000);

  for (const exported of [false, true]) {
    describe(exported ? 'behind export' : 'in a line of its own', () => {
      it('so that every reader gives back each printable character, at the start, inside and at the end', () => {
        const values = PRINTABLE.flatMap((character) => [
          `${character}ab`,
          `a${character}b`,
          `ab${character}`,
          character,
        ]);
        const lines = linesOf(values, exported);
        const written = assertReadAlike(lines, exported);
        const refused = lines.filter((line) => !written.includes(line)).map(({ value }) => value);
        assert.deepEqual(refused, ['$ab', 'a$b', 'ab$', '$', 'ab\\', '\\']);
      });

      it('and each two that meet', () => {
        const lines = linesOf(
          PRINTABLE.flatMap((one) => [' ', ...PRINTABLE].map((other) => `a${one}${other}b`)),
          exported,
        );
        let written = 0;
        // Some readers take long for long files.
        for (let at = 0; at < lines.length; at += 500) {
          written += assertReadAlike(lines.slice(at, at + 500), exported).length;
        }
        assert.ok(written > lines.length * 0.9);
      });
    });
  }

  it('with no more quotes than it needs', () => {
    const kinds = (...values: readonly string[]) => values.map((value) => quote(value).kind);
    assert.deepEqual(kinds('0f3a', 'a/b+c==', '*?[x]{y}', 'https://x.example:1/%20'), Array(4).fill('bare'));
    assert.deepEqual(kinds('a b', 'a#b', 'a"b', 'a\\b', '~a', '`'), Array(6).fill('single'));
    assert.deepEqual(kinds("it's", "'", "a'#;b"), Array(3).fill('double'));
    assert.equal(quote('*', true).kind, 'single');
  });

  it('or refused, with the reason', () => {
    for (const [value, because] of [
      ['', 'empty'],
      ['a\nb', 'unprintable'],
      ['a\tb', 'unprintable'],
      ['\0', 'unprintable'],
      ['clé', 'unprintable'],
      ['a$b', 'dollar'],
      ["'$", 'dollar'],
      [`'"`, 'quotes'],
      ["'\\", 'quotes'],
      ["'`", 'quotes'],
      ['a\\\\b', 'backslash'],
      [' \\', 'backslash'],
      ['encrypted:abc', 'encryptedPrefix'],
    ] as const) {
      assert.deepEqual(quote(value), { kind: 'refused', because }, value);
    }
  });

  it('refused where a reader is known to give another value', () => {
    const { 'dotenv-expand': expand } = READERS;
    assert.deepEqual(expand?.(bytes("A='x$y'"), []), { A: 'x' });
  });
});
