import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import { configOf, DebugSessions } from '../helpers/debugSessions.ts';
import { workspaceFolder } from '../helpers/workspaceFolder.ts';
import { eventually } from '../host/eventually.ts';

describe('Debug sessions of VS Code’s own debugger for Node', () => {
  let sessions: DebugSessions;
  let folder: string;
  let program: string;
  const result = () => path.join(folder, 'result.json');

  before(() => {
    folder = path.join(workspaceFolder().uri.fsPath, 'debugged');
    program = path.join(folder, 'program.js');
    mkdirSync(folder, { recursive: true });
    // The value itself is in no file.
    writeFileSync(
      program,
      `const value = process.env.TRIPARTIE_CLIENT_SECRET ?? '';
const hash = require('node:crypto').createHash('sha256').update(value).digest('hex');
const inspected = require('node:inspector').url() !== undefined || /inspect/.test(process.env.NODE_OPTIONS ?? '');
require('node:fs').writeFileSync(${JSON.stringify(path.join(folder, 'result.tmp'))}, JSON.stringify({ hash, inspected }));
require('node:fs').renameSync(${JSON.stringify(path.join(folder, 'result.tmp'))}, ${JSON.stringify(path.join(folder, 'result.json'))});
`,
    );
  });
  beforeEach(async () => {
    sessions = await DebugSessions.open();
    rmSync(path.join(folder, 'result.json'), { force: true });
  });
  afterEach(() => sessions.close());
  after(() => rmSync(folder, { recursive: true, force: true }));

  const hashOf = async (text: string) =>
    Buffer.from(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))).toString('hex');

  /** Files of VS Code that have a text: its logs, state and settings. */
  function filesWith(text: string): string[] {
    // logs are in <data>/data/logs/…/exthost1/<extension>
    const data = process.env.VSCODE_AGENT_FOLDER ?? process.env.TMPDIR?.replace(/\/tmp$/, '') ?? '';
    assert.ok(existsSync(path.join(data, 'data')), data);
    return readdirSync(data, { recursive: true, withFileTypes: true })
      .filter((each) => each.isFile())
      .map((each) => path.join(each.parentPath, each.name))
      .filter((file) => readFileSync(file).includes(text));
  }

  it('give the program the value, which is in no file of the editor', async function () {
    this.timeout(60_000);
    const { secret } = await sessions.client('checkout');
    sessions.answers = ['Just Once'];
    const config = await sessions.start({ TRIPARTIE_CLIENT_SECRET: 'tripartie:checkout' }, { program, cwd: folder });
    assert.ok(config);
    const ended = new Promise<void>((resolve) => {
      const listener = vscode.debug.onDidTerminateDebugSession(({ parentSession }) => {
        if (parentSession) return;
        listener.dispose();
        resolve();
      });
    });
    assert.equal(await vscode.debug.startDebugging(undefined, config), true);
    const seen = await eventually(() => JSON.parse(readFileSync(result(), 'utf8')) as { hash: string });
    assert.deepEqual(seen, { hash: await hashOf(secret), inspected: true });
    await ended;
    assert.deepEqual(filesWith(secret), []);
  });

  it('get it by a reference in launch.json, which has that and nothing else', async function () {
    this.timeout(60_000);
    const { secret } = await sessions.client('checkout');
    const root = workspaceFolder();
    const file = path.join(root.uri.fsPath, '.vscode/launch.json');
    const env = { TRIPARTIE_CLIENT_SECRET: 'tripartie:checkout' };
    const text = JSON.stringify({ configurations: [configOf(env, { name: 'Checkout', program, cwd: folder })] });
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
    // As the extension does, before it: the account of this test is not the extension's own.
    const providers = ['node', 'pwa-node'].map((type) =>
      vscode.debug.registerDebugConfigurationProvider(type, {
        resolveDebugConfigurationWithSubstitutedVariables: (_, config, token) =>
          sessions.debugging.start(config, token ?? new vscode.CancellationTokenSource().token),
      }),
    );
    try {
      const configured = () => vscode.workspace.getConfiguration('launch', root).get<object[]>('configurations', []);
      await eventually(() => assert.equal(configured().length, 1));
      sessions.answers = ['Just Once'];
      assert.equal(await vscode.debug.startDebugging(root, 'Checkout'), true);
      const seen = await eventually(() => JSON.parse(readFileSync(result(), 'utf8')) as { hash: string });
      assert.deepEqual(seen, { hash: await hashOf(secret), inspected: true });
      await eventually(() => assert.equal(vscode.debug.activeDebugSession, undefined));
      assert.equal(readFileSync(file, 'utf8'), text);
      assert.deepEqual(filesWith(secret), []);
    } finally {
      for (const each of providers) each.dispose();
      rmSync(file);
    }
  });

  it('get no terminal with the value in its command, whatever made them ask for one', async function () {
    this.timeout(60_000);
    await sessions.client('checkout');
    sessions.answers = ['Just Once', undefined];
    const config = await sessions.start({ TRIPARTIE_CLIENT_SECRET: 'tripartie:checkout' }, { program, cwd: folder });
    assert.ok(config);
    const terminals = vscode.window.terminals.length;
    void vscode.debug.startDebugging(undefined, { ...config, console: 'integratedTerminal' });
    await eventually(() =>
      assert.match(sessions.told.at(-1)?.text ?? '', /wanted a terminal with the secret in its command/),
    );
    await eventually(() => assert.equal(vscode.debug.activeDebugSession, undefined));
    assert.equal(vscode.window.terminals.length, terminals);
    assert.equal(existsSync(result()), false);
  });

  it('are told of by the extension itself, which starts with the session', async function () {
    this.timeout(60_000);
    const config = configOf({ TRIPARTIE_CLIENT_SECRET: 'tripartie:checkout' }, { program, cwd: folder });
    // The oldest VS Code opens the dialog, and says that tests get none.
    const refused = await vscode.debug.startDebugging(undefined, config).then(
      (started) => {
        assert.equal(started, false);
        return '';
      },
      (error: unknown) => String(error),
    );
    assert.match(sessions.told.at(-1)?.text ?? refused, /Sign in to Tripartie to go on\.$/);
    assert.equal(existsSync(result()), false);
  });
});
