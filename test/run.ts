// npm test: everything, stage by stage. Every stage runs, also after one that failed; the last line sums them up. The
// checks, which only read, go beside the tests: of two cores, the unit tests leave one to them.

import { projectEnv } from './host/commands.ts';
import { spawnGroup } from './host/lifetime.ts';
import { root } from './host/paths.ts';

interface Stage {
  readonly name: string;
  readonly command: readonly [string, ...string[]];
  /** Whether mocha's own counts say how many tests there were; else the stage is one check. */
  readonly mocha: boolean;
}

interface Outcome {
  readonly passed: number;
  readonly failed: number;
  /** Why the stage failed, where the counts alone do not say. */
  readonly why?: string;
}

/** What a stage came to, what it printed on the way, and how long it took. */
interface Report {
  readonly stage: Stage;
  readonly outcome: Outcome;
  readonly output: string;
  readonly seconds: number;
}

const mocha = ['mocha', '--no-config', '--forbid-only', '--timeout', '60000'] as const;

const stages: readonly Stage[] = [
  { name: 'lint', command: ['npm', 'run', '--silent', 'lint'], mocha: false },
  { name: 'types', command: ['npm', 'run', '--silent', 'types'], mocha: false },
  { name: 'generated files', command: ['npm', 'run', '--silent', 'generate', '--', '--check'], mocha: false },
  { name: 'unit', command: ['npm', 'run', '--silent', 'coverage'], mocha: true },
  { name: 'package', command: [...mocha, 'test/package/**/*.test.ts'], mocha: true },
  { name: 'VS Code, newest', command: ['node', 'test/host/testVscode.ts', 'newest'], mocha: true },
  { name: 'VS Code, oldest', command: ['node', 'test/host/testVscode.ts', 'oldest'], mocha: true },
  { name: 'browser', command: ['npm', 'run', '--silent', 'test:ui'], mocha: true },
];

/** No stage takes two thirds of it on two cores that have nothing else to do. */
const stageTimeoutMs = 77 * 60_000;

/** So many characters of a stage that failed are printed once more at the end, which may be all that is kept of a log. */
const toldAgain = 3_000;

/** The sum of mocha's "12 passing", "1 failing" or "2 pending" lines in a run's output. */
function count(output: string, what: 'passing' | 'failing' | 'pending'): number {
  const lines = output.matchAll(new RegExp(`^\\s*(\\d+) ${what}\\b`, 'gm'));
  return [...lines].reduce((sum, [, number]) => sum + Number(number), 0);
}

/** A stage that ended badly, ran no test or skipped one has failed, whatever its counts say. */
function judge(stage: Stage, output: string, exit: string): Outcome {
  if (!stage.mocha) return exit === 'code 0' ? { passed: 1, failed: 0 } : { passed: 0, failed: 1, why: exit };
  const passed = count(output, 'passing');
  const failed = count(output, 'failing');
  const skipped = count(output, 'pending');
  if (skipped > 0) return { passed, failed: failed + skipped, why: `${skipped} skipped` };
  if (failed > 0) return { passed, failed };
  if (exit !== 'code 0') return { passed, failed: 1, why: exit };
  if (passed === 0) return { passed, failed: 1, why: 'ran no test' };
  return { passed, failed };
}

/** What mocha told of the tests that failed, else their names and the last that a stage printed. */
function whatFailed(output: string): string {
  const told = output.search(/^\s*\d+ failing\b/m);
  if (told !== -1) return output.slice(told).slice(0, toldAgain);
  const names = output.match(/^\s*\d+\) .*$/gm) ?? [];
  return [...names, output.slice(-toldAgain)].join('\n');
}

/** Runs a stage. What tests print is on the screen as it comes, what a check prints when it is done. */
async function runStage(stage: Stage): Promise<Report> {
  if (stage.mocha) console.log(`\n=== ${stage.name}`);
  const start = performance.now();
  const [command, ...args] = stage.command;
  const env = projectEnv({ FORCE_COLOR: '0', NO_COLOR: '1' });
  const group = spawnGroup(command, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] });
  const { child } = group;
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (data: Buffer) => {
      output += data;
      if (stage.mocha) process.stdout.write(data);
    });
  }
  let timedOut = false;
  const timer = setTimeout(() => {
    timedOut = true;
    void group.end();
  }, stageTimeoutMs);
  const exit = await new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('close', (code, signal) => resolve(signal ?? `code ${code}`));
  });
  clearTimeout(timer);
  await group.end();
  if (!stage.mocha) console.log(`\n=== ${stage.name}\n${output}`);
  const outcome = judge(stage, output, timedOut ? 'timed out' : exit);
  return { stage, outcome, output, seconds: (performance.now() - start) / 1_000 };
}

/** Runs stages one after another. */
async function runInTurn(lane: readonly Stage[]): Promise<Report[]> {
  const reports: Report[] = [];
  for (const stage of lane) reports.push(await runStage(stage));
  return reports;
}

const chosen = process.argv.slice(2);
const unknown = chosen.filter((name) => !stages.some((stage) => stage.name === name));
if (unknown.length > 0) throw new Error(`No such stage: ${unknown.join(', ')}.`);

const summary: string[] = [];
const failures: string[] = [];
let passed = 0;
let failed = 0;
const wanted = stages.filter(({ name }) => chosen.length === 0 || chosen.includes(name));
const lanes = [wanted.filter(({ mocha }) => !mocha), wanted.filter(({ mocha }) => mocha)];
for (const { stage, outcome, output, seconds } of (await Promise.all(lanes.map(runInTurn))).flat()) {
  const verdict = outcome.failed === 0 ? 'ok' : `FAILED${outcome.why === undefined ? '' : ` (${outcome.why})`}`;
  const counts = `${String(outcome.passed).padStart(6)} ${String(outcome.failed).padStart(6)}`;
  summary.push(`${stage.name.padEnd(18)} ${counts} ${`${seconds.toFixed(0)} s`.padStart(7)}  ${verdict}`);
  if (outcome.failed > 0) failures.push(`\n=== ${stage.name}, once more\n${whatFailed(output)}`);
  passed += outcome.passed;
  failed += outcome.failed;
}
for (const failure of failures) console.log(failure);
console.log(`\n${'stage'.padEnd(18)} passed failed    time`);
console.log(summary.join('\n'));
console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
