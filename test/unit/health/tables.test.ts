import assert from 'node:assert/strict';
import { extentWords, reportOf, tablesOf, toCsv, toMarkdown } from '../../../src/health/report/index.ts';
import type { Table } from '../../../src/health/report/tables.ts';
import { factsOf, HOSTILE, key, namedFacts, signedIn, user, whole } from './vocabulary.ts';

/** Every cell of tables, as rows of one sheet, a title and an empty line included. */
function sheetOf(tables: readonly Table[]): string[][] {
  return tables.flatMap(({ title, head, rows }, index) => [
    ...(index > 0 ? [['']] : []),
    [title],
    [...head],
    ...rows.map((row) => [...row]),
  ]);
}

/** Reads CSV as RFC 4180 has it, and nothing besides: fails where a quote, a comma or a line's end is out of place. */
function parseCsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  const cell = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/gy;
  while (cell.lastIndex < text.length) {
    const at = cell.lastIndex;
    const [, quoted, bare, end] = cell.exec(text) ?? [];
    assert.ok(end, `no cell at ${JSON.stringify(text.slice(at, at + 20))}`);
    row.push(quoted?.replaceAll('""', '"') ?? (bare as string));
    if (end === ',') continue;
    rows.push(row);
    row = [];
  }
  assert.deepEqual(row, [], 'the last line is ended');
  return rows;
}

/** What a spreadsheet would calculate. */
const isFormula = (cell: string) => '=+-@'.includes(cell.trimStart().charAt(0).normalize('NFKC') || 'x');

/** Cells of a line of a Markdown table, still escaped. */
function markdownCells(line: string): string[] {
  const [, inner] = /^\| (.*) \|$/.exec(line) ?? [];
  assert.ok(inner !== undefined, line);
  return (
    inner
      .match(/(?:\\.|[^\\|])*\|?/g)
      ?.slice(0, -1)
      .map((cell) => cell.replace(/\|$/, '').trim()) ?? []
  );
}

