import type { Extent } from './facts.ts';
import { ageOf, counted } from './findings.ts';
import type { Report } from './report.ts';

/** A table of the report: what a figure shows, in numbers and names. */
export interface Table {
  readonly title: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** Where a secret is, in words. */
export const SECRET_WORDS = { here: 'in this editor', elsewhere: 'not in this editor', unknown: 'unknown' } as const;

/** Everything that the report has, as tables. */
export function tablesOf(report: Report): Table[] {
  const { findings, keys, scopes, twoFactor, signIns } = report;
  return [
    {
      title: `Account health of ${report.account}, counted ${report.counted}: findings`,
      head: ['Finding', 'Name', 'ID', 'Detail'],
      rows: findings.flatMap(({ title, count, items }) => [
        ...items.map(({ id, name, detail }) => [title, name, `${id}`, detail]),
        ...(count > items.length ? [[title, `and ${counted(count - items.length, 'other', 'others')}`, '', '']] : []),
      ]),
    },
    keyTable(report),
    {
      title: 'Keys and scopes',
      head: ['Key', 'Identifier', ...scopes.map(({ scope }) => scope)],
      rows: keys.map((key) => [
        key.name,
        key.identifier,
        ...scopes.map(({ scope }) => (key.scopes.includes(scope) ? 'yes' : '')),
      ]),
    },
    {
      title: `Two-factor sign-in by role, ${extentWords(report.peopleExtent, 'user')}`,
      head: ['Role', 'On', 'Off', 'Unknown'],
      rows: twoFactor.map(({ role, on, off, unknown }) => [role, `${on}`, `${off}`, `${unknown}`]),
    },
    {
      title: `Last sign-in, ${extentWords(report.peopleExtent, 'user')}`,
      head: ['Last sign-in', 'Users'],
      rows: signIns.map(({ label, count }) => [label, `${count}`]),
    },
  ];
}

/** The table behind the strip. */
function keyTable({ keys, keyExtent }: Report): Table {
  return {
    title: `Keys by age, ${extentWords(keyExtent, 'key')}`,
    head: ['Key', 'Identifier', 'Age', 'Due', 'Secret'],
    rows: keys.map((key) => [key.name, key.identifier, ageOf(key), key.isDue ? 'due' : '', SECRET_WORDS[key.secret]]),
  };
}

/** "12,400 of 28,441 users", "50 keys so far", "all 240 keys", "1 key". */
export function extentWords({ seen, total, isComplete }: Extent, noun: 'key' | 'user'): string {
  const words = counted(seen, noun, `${noun}s`);
  if (isComplete) return seen > 1 ? `all ${words}` : words;
  return total === undefined
    ? `${words} so far`
    : `${seen.toLocaleString('en')} of ${counted(total, noun, `${noun}s`)}`;
}

/**
 * As CSV (RFC 4180), a table below the other. A spreadsheet takes a cell that begins with one of `= + - @` for a formula,
 * so an apostrophe goes before it.
 * @yields for others to have their turn
 */
export function* toCsv(tables: readonly Table[]): Generator<void, string> {
  const line = (cells: readonly string[]) => `${cells.map(csvCell).join(',')}\r\n`;
  const parts: string[] = [];
  for (const { title, head, rows } of tables) {
    if (parts.length > 0) parts.push('\r\n');
    parts.push(line([title]), line(head));
    yield* linesOf(rows, line, parts);
  }
  return parts.join('');
}

/** How many lines are written between two turns of others. */
const AT_ONCE = 100;

function* linesOf(rows: Table['rows'], line: (cells: readonly string[]) => string, parts: string[]): Generator<void> {
  for (const [index, row] of rows.entries()) {
    if (index % AT_ONCE === 0) yield;
    parts.push(line(row));
  }
}

function csvCell(text: string): string {
  const harmless = /^\s*[=+\-@\uff1d\uff0b\uff0d\uff20]/u.test(text) ? `'${text}` : text;
  return /[",\r\n']|^\s|\s$/u.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

/**
 * As Markdown. Nothing of a name becomes a link, a picture, a mention or a tag.
 * @yields for others to have their turn
 */
export function* toMarkdown(tables: readonly Table[]): Generator<void, string> {
  const line = (cells: readonly string[]) => `| ${cells.map(markdownText).join(' | ')} |\n`;
  const parts: string[] = [];
  for (const { title, head, rows } of tables) {
    if (parts.length > 0) parts.push('\n');
    parts.push(`## ${markdownText(title)}\n\n`, line(head), line(head.map(() => '---')));
    yield* linesOf(rows, line, parts);
  }
  return parts.join('');
}

/** On one line. GitHub looks for mentions and numbers of issues when escapes are gone: U+2060 parts them. */
function markdownText(text: string): string {
  const line = text.replace(/\s+/g, ' ').replace(/[@#]/g, '$&\u2060');
  return line.replace(/[!-&*+./:<-@[-`{-~]/g, '\\$&');
}
