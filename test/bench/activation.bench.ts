import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { runInHost } from '../host/automation.ts';
import { buildPackage } from '../host/buildPackage.ts';
import { launchChromium } from '../host/chromium.ts';
import { temporaryDirectory } from '../host/lifetime.ts';
import { extensionId, vsix } from '../host/paths.ts';
import { type Server, startServer } from '../host/server.ts';
import { atMost, median, type Row } from './table.ts';

export const title = 'Cold activation in VS Code, in milliseconds; an empty extension in the same extension host';

const emptyId = 'tripartie-community.empty';
/** Each in a fresh extension host. In turn, either extension goes first, which pays for both. */
const rounds = 12;
/** How many times as long as an empty extension this one may take, each at its quickest: what else the machine does apart. */
const limit = 5;
const runTimeoutMs = 60_000;

/** Measures in rounds. */
export async function run(): Promise<Row[]> {
  await buildPackage();
  const work = temporaryDirectory('activation');
  const empty = await writeExtension(path.join(work.path, 'empty'), 'empty', 'export function activate() {}\n');
  const host = await writeExtension(path.join(work.path, 'host'), 'host');
  const own: number[] = [];
  const base: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const ids = round % 2 === 0 ? [extensionId, emptyId] : [emptyId, extensionId];
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
  work.remove();
  const ratio = Math.min(...own) / Math.min(...base);
  return [
    summary('empty extension', base),
    summary('Tripartie Account', own),
    { what: 'ratio of the minima', minimum: ratio, ...atMost(limit, ratio) },
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

function summary(what: string, times: readonly number[]): Row {
  return { what, rounds: times.length, minimum: Math.min(...times), median: median(times) };
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