/** What is read of escaped text, without the characters that keep a mention apart. */
const readable = (text: string) => text.replace(/\\([!-/:-@[-`{-~])/g, '$1').replaceAll('\u2060', '');

const onOneLine = (text: string) => text.replace(/\s+/g, ' ').trim();

/** All punctuation of ASCII but what means nothing inside a line. */
const MARKUP = /[!-&*+./:<-@[-`{-~]/;

function assertIsPlain(text: string) {
  assert.doesNotMatch(text.replace(/\\[!-/:-@[-`{-~]/g, ''), MARKUP, text);
  assert.doesNotMatch(text, /[@#](?!\u2060)/, 'GitHub finds a mention behind a backslash');
  assert.doesNotMatch(text, /[\r\n\t]/);
}

describe('The tables', () => {
  it('have everything that the report has', () => {
    const keys = [
      key('a', { ageDays: 100, isDue: true, scopes: ['OFFER_READ', 'OFFER_WRITE'] }),
      key('b', { ageDays: 1, secret: 'elsewhere' }),
      key('c', { ageDays: 0, secret: 'unknown', scopes: [] }),
    ];
    const { ageDays: _, ...ageless } = key('d');
    const users = [signedIn(1, 1), { ...user(2), twoFactor: true }];
    assert.deepEqual(sheetOf(tablesOf(reportOf(factsOf([...keys, ageless], users)))), [
      ['Account health of Acme, counted today: findings'],
      ['Finding', 'Name', 'ID', 'Detail'],
      ['1 key is older than 90 days', 'Key a', 'a', '100 days'],
      ['1 key has its secret elsewhere, or nowhere', 'Key b', 'b', '1 day'],
      ['1 key may write', 'Key a', 'a', 'OFFER_READ, OFFER_WRITE'],
      ['No sign-in is known of 1 person', 'Person 2', '2', 'no sign-in known'],
      [''],
      ['Keys by age, all 4 keys'],
      ['Key', 'Identifier', 'Age', 'Due', 'Secret'],
      ['Key a', 'a', '100 days', 'due', 'in this editor'],
      ['Key b', 'b', '1 day', '', 'not in this editor'],
      ['Key c', 'c', '0 days', '', 'unknown'],
      ['Key d', 'd', 'age unknown', '', 'in this editor'],
      [''],
      ['Keys and scopes'],
      ['Key', 'Identifier', 'OFFER_READ', 'OFFER_WRITE'],
      ['Key a', 'a', 'yes', 'yes'],
      ['Key b', 'b', 'yes', ''],
      ['Key c', 'c', '', ''],
      ['Key d', 'd', 'yes', ''],
      [''],
      ['Two-factor sign-in by role, all 2 users'],
      ['Role', 'On', 'Off', 'Unknown'],
      ['User', '1', '0', '1'],
      [''],
      ['Last sign-in, all 2 users'],
      ['Last sign-in', 'Users'],
      ['within 7 days', '1'],
      ['8 to 30 days ago', '0'],
      ['31 to 90 days ago', '0'],
      ['91 to 365 days ago', '0'],
      ['longer ago', '0'],
      ['none known', '1'],
    ]);
  });

  it('say of how many others a finding is, beyond those who are named', () => {
    const { findings, ...report } = reportOf(namedFacts('x'));
    const rowsOf = (count: number) => {
      const some = findings.filter(({ kind }) => kind === 'noneKnown').map((each) => ({ ...each, count }));
      return tablesOf({ ...report, findings: some })[0]?.rows.map(([, name]) => name);
    };
    assert.deepEqual([rowsOf(1), rowsOf(2), rowsOf(1_201)], [['x'], ['x', 'and 1 other'], ['x', 'and 1,200 others']]);
  });

  it('have a head where there is nothing to tell', () => {
    for (const { title, head } of tablesOf(reportOf(factsOf([])))) assert.ok(title && head.length > 0);
  });

  it('have more keys than are drawn', () => {
    const keys = Array.from({ length: 700 }, (_, index) => key(`${index}`));
    assert.equal(tablesOf(reportOf(factsOf(keys)))[1]?.rows.length, 700);
  });

  it('say in their titles what is not known', () => {
    const keyExtent = { seen: 50, isComplete: false };
    const peopleExtent = { seen: 12_400, total: 28_441, isComplete: false };
    const titles = tablesOf(reportOf(factsOf([], [], { keyExtent, peopleExtent }))).map(({ title }) => title);
    assert.deepEqual(titles, [
      'Account health of Acme, counted today: findings',
      'Keys by age, 50 keys so far',
      'Keys and scopes',
      'Two-factor sign-in by role, 12,400 of 28,441 users',
      'Last sign-in, 12,400 of 28,441 users',
    ]);
  });

  it('say how much is known', () => {
    assert.equal(extentWords({ seen: 1240, isComplete: true }, 'key'), 'all 1,240 keys');
    assert.equal(extentWords({ seen: 1240, total: 1240, isComplete: true }, 'key'), 'all 1,240 keys');
    assert.equal(extentWords({ seen: 0, isComplete: false }, 'user'), '0 users so far');
    assert.equal(extentWords({ seen: 1200, total: 240_000, isComplete: false }, 'user'), '1,200 of 240,000 users');
  });
});

describe('A CSV file', () => {
  it('ends its lines as the RFC has it, and quotes only what needs quotes', () => {
    const table = { title: 'A title', head: ['a', 'b,c'], rows: [['it is "so"', '']] };
    assert.equal(
      whole(toCsv([table, table])),
      `${'A title\r\na,"b,c"\r\n"it is ""so""",\r\n\r\n'.repeat(2).slice(0, -2)}`,
    );
  });

  for (const name of HOSTILE) {
    it(`holds ${JSON.stringify(name)} wherever it stands, and calculates nothing`, () => {
      const tables = tablesOf(reportOf(namedFacts(name)));
      const sheet = sheetOf(tables);
      const read = parseCsv(whole(toCsv(tables)));
      assert.deepEqual(
        read,
        sheet.map((row) => row.map((cell) => (isFormula(cell) ? `'${cell}` : cell))),
      );
      for (const cell of read.flat()) assert.ok(!isFormula(cell), cell);
      assert.ok(read.flat().some((cell) => cell.replace(/^'(?=\s*[=+@＝＋＠－-])/, '') === name));
    });
  }
});

describe('A Markdown text', () => {
  it('has a heading and a table for each', () => {
    const table = { title: 'Title', head: ['A', 'B'], rows: [['1', '']] };
    assert.equal(whole(toMarkdown([table])), '## Title\n\n| A | B |\n| --- | --- |\n| 1 |  |\n');
    assert.equal(whole(toMarkdown([table, table])), `${whole(toMarkdown([table]))}\n${whole(toMarkdown([table]))}`);
  });

  for (const name of HOSTILE) {
    it(`holds ${JSON.stringify(name)} wherever it stands, and takes it for text`, () => {
      const tables = tablesOf(reportOf(namedFacts(name)));
      const blocks = whole(toMarkdown(tables)).split(/\n\n(?=## )/);
      assert.equal(blocks.length, tables.length);
      for (const [index, { title, head, rows }] of tables.entries()) {
        const [heading = '', empty, first, rule, ...others] = (blocks[index] as string).trimEnd().split('\n');
        assert.ok(heading.startsWith('## '), heading);
        assertIsPlain(heading.slice(3));
        assert.equal(onOneLine(readable(heading.slice(3))), onOneLine(title));
        assert.equal(empty, '');
        assert.deepEqual(
          markdownCells(rule as string),
          head.map(() => '---'),
        );
        assert.equal(others.length, rows.length);
        for (const [at, cells] of [head, ...rows].entries()) {
          const found = markdownCells([first, ...others][at] as string);
          for (const cell of found) assertIsPlain(cell);
          assert.deepEqual(found.map(readable), cells.map(onOneLine));
        }
      }
    });
  }
});
