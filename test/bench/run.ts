// npm run bench: every test/bench/*.bench.ts, one after the other, as tables; fails where a figure is over its limit. Words
// after it pick files by their names: `npm run bench -- activation`.
import { readdirSync } from 'node:fs';
import { cpus } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Bench, exceeding, table } from './table.ts';

const wanted = process.argv.slice(2);
const files = readdirSync(import.meta.dirname)
  .filter((name) => name.endsWith('.bench.ts'))
  .sort();
const chosen = files.filter((name) => wanted.length === 0 || wanted.some((word) => name.includes(word)));
if (chosen.length === 0) throw new Error(`No such measurement. There are: ${files.join(', ')}.`);

console.log(`Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown processor'}`);
const tooMuch: string[] = [];
for (const file of chosen) {
  const bench: Bench = await import(pathToFileURL(path.join(import.meta.dirname, file)).href);
  const rows = await bench.run();
  console.log(`\n${bench.title}\n${table(rows)}`);
  tooMuch.push(...exceeding(rows).map((row) => `${file}: ${row.what ?? row.search}, ${row.limit}`));
}
for (const each of tooMuch) console.log(`\nLimit not held – ${each}`);
process.exitCode = tooMuch.length === 0 ? 0 : 1;
