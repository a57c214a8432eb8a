import assert from 'node:assert/strict';
import { find, isVariableName, parse, quote, set, type VariableName } from '../../../src/dotenv/index.ts';
import { bytes, CORPUS, fileOf, ODD, type Sample, textOf } from './corpus.ts';
import { READERS } from './readers.ts';

const KEY = 'KEY' as VariableName;
const PLAIN = '0f3a9c';
const NASTY = `a"b #c;\\d=e~\`f!&<g>|h`;

/** Every byte that is expected, with this value. */
function expected({ parts: [before, , after = ''], kept = [before, after] }: Sample, value: string): string {
  const isExported = kept[0].endsWith('export  ');
  const quoting = quote(value, isExported);
  assert.ok(quoting.kind !== 'refused');
  return `${kept[0]}KEY=${quoting.text}${kept[1]}`;
}

describe('A value is set in a .env file', function () {
  this.timeout(60_000);

  for (const [what, value] of [
    ['a plain value', PLAIN],
    ['a nasty value', NASTY],
  ] as const) {
    it(`to ${what}, and not one byte around it changes`, () => {
      for (const sample of [...CORPUS, ...ODD]) {
        const outcome = set(fileOf(sample), KEY, value);
        assert.ok(outcome.kind === 'set', sample.kind);
        assert.equal(textOf(outcome.file), expected(sample, value), sample.kind);
        const { from, to } = outcome.value;
        const written = quote(value, sample.kind === 'export');
        assert.ok(written.kind !== 'refused');
        assert.equal(textOf(outcome.file.slice(from, to)), written.text, sample.kind);
        assert.equal(outcome.quotes, written.kind);
      }
    });
  }

  it('and every reader reads it, and the others as before', () => {
    assert.equal(CORPUS.length, 26);
    const names = ['KEY', 'A', 'B', 'C', 'MY_KEY', 'KEY_ID', 'KEYS'];
    for (const sample of [...CORPUS, ...ODD]) {
      for (const value of [PLAIN, NASTY]) {
        const old = fileOf(sample);
        const outcome = set(old, KEY, value);
        assert.ok(outcome.kind === 'set');
        for (const [reader, read] of Object.entries(READERS)) {
          const where = `${reader}: ${sample.kind}`;
          const isShell = reader === 'sh' || reader === 'bash';
          const carriageReturn: string = isShell && outcome.caveats.includes('carriageReturn') ? '\r' : '';
          const now = read(outcome.file, names);
          assert.equal(now.KEY, value + carriageReturn, where);
          // What took our line along has only its own now.
          if (sample.takesAlong) continue;
          const before = read(old, names);
          for (const name of names.slice(1)) assert.equal(now[name], before[name], `${where}: ${name}`);
        }
      }
    }
  });

  it('with what a person should know of it', () => {
    const caveats = (text: string) => {
      const outcome = set(bytes(text), KEY, PLAIN);
      assert.ok(outcome.kind === 'set');
      return outcome.caveats;
    };
    assert.deepEqual(caveats('A=1\n'), []);
    assert.deepEqual(caveats('KEY=1\nKEY=2\n'), ['repeated']);
    assert.deepEqual(caveats('A=1\r\n'), ['carriageReturn']);
  });

  it('twice, for two names, one below the other', () => {
    const first = set(bytes(''), 'TRIPARTIE_CLIENT_ID' as VariableName, 'id');
    assert.ok(first.kind === 'set');
    const second = set(first.file, 'TRIPARTIE_CLIENT_SECRET' as VariableName, 'se cret');
    assert.ok(second.kind === 'set');
    assert.equal(textOf(second.file), "TRIPARTIE_CLIENT_ID=id\nTRIPARTIE_CLIENT_SECRET='se cret'\n");
  });

  it('not in a file whose encoding no reader takes', () => {
    for (const text of ['\0', 'A\0=\0']) assert.deepEqual(set(bytes(text), KEY, PLAIN), { kind: 'notText' });
    const utf16 = Uint8Array.from([0xff, 0xfe, 0x4b, 0x01]);
    assert.deepEqual(set(utf16, KEY, PLAIN), { kind: 'notText' });
    assert.deepEqual(parse(utf16.toReversed()), { kind: 'read', assignments: [] });
    assert.deepEqual(parse(Uint8Array.from([0xfe, 0xff, 0x01, 0x4b])), { kind: 'notText' });
  });

  it('nor where readers do not agree what a line is', () => {
    const line = (text: string) => {
      const outcome = set(bytes(text), KEY, PLAIN);
      assert.ok(outcome.kind === 'unclear', text);
      return outcome.line;
    };
    assert.equal(line('A=1\nKEY="old\n'), 2);
    assert.equal(line('A="1\nKEY="old"\n'), 1);
    assert.equal(line('KEY=old\nA= \n\nB="1\n2"\n'), 4);
    assert.equal(line('KEY=old\nA=\t\n"1\n'), 3);
    assert.equal(line('\ufeff#A="\nKEY=old\n'), 1);
    assert.equal(line('KEY=old\n?A="1\n2"\n'), 2);
    assert.equal(line('KEY=old\nA: "1\n2"\n'), 2);
    assert.equal(line('KEY=old\nA: ="\n'), 2);
    assert.equal(line("KEY=old\n\nA='it\\'s'\n"), 3);
    assert.equal(line('KEY=`old` `\n'), 1);
    assert.equal(line('KEY=old\nA=1\rB=2\n'), 2);
    for (const odd of [
      '\u00a0KEY=x',
      'KEY\u3000=x',
      'export\u2003KEY=x',
      '\ufeffKEY: x',
      '\vKEY=x',
      '# x\u2028KEY=x',
    ]) {
      assert.equal(line(`KEY=old\n${odd}\n`), 2);
      assert.equal(READERS.dotenv?.(bytes(`KEY=old\n${odd}\n`), ['KEY']).KEY, 'x', JSON.stringify(odd));
    }
    assert.equal(line('A=1\ncat <<EOF\nKEY=old\nEOF\n'), 2);
    assert.equal(line("A=1\ncat <<-'EOF'\nKEY=old\nEOF\n"), 2);
  });

  it('but where “<<” is part of a value or a comment, and where blanks of other scripts name nothing', () => {
    for (const text of [
      '\u00a0\n',
      'é\u00a0x\n',
      '#\u00a0A=1\n',
      'A="<<EOF"\n',
      "A='<<EOF'\n",
      '# <<EOF\n',
      'A=1 # <<EOF\n',
      'A=1<<\n',
    ]) {
      assert.equal(set(bytes(text), KEY, PLAIN).kind, 'set', text);
    }
  });

  it('keeps bytes that are no UTF-8, and takes files of any length', () => {
    const before = Uint8Array.from([0x23, 0xe9, 0xff, 0x80, 0x0a, ...bytes(`# ${'x'.repeat(10_000)}\n`)]);
    const outcome = set(before, KEY, PLAIN);
    assert.ok(outcome.kind === 'set');
    assert.deepEqual(Buffer.from(outcome.file), Buffer.concat([before, bytes(`KEY=${PLAIN}\n`)]));
  });

  it('not where no line says it', () => {
    assert.deepEqual(set(bytes('KEY=old'), KEY, 'a$b'), { kind: 'unwritable', because: 'dollar' });
  });
});

