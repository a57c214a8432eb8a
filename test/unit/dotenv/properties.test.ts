import assert from 'node:assert/strict';
import fc from 'fast-check';
import { toText } from '../../../src/dotenv/bytes.ts';
import { find, parse, quote, set, type VariableName } from '../../../src/dotenv/index.ts';
import { bytes } from './corpus.ts';
import { READERS } from './readers.ts';

/** More than fast-check's own 100: the figure of the design. */
const RUNS = 10_000;

const name = fc.constantFrom(...(['A', 'KEY', 'KEY_ID', '_', 'export', 'TRIPARTIE_CLIENT_SECRET'] as VariableName[]));
const printable = fc.string({ unit: fc.integer({ min: 32, max: 126 }).map((code) => String.fromCharCode(code)) });
const value = fc.oneof(
  { weight: 4, arbitrary: fc.stringMatching(/^[0-9a-f]{1,40}$/) },
  { weight: 4, arbitrary: printable },
  { weight: 1, arbitrary: fc.string({ unit: 'binary' }) },
);

/** Lines as people write them, and as nobody should. */
const line = fc.oneof(
  fc.tuple(fc.constantFrom('', ' ', 'export ', '#', '\t'), name, fc.constantFrom('=', ' = ', '= ', ': ', ':'), value),
  fc.tuple(name, fc.constant('='), fc.constantFrom('"', "'", '`'), printable, fc.constantFrom('"', "'", '`', '')),
  fc.tuple(name, fc.constantFrom('=x # note', "='x' # it's", '="a\nKEY=not\n"', "='a\\'", '="a\\"b"', '= ')),
  fc.tuple(fc.constantFrom('', ' ', '# note', 'garbage', '=', 'é', '\\', ':')),
  fc.tuple(printable),
);
const text = fc
  .tuple(
    fc.constantFrom('', '', '', '\ufeff'),
    fc.array(
      fc.tuple(
        line.map((parts) => parts.join('')),
        fc.constantFrom('\n', '\n', '\n', '\r\n'),
      ),
      { maxLength: 8 },
    ),
    fc.oneof(
      fc.constant(''),
      line.map((parts) => parts.join('')),
    ),
  )
  .map(([mark, lines, last]) => bytes(mark + lines.flat().join('') + last));
const file = fc.oneof({ weight: 9, arbitrary: text }, { weight: 1, arbitrary: fc.uint8Array({ maxLength: 60 }) });

/** The assignments but one, as they are read. */
function others(read: ReturnType<typeof parse>, but: number): string[] {
  assert.ok(read.kind === 'read');
  return read.assignments.flatMap((each, index) =>
    index === but ? [] : `${each.isExported} ${each.name}=${each.text}`,
  );
}

describe('Whatever the file, the name and the value', function () {
  this.timeout(60_000);

  it('the value is there, and all else is as it was, or nothing is written and it is said why', () => {
    let written = 0;
    const property = fc.property(file, name, value, (old, key, secret) => {
      const before = parse(old);
      const outcome = set(old, key, secret);
      if (outcome.kind !== 'set') {
        assert.ok(outcome.kind === 'unwritable' || before.kind !== 'read');
        return;
      }
      written += 1;
      assert.ok(before.kind === 'read');
      const target = find(before, key);
      const index = target ? before.assignments.indexOf(target) : before.assignments.length;
      const after = parse(outcome.file);
      assert.ok(after.kind === 'read');
      assert.equal(find(after, key)?.text, secret);
      assert.deepEqual(others(after, index), others(before, index));

      const { lineFrom, range } = target ?? { lineFrom: old.length, range: { from: old.length, to: old.length } };
      const now = toText(outcome.file);
      const was = toText(old);
      const quoting = quote(secret, target?.isExported);
      assert.ok(quoting.kind !== 'refused');
      const around = now.split(`${key}=${quoting.text}`);
      // Nothing but what keeps lines apart is between what was there and what is new.
      const fits = around.some((_, at) => {
        const head = around.slice(0, at + 1).join(`${key}=${quoting.text}`);
        const tail = around.slice(at + 1).join(`${key}=${quoting.text}`);
        const indent = was.slice(lineFrom, range.from);
        return (
          head.startsWith(was.slice(0, lineFrom)) &&
          /^(?:\r?\n)?#?(?:\r?\n)?$/.test(head.slice(lineFrom, head.length - indent.length)) &&
          head.endsWith(indent) &&
          (target ? tail === was.slice(range.to) || tail === ` ${was.slice(range.to)}` : /^\r?\n$/.test(tail))
        );
      });
      assert.ok(fits, JSON.stringify([was, now]));

      const again = set(outcome.file, key, secret);
      assert.ok(again.kind === 'set');
      assert.deepEqual(again.file, outcome.file);
    });
    fc.assert(property, { numRuns: RUNS });
    assert.ok(written > RUNS / 4, String(written));
  });

  it('node and dotenv read the value', () => {
    const { node, dotenv } = READERS;
    assert.ok(node && dotenv);
    const property = fc.property(text, name, value, (old, key, secret) => {
      const outcome = set(old, key, secret);
      if (outcome.kind !== 'set') return;
      for (const read of [node, dotenv]) {
        assert.equal(read(outcome.file, [key])[key], secret, Buffer.from(outcome.file).toString());
      }
    });
    fc.assert(property, { numRuns: RUNS });
  });
});
