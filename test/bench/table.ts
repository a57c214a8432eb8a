/** One line of a table: the same columns in each row of it. */
export type Row = Record<string, string | number>;

/** What a `*.bench.ts` file exports. */
export interface Bench {
  readonly title: string;
  run(): Promise<Row[]>;
}

/** What a figure may be, as two cells of its row: figures are held against what the same run measured beside them. */
export interface Limit {
  readonly limit: string;
  readonly held: 'yes' | 'NO';
}

/** The limit of a figure that must not be higher. */
export function atMost(limit: number, figure: number): Limit & Row {
  return { limit: `≤ ${cell(limit)}`, held: figure <= limit ? 'yes' : 'NO' };
}

/** The limit of a figure that must not be lower. */
export function atLeast(limit: number, figure: number): Limit & Row {
  return { limit: `≥ ${cell(limit)}`, held: figure >= limit ? 'yes' : 'NO' };
}

/** The rows whose limit is not held. */
export function exceeding(rows: readonly Row[]): Row[] {
  return rows.filter(({ held }) => held === 'NO');
}

function cell(value: string | number | undefined): string {
  if (typeof value !== 'number') return value ?? '';
  return Number.isInteger(value) ? value.toLocaleString('en') : value.toFixed(Math.abs(value) < 10 ? 2 : 1);
}

/** A table as text: a header, and numbers flush right. */
export function table(rows: readonly Row[]): string {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const widths = columns.map((column) => Math.max(column.length, ...rows.map((row) => cell(row[column]).length)));
  const line = (texts: readonly string[], right: readonly boolean[]) =>
    texts
      .map((text, index) => (right[index] ? text.padStart(widths[index] ?? 0) : text.padEnd(widths[index] ?? 0)))
      .join('  ')
      .trimEnd();
  const numeric = columns.map((column) => rows.some((row) => typeof row[column] === 'number'));
  const rule = widths.map((width) => '-'.repeat(width));
  const body = rows.map((row) =>
    line(
      columns.map((column) => cell(row[column])),
      numeric,
    ),
  );
  return [line(columns, numeric), rule.join('  '), ...body].join('\n');
}

/** The middle value; the mean of the two in the middle where there is no single one. Throws on no values. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.floor((sorted.length - 1) / 2)];
  if (upper === undefined || lower === undefined) throw new Error('No values, no median.');
  return (upper + lower) / 2;
}
