import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { readCommandLine } from '../../../src/sandbox/commandLine.ts';
import { createSandbox } from '../../../src/sandbox/index.ts';

const cli = fileURLToPath(new URL('../../../src/sandbox/cli.ts', import.meta.url));

describe('sandbox: command line', () => {
  const started: ChildProcess[] = [];
  const start = (...args: string[]) => {
    const child = spawn(process.execPath, [cli, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
    started.push(child);
    return child;
  };
  afterEach(() => {
    for (const child of started.splice(0)) child.kill('SIGKILL');
  });

  it('prints one line that says all that is needed to sign in, and ends when told to', async () => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) {
      const args =
        '--port 0 --users 25000 --api-clients 40 --page-size 40 --latency 1 --rate-limit 600 --seed 1 --control';
      const child = start(...args.split(' '), '--range', 'inclusive');
      const [line] = await once(child.stdout, 'data');
      const rest = text(child.stdout);
      const { url, personalKey, ...credentials } = JSON.parse(String(line)) as Record<string, string>;
      assert.deepEqual(Object.keys(credentials), ['email', 'password', 'captcha', 'apiClient', 'personaKey']);
      const response = await fetch(`${url}/users`, { headers: { Authorization: `Bearer ${personalKey}` } });
      assert.equal(response.headers.get('Content-Range'), '0-39/25000');
      assert.match(response.headers.get('X-Rate-Limit') ?? '', /^599; /);
      assert.equal((await fetch(`${url}/__sandbox/requests`)).status, 200);
      child.kill(signal);
      assert.deepEqual(await once(child, 'exit'), [0, null]);
      assert.equal(await rest, '', 'one line');
    }
  });

  it('has a switch for everything that the sandbox can do otherwise', () => {
    const args =
      '--ids string --second-factor-name secondAuthFactor --persona-key-prefix required --no-canaries --odd-rows';
    const { range, ids, secondFactorName, personaKeyPrefix, canaries, oddRows } = readCommandLine(
      args.split(' '),
    ).options;
    assert.deepEqual(
      [range, ids, secondFactorName, personaKeyPrefix, canaries, oddRows],
      ['exclusive', 'string', 'secondAuthFactor', 'required', false, true],
    );
    const usual = readCommandLine([]).options;
    assert.deepEqual(
      [usual.ids, usual.secondFactorName, usual.personaKeyPrefix, usual.canaries, usual.oddRows],
      ['integer', '2fa', 'optional', true, false],
    );
    for (const [name, value] of [
      ['--ids', 'x'],
      ['--second-factor-name', ''],
      ['--persona-key-prefix', 'never'],
    ] as const) {
      assert.throws(() => readCommandLine([name, value]), RangeError);
    }
  });

  for (const flag of ['--help', '-h']) {
    it(`says how it is called when asked with ${flag}`, async () => {
      const child = start(flag);
      const [said, printed, [code]] = await Promise.all([
        text(child.stderr),
        text(child.stdout),
        once(child, 'exit') as Promise<[number]>,
      ]);
      assert.deepEqual([code, said], [0, '']);
      assert.match(printed, /^Usage: npm run sandbox -- [^\n]+\n$/);
    });
  }

  it('says in one line what it does not understand', async () => {
    for (const args of [['--bogus'], ['--port', '99999999'], ['--port', 'abc'], ['--port', '1.5']]) {
      const child = start(...args);
      const [said, printed, [code]] = await Promise.all([
        text(child.stderr),
        text(child.stdout),
        once(child, 'exit') as Promise<[number]>,
      ]);
      assert.equal(code, 2, args.join(' '));
      if (args[0] === '--port') assert.match(said, /^port must be a whole number from 0 to 65535\. /);
      assert.match(said, /^[^\n]+ Usage: npm run sandbox -- [^\n]+\n$/);
      assert.equal(printed, '');
    }
  });

  for (const args of [['--users', 'x'], ['--users='], ['--bogus'], ['--range', 'odd'], ['stray'], ['--latency']]) {
    it(`refuses ${args.join(' ')}`, () =>
      assert.throws(() => createSandbox(readCommandLine(args).options), /^(TypeError|RangeError)/));
  }
});
