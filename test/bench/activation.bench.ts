import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { runInHost } from '../host/automation.ts';
import { buildPackage } from '../host/buildPackage.ts';
import { launchChromium } from '../host/chromium.ts';
import { temporaryDirectory } from '../host/lifetime.ts';
import { extensionId, vsix } from '../host/paths.ts';
import { type Server, startServer } from '../host/server.ts';
import { median, type Row } from './table.ts';

export const title = 'Cold activation in VS Code, in milliseconds; an empty extension in the same extension host';

const emptyId = 'tripartie-community.empty';
/** Pairs of runs: in one the extension goes first, in the other the empty one, as the first to go pays for both. */
const pairs = 6;
const runTimeoutMs = 60_000;

/** Measures in a fresh extension host a run. */
export async function run(): Promise<Row[]> {
  await buildPackage();
  const work = temporaryDirectory('activation');
  const empty = await writeExtension(path.join(work.path, 'empty'), 'empty', 'export function activate() {}\n');
  const host = await writeExtension(path.join(work.path, 'host'), 'host');
  const own: number[] = [];
  const base: number[] = [];
  for (let pair = 0; pair < pairs; pair += 1) {
    for (const ids of [
      [extensionId, emptyId],
      [emptyId, extensionId],
    ]) {
      const result = path.join(work.path, 'result.json');
      const env = { BENCH_ACTIVATION: JSON.stringify({ ids, result }) };
      const setup = { version: 'newest', vsix, unpacked: empty, durableSecrets: true, development: true, env } as const;
      const server = await startServer(setup);
      await measure(server, work.path, host);
      await server.close();
      const times: Record<string, number> = JSON.parse(await readFile(result, 'utf8'));
      own.push(times[extensionId] ?? Number.NaN);
      base.push(times[emptyId] ?? Number.NaN);
    }
  }
  work.remove();
  const differences = own.map((time, index) => time - (base[index] ?? Number.NaN));
  return [
    summary('empty extension', base, ''),
    summary('Tripartie Account', own, ''),
    summary('difference in the same host', differences, 15),
    { what: 'ratio of the medians', runs: own.length, median: median(own) / median(base) },
  ];
}

async function measure(server: Server, folder: string, development: string): Promise<void> {
  const browser = await launchChromium();
  const tests = path.join(import.meta.dirname, 'activation/measure.cjs');
  try {
    const page = await browser.newPage();
    const errors: string[] = [];
    const onLog = (type: string, args: readonly unknown[]) => {
      if (type === 'error') errors.push(String(args[0]));
    };
    const exitCode = await runInHost(page, server, { folder, development, tests, onLog }, runTimeoutMs);
    if (exitCode !== 0) throw new Error(`The measurement failed in the extension host.\n${errors.join('\n')}`);
  } finally {
    await browser.close();
  }
}

function summary(what: string, values: readonly number[], limit: number | ''): Row {
  return {
    what,
    runs: values.length,
    median: median(values),
    min: Math.min(...values),
    max: Math.max(...values),
    limit,
  };
}

async function writeExtension(folder: string, name: string, code?: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  const main = code === undefined ? {} : { main: './extension.js', type: 'module' };
  const manifest = {
    name,
    publisher: 'tripartie-community',
    version: '0.0.0',
    engines: { vscode: '^1.100.0' },
    ...main,
  };
  await writeFile(path.join(folder, 'package.json'), JSON.stringify(manifest));
  if (code !== undefined) await writeFile(path.join(folder, 'extension.js'), code);
  return folder;
}
