import path from 'node:path';
import { buildPackage } from '../host/buildPackage.ts';
import { eventually } from '../host/eventually.ts';
import { temporaryDirectory } from '../host/lifetime.ts';
import type { Workbench } from '../host/workbench.ts';
import { openSetting, signInWithKey } from '../ui/support.ts';
import { atMost, median, type Row } from './table.ts';
import { directoryOf, open, typeAll, typeIntoProbe, typeNames } from './window/find.ts';
import type { Painted } from './window/paint.ts';
import { longestBlock, probeExtension } from './window/probe.ts';

/**
 * Large pages, so that the load ends while one waits: each is ten times as much work at once as one of fifty users. The
 * latency is a network's: without it the API's own work takes the processor from the window, which it does nowhere else.
 */
const API = { users: 100_000, pageSize: 500, latencyMs: 100 };
const COUNT = API.users.toLocaleString('en');
/** Searches that are typed, about nine key presses each: two of each of the ways in which people look. */
const SEARCHES = 18;
const OPENINGS = 10;
const PROBE_KEYS = 40;
const LOAD_MS = 300_000;

export const title = `Find User in VS Code with ${COUNT} users, ${API.pageSize} a page, ${API.latencyMs} ms an answer; in milliseconds`;

/** Times in the window, and in the extension host, how it is to find somebody while all are loaded and after. */
export async function run(): Promise<Row[]> {
  await buildPackage();
  const work = temporaryDirectory('window');
  const socket = path.join(work.path, 'probe');
  const known = await directoryOf(API);
  const setting = await openSetting(API, {
    builtIns: 'all',
    development: probeExtension,
    env: { BENCH_PROBE: socket },
  });
  const { vscode } = setting;
  const signIn = async () => {
    await signInWithKey(setting);
    await eventually(async () => {
      if ((await vscode.view('Users').size()) < API.pageSize) throw new Error('The view does not fill.');
    });
  };
  try {
    const first: Painted[] = [];
    await signIn();
    await longestBlock(socket);
    first.push(await open(vscode, known));
    const began = performance.now();
    await eventually(async () => {
      if (!(await isLoaded(vscode))) throw new Error(`Not loaded in time: ${await vscode.quickPick.title()}.`);
    }, LOAD_MS);
    const tookMs = performance.now() - began;
    const loading = await longestBlock(socket);
    const keys = await typeAll(vscode, known, SEARCHES);
    const typing = await longestBlock(socket);
    const later: Painted[] = [];
    while (later.length < OPENINGS) {
      await close(vscode);
      later.push(await open(vscode, known));
    }
    await close(vscode);
    const plain = await typeIntoProbe(vscode, PROBE_KEYS);
    await vscode.runCommand('Tripartie: Sign Out');
    await signIn();
    await longestBlock(socket);
    first.push(await open(vscode, known));
    const early = await typeNames(vscode, known, () => isLoaded(vscode));
    const both = await longestBlock(socket);
    await close(vscode);
    await new Promise((resolve) => setTimeout(resolve, tookMs));
    const idle = await longestBlock(socket);
    const blocks = { 'loading them': loading, 'loading and typing': both, typing, idle };
    return [
      times('key to rows, a pick of one row that does nothing', plain),
      times('key to rows, all users known', keys, plain, 3),
      times('key to rows, while they are loaded', early, plain, 3),
      times('pick opened to rows, the view’s users known', first.map(afterOpening), plain, 2),
      times('pick opened to rows, all users known', later.map(afterOpening), plain, 2),
      times('key of the command to rows, the view’s users known', first.map(fromKey)),
      times('key of the command to rows, all users known', later.map(fromKey)),
      { what: `load of all users took ${Math.round(tookMs / 1_000)} s` },
      ...Object.entries(blocks).map(([phase, block]) => ({
        what: `longest block of the extension host, ${phase}`,
        longest: block.wall,
        'processor time': block.own,
      })),
    ];
  } finally {
    await setting.close();
    work.remove();
  }
}

async function isLoaded({ quickPick }: Workbench): Promise<boolean> {
  return (await quickPick.title()).endsWith(` – ${COUNT} users`);
}

async function close({ quickPick }: Workbench): Promise<void> {
  await quickPick.cancel();
  await quickPick.closed();
}

function fromKey({ opened, rows }: Painted): number {
  return rows ?? opened;
}

function afterOpening({ opened, rows }: Painted): number {
  return (rows ?? opened) - opened;
}

/** @param limit how many times as long as a pick that does nothing takes for the same */
function times(what: string, values: readonly number[], beside?: readonly number[], limit = 0): Row {
  const sorted = [...values].sort((one, other) => one - other);
  const p95 = sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * 0.95))] ?? Number.NaN;
  const row = { what, times: values.length, median: median(values), p95, longest: Math.max(...values) };
  if (!beside) return row;
  const ratio = median(values) / median(beside);
  return { ...row, 'beside nothing': ratio, ...atMost(limit, ratio) };
}