describe('A .env file', () => {
  it('has assignments at their places', () => {
    const text = '# note\n export A = "1"  # x\nB: two\n';
    const dotenv = parse(bytes(text));
    assert.ok(dotenv.kind === 'read');
    const [first, second] = dotenv.assignments;
    assert.ok(first && second);
    assert.deepEqual([first.name, first.text, first.isExported], ['A', '1', true]);
    assert.equal(text.slice(first.lineFrom, first.range.to), ' export A = "1"');
    assert.equal(text.slice(first.range.from, first.range.to), 'A = "1"');
    assert.equal(text.slice(first.value.from, first.value.to), '"1"');
    assert.deepEqual([second.name, second.text, second.isExported], ['B', 'two', false]);
  });

  it('has the last of several, or none', () => {
    const dotenv = parse(bytes('A=1\nA=2\nB=3'));
    assert.ok(dotenv.kind === 'read');
    assert.equal(find(dotenv, 'A')?.text, '2');
    assert.equal(find(dotenv, 'C'), undefined);
  });

  it('has names of a shell', () => {
    for (const name of ['A', '_', 'a1_B']) assert.ok(isVariableName(name));
    for (const name of ['', '1A', 'A-B', 'A.B', 'A B', 'A\n', 'É']) assert.ok(!isVariableName(name), name);
  });
});
