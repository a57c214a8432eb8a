import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import { type Runnable, runTask } from '../../src/delivery/runTask.ts';
import { canGetKey } from '../../src/delivery/wrapTask.ts';
import { DEFAULT_NAMES } from '../../src/dotenv/index.ts';
import { workspaceFolder } from '../helpers/workspaceFolder.ts';
import { eventually } from '../host/eventually.ts';

const { identifier: ID, secret: NAME } = DEFAULT_NAMES;

/** The processes that have a text in a file of `/proc`, as far as they are ours to look at. */
function processesWith(text: string, file: 'cmdline' | 'environ'): number[] {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return pids
    .filter((pid) => {
      try {
        return readFileSync(`/proc/${pid}/${file}`, 'utf8').includes(text);
      } catch {
        return false;
      }
    })
    .map(Number);
}

/** The parents of a process, the nearest first. */
function parentsOf(pid: number): number[] {
  const parent = Number(/^PPid:\s*(\d+)$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);
  return parent > 1 ? [parent, ...parentsOf(parent)] : [];
}

/** The files of a folder that have a text. */
function filesWith(text: string, folder: string): string[] {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((each) => each.isFile());
  return files
    .map(({ parentPath, name }) => path.join(parentPath, name))
    .filter((file) => existsSync(file) && readFileSync(file).includes(text));
}

describe('A program that is run with a key', function () {
  this.timeout(60_000);
  let at: string;
  let folder: vscode.WorkspaceFolder;
  let key: { identifier: string; secret: string };
  const extension = vscode.extensions.getExtension('tripartie-community.tripartie-account');
  const script = path.join(extension?.extensionPath ?? '', 'dist/run.js');
  const file = (name: string) => path.join(at, name);
  const read = (name: string) => readFileSync(file(name), 'utf8');

  before(() => {
    folder = workspaceFolder();
  });
  beforeEach(() => {
    at = mkdtempSync(path.join(folder.uri.fsPath, 'run-'));
    key = { identifier: randomUUID(), secret: `sandbox_secret_${randomUUID()}` };
  });
  afterEach(() => {
    for (const each of vscode.window.terminals) each.dispose();
    rmSync(at, { recursive: true, force: true });
  });

  // The servers of the oldest version have no terminals.
  if (process.env.TEST_HOST === 'oldest') return;

  const line = (text: string): Runnable => ({ kind: 'line', folder, text });
  const start = (runnable: Runnable) => runTask(runnable, DEFAULT_NAMES, key, script);
  const task = (execution: vscode.ProcessExecution | vscode.ShellExecution): Runnable => {
    const made = new vscode.Task({ type: 'shell' }, folder, 'made for a test', 'test', execution);
    assert.ok(canGetKey(made));
    return { kind: 'task', task: made };
  };
  /** The code that the next task ends with. */
  const exitCode = () =>
    new Promise<number | undefined>((resolve) => {
      const listener = vscode.tasks.onDidEndTaskProcess(({ exitCode }) => {
        listener.dispose();
        resolve(exitCode);
      });
    });

  it('is told of where the key never arrives, and then nothing is run', async () => {
    const missing = file('no-such-runner.js');
    assert.equal(await runTask(line(`touch ${file('ran')}`), DEFAULT_NAMES, key, missing), 'notAsked');
    assert.equal(existsSync(file('ran')), false);
  });

  it('is told of where there is no such program, once that is known', async () => {
    const ended: string[] = [];
    const run = async (text: string) => {
      const code = exitCode();
      await runTask(line(text), DEFAULT_NAMES, key, script, () => ended.push(text));
      return code;
    };
    assert.equal(await run('exit 1'), 1);
    assert.equal(await run('no-such-program-of-a-test'), 127);
    await eventually(() => assert.deepEqual(ended, ['no-such-program-of-a-test']));
  });

  it('has it in its environment; it is nowhere else, while it runs and afterwards', async () => {
    const canary = randomUUID();
    const data = path.dirname(process.env.TMPDIR ?? '');
    const other = vscode.window.createTerminal('another one');
    other.show();
    execFileSync('mkfifo', [file('go')]);
    const ended = exitCode();
    const text = `printf %s "$${ID} $${NAME} $$" > ${file('seen')} && cat ${file('go')} && exit 3`;
    assert.equal(await start(line(text)), 'taken');
    await eventually(async () => assert.match(read('seen'), / \d+$/));
    const [identifier, secret, pid] = read('seen').split(' ');
    assert.deepEqual([identifier, secret], [key.identifier, key.secret]);

    // The program, and what it has started itself.
    const having = processesWith(key.secret, 'environ');
    assert.ok(having.includes(Number(pid)), 'this search finds what is there');
    assert.deepEqual(
      having.filter((each) => each !== Number(pid) && !parentsOf(each).includes(Number(pid))),
      [],
    );
    assert.deepEqual(processesWith(key.secret, 'cmdline'), []);
    const runner = parentsOf(Number(pid))[0];
    assert.match(readFileSync(`/proc/${runner}/cmdline`, 'utf8'), /run\.js\0$/);
    const shell = await other.processId;
    assert.ok(readFileSync(`/proc/${shell}/environ`, 'utf8').includes('PATH='));
    assert.ok(![...having].includes(Number(shell)));

    writeFileSync(file('go'), 'on');
    assert.equal(await ended, 3);
    const planted = path.join(data, 'planted');
    writeFileSync(planted, canary);
    assert.deepEqual(filesWith(canary, data), [planted], 'this search finds what is there');
    rmSync(planted);
    assert.deepEqual(filesWith(key.secret, data), []);
    rmSync(file('seen'));
    assert.deepEqual(filesWith(key.secret, folder.uri.fsPath), []);
  });

  it('is a task too, with its variables, arguments, folder and environment', async () => {
    const values = `[process.env.MINE, process.env.${NAME}, ...process.argv.slice(2)]`;
    writeFileSync(file('print.cjs'), `require("node:fs").writeFileSync("seen", JSON.stringify(${values}))`);
    const args = ['print.cjs', '$'.concat('{workspaceFolder}'), 'it\'s a "b" $c'];
    const ended = exitCode();
    const execution = new vscode.ProcessExecution(process.execPath, args, { cwd: at, env: { MINE: 'mine' } });
    assert.equal(await start(task(execution)), 'taken');
    assert.equal(await ended, 0);
    assert.deepEqual(JSON.parse(read('seen')), ['mine', key.secret, folder.uri.fsPath, 'it\'s a "b" $c']);
  });

  it('is a shell’s line', async () => {
    const ended = exitCode();
    const text = `printf '%s|' a "b c" "$${NAME}" | tr '|' + > seen && printf %s "$MINE" >> seen`;
    assert.equal(await start(task(new vscode.ShellExecution(text, { cwd: at, env: { MINE: 'mine' } }))), 'taken');
    assert.equal(await ended, 0);
    assert.equal(read('seen'), `a+b c+${key.secret}+mine`);
  });

  it('is a shell’s command with arguments, which VS Code quotes for that shell', async () => {
    writeFileSync(file('show.sh'), `printf '%s|' "$@" > seen; printf %s "$${NAME}" >> seen`);
    const { Strong, Weak, Escape } = vscode.ShellQuoting;
    const args = [
      'show.sh',
      'a b',
      { value: '$HOME "c"', quoting: Strong },
      { value: `$${NAME}`, quoting: Weak },
      { value: 'd e', quoting: Escape },
    ];
    const ended = exitCode();
    const options = { cwd: at, executable: '/bin/bash', shellArgs: ['-e', '-c'] };
    assert.equal(await start(task(new vscode.ShellExecution('sh', args, options))), 'taken');
    assert.equal(await ended, 0);
    assert.equal(read('seen'), `a b|$HOME "c"|${key.secret}|d e|${key.secret}`);
  });

  it('may run twice at once, and ends when its task is ended', async () => {
    const twice = line(`echo $$ >> ${file('pids')}; exec sleep 600`);
    assert.deepEqual([await start(twice), await start(twice)], ['taken', 'taken']);
    const pids = await eventually(() => {
      const [one, other] = read('pids').trim().split('\n');
      assert.ok(one && other);
      return [one, other];
    });
    assert.ok(pids.every((pid) => existsSync(`/proc/${pid}`)));
    for (const each of vscode.tasks.taskExecutions) each.terminate();
    await eventually(() => assert.ok(!pids.some((pid) => existsSync(`/proc/${pid}`))));
  });

  it('is none that would leave others out, runs inside an extension, or is in a shell that nobody knows', async () => {
    mkdirSync(path.join(folder.uri.fsPath, '.vscode'), { recursive: true });
    const tasks = path.join(folder.uri.fsPath, '.vscode/tasks.json');
    const one = { type: 'shell', command: 'true' };
    writeFileSync(
      tasks,
      JSON.stringify({
        version: '2.0.0',
        tasks: [
          { ...one, label: 'alone' },
          { ...one, label: 'after others', dependsOn: 'alone' },
          { ...one, label: 'of a stranger', options: { shell: { executable: '/bin/strange' } } },
          { label: 'only others', dependsOn: ['alone'] },
        ],
      }),
    );
    try {
      await eventually(async () => {
        const found = await vscode.tasks.fetchTasks();
        const names = ['after others', 'alone', 'of a stranger', 'only others'];
        assert.deepEqual(
          found
            .map(({ name }) => name)
            .filter((name) => names.includes(name))
            .sort(),
          names,
        );
        assert.deepEqual(
          found
            .filter(canGetKey)
            .map(({ name }) => name)
            .filter((name) => names.includes(name)),
          ['alone'],
        );
      });
    } finally {
      rmSync(tasks);
    }
    const custom = new vscode.CustomExecution(() => Promise.reject(new Error('not run')));
    assert.equal(canGetKey(new vscode.Task({ type: 'x' }, folder, 'x', 'x', custom)), false);
  });
});
