import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { constants, tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import type { Handed, Handover } from '../../../src/platform/handover.ts';
import { openHandover as openOn } from '../../../src/platform/node/handover.ts';
import { run } from '../../../src/platform/node/runner.ts';
import { parseTicket, TICKET } from '../../../src/platform/node/ticket.ts';
import { openHandover } from '../../../src/platform/openHandover.ts';
import { root } from '../../host/paths.ts';

const SECRET = 'sandbox_secret_handed_over';
const VARIABLES = { SHOP_ID: 'an-identifier', SHOP_SECRET: SECRET };
const runner = path.join(root, 'src/platform/node/runnerMain.ts');

/** The runner in a process of its own, as a terminal starts it. */
function start({ node, ticket }: Handover, args: readonly string[], env: NodeJS.ProcessEnv = {}): ChildProcess {
  return spawn(node, [runner, ...args], { env: { ...process.env, ...env, ...ticket }, stdio: 'pipe' });
}

async function outcome(child: ChildProcess) {
  const [out, errors, [code, signal]] = await Promise.all([
    text(child.stdout as NodeJS.ReadableStream),
    text(child.stderr as NodeJS.ReadableStream),
    once(child, 'close'),
  ]);
  return { out, errors, code, signal };
}

/** Says something to the socket, and gives what came back. */
async function ask(address: string, words: string): Promise<string> {
  const socket = connect({ path: address, allowHalfOpen: true });
  socket.on('error', () => undefined);
  socket.write(words);
  let heard = '';
  socket.setEncoding('utf8').on('data', (more) => {
    heard += more;
  });
  socket.on('end', () => socket.end());
  await once(socket, 'close');
  return heard;
}

describe('A key that is handed over to one process', function () {
  this.timeout(30_000);
  let handover: Handover;
  const open = async (handed: Partial<Handed> = {}) => {
    handover = await openHandover({ variables: VARIABLES, ...handed });
    return handover;
  };
  const ticketOf = ({ ticket }: Handover) => {
    const parsed = parseTicket(ticket[TICKET]);
    assert.ok(parsed);
    return parsed;
  };
  afterEach(() => handover.endIn(0));

  it('reaches that one, and is in no environment or argument of the one that fetched it', async () => {
    const child = start(await open(), [
      'process',
      process.execPath,
      '-e',
      'process.stdin.once("data", () => { console.log(JSON.stringify(process.env)); process.exit(7); })',
    ]);
    assert.equal(await handover.ended, 'taken');
    const seen = ['cmdline', 'environ'].map((file) => readFileSync(`/proc/${child.pid}/${file}`, 'utf8'));
    assert.ok(seen.every((each) => each !== '' && !each.includes(SECRET)));
    child.stdin?.end('go');
    const { out, errors, code } = await outcome(child);
    const env = JSON.parse(out);
    assert.equal(env.SHOP_ID, VARIABLES.SHOP_ID);
    assert.equal(env.SHOP_SECRET, SECRET);
    assert.deepEqual([env[TICKET], env.ELECTRON_RUN_AS_NODE], [undefined, undefined]);
    assert.equal(code, 7);
    assert.equal(errors, 'Tripartie: SHOP_ID, SHOP_SECRET are set for this program.\n');
  });

  it('reaches a line that was handed over with it, as it was typed', async () => {
    const line = { shell: '/bin/sh', text: `printf '%s %s' "$SHOP_SECRET" '\${workspaceFolder}'; exit 3` };
    const { out, code } = await outcome(start(await open({ line }), []));
    assert.deepEqual([out, code], [`${SECRET} \${workspaceFolder}`, 3]);
  });

  it('reaches a line of the arguments; with no shell named, in that of the system', async () => {
    const { out } = await outcome(start(await open(), ['shell', '', 'echo "$SHOP_SECRET" a  b | tr a c']));
    assert.equal(out, `${SECRET.replaceAll('a', 'c')} c b\n`);
  });

  it('waits in a folder that nobody else can enter, which is gone afterwards', async () => {
    const { address } = ticketOf(await open());
    assert.equal(statSync(path.dirname(address)).mode & 0o777, 0o700);
    handover.endIn(0);
    assert.equal(await handover.ended, 'notAsked');
    while (existsSync(path.dirname(address))) await new Promise(setImmediate);
    handover.endIn(60_000);
    await assert.rejects(once(connect(address), 'connect'), { code: 'ENOENT' });
  });

  it('is good once: who comes with the same ticket later gets nothing, and nothing is run', async () => {
    assert.equal((await outcome(start(await open(), ['process', 'true']))).code, 0);
    const { out, errors, code } = await outcome(start(handover, ['process', 'echo', 'run']));
    assert.deepEqual([out, code], ['', 125]);
    assert.match(errors, /no key was handed over, so nothing was run/);
  });

  for (const [what, words] of [
    ['another token of the same length', (token: string) => `${token.slice(1)}x\n`],
    ['more than the token', (token: string) => `${token}\nmore`],
    ['nothing, and leaves', () => ''],
  ] as const) {
    it(`is over when somebody says ${what}`, async () => {
      const { token, address } = ticketOf(await open());
      if (words(token) === '') connect(address).end();
      else assert.equal(await ask(address, words(token)), '');
      assert.equal(await handover.ended, 'refused');
      assert.equal((await outcome(start(handover, ['process', 'true']))).code, 125);
    });
  }

  it('is given to whoever says the token in pieces', async () => {
    const { token, address } = ticketOf(await open());
    const socket = connect({ path: address, allowHalfOpen: true });
    await once(socket, 'connect');
    socket.write(token);
    await new Promise(setImmediate);
    socket.write('\n');
    socket.on('end', () => socket.end());
    assert.deepEqual(JSON.parse(await text(socket)), { variables: VARIABLES });
    assert.equal(await handover.ended, 'taken');
  });

  it('was not taken by somebody who goes in the middle of it', async () => {
    const { token, address } = ticketOf(await open({ variables: { LONG: 'x'.repeat(4_000_000) } }));
    const socket = connect(address);
    socket.write(`${token}\n`);
    await once(socket, 'data');
    socket.destroy();
    assert.equal(await handover.ended, 'refused');
  });

  it('is for nobody who keeps it waiting', async () => {
    const { address } = ticketOf(await open());
    const socket = connect(address);
    await once(socket, 'connect');
    // What it said may be unread when it is sent away, which the system then says is an error.
    socket.on('error', () => undefined);
    const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
    socket.write('x');
    handover.endIn(0);
    assert.equal(await handover.ended, 'notAsked');
    await closed;
  });

  it('has words for a ticket that is none', async () => {
    await open();
    const said: string[] = [];
    for (const ticket of [undefined, '', 'x', 'x@/nowhere']) {
      const started = { args: ['process', 'true'], env: { [TICKET]: ticket }, say: (line: string) => said.push(line) };
      assert.deepEqual(await run(started), { code: 125 });
    }
    assert.equal(said.length, 4);
  });

  it('ends with the words of shells where the program is not there, or is none', async () => {
    const missing = await outcome(start(await open(), ['process', 'no-such-program-of-tests']));
    assert.equal(missing.code, 127);
    assert.match(missing.errors, /cannot be run \(ENOENT\)/);
    assert.equal((await outcome(start(await open(), ['process', root]))).code, 126);
  });

  const waiting = ['process', process.execPath, '-e', 'setInterval(() => {}, 1e3); console.log("ready")'];

  it('leaves with the program: a signal to the runner ends it, and is how the runner ends', async () => {
    for (const signal of ['SIGTERM', 'SIGHUP', 'SIGINT'] as const) {
      const child = start(await open(), waiting);
      await once(child.stdout as NodeJS.ReadableStream, 'data');
      child.kill(signal);
      assert.deepEqual((await once(child, 'close'))[1], signal);
    }
  });

  it('ends as shells do by a signal that ends no Node: it does not tell that all went well', async () => {
    const child = start(await open(), ['process', '/bin/sh', '-c', 'kill -PIPE $$']);
    assert.equal((await outcome(child)).code, 128 + constants.signals.SIGPIPE);
  });

  it('is not fetched where Node would print it', async () => {
    await open();
    for (const NODE_DEBUG of ['child_process', '*']) {
      const { out, errors, code } = await outcome(start(handover, ['process', 'echo', 'run'], { NODE_DEBUG }));
      assert.deepEqual([out, code], ['', 125]);
      assert.match(errors, /NODE_DEBUG would print the key here/);
      assert.ok(!errors.includes(SECRET));
    }
    const { code } = await outcome(start(handover, ['process', 'true']));
    assert.equal(code, 0, 'nobody came for it before');
  });

  it('leaves the debugger to the program, which is told of in NODE_OPTIONS', async () => {
    const env = { NODE_OPTIONS: '--inspect=0' };
    const script = 'console.log(require("node:inspector").url()); process.stdin.resume()';
    const child = start(await open(), ['process', process.execPath, '-e', script], env);
    const [said] = await once(child.stderr as NodeJS.ReadableStream, 'data');
    const [, port] = /ws:\/\/127\.0\.0\.1:(\d+)/.exec(String(said)) ?? [];
    const [url] = await once(child.stdout as NodeJS.ReadableStream, 'data');
    assert.match(String(url), /^ws:/);
    assert.ok(port && !String(url).includes(`:${port}/`));
    await assert.rejects(once(connect(Number(port), '127.0.0.1'), 'connect'), { code: 'ECONNREFUSED' });
    child.stdin?.end();
    await once(child, 'close');
  });

  it('goes on where the program goes on', async () => {
    const script = 'process.on("SIGTERM", () => process.exit(5)); setInterval(() => {}, 1e3); console.log("ready")';
    const child = start(await open(), ['process', process.execPath, '-e', script]);
    await once(child.stdout as NodeJS.ReadableStream, 'data');
    child.kill('SIGTERM');
    assert.deepEqual(await once(child, 'close'), [5, null]);
  });

  it('has the terminal to itself: Ctrl+C reaches the program once, and it ends when it likes', async () => {
    await open();
    const script = `
      let count = 0;
      process.on('SIGINT', () => console.log('interrupted', ++count));
      process.stdin.on('data', () => process.exit(count === 1 && process.stdout.isTTY ? 4 : 5));
      console.log('ready');
    `;
    // `script` runs the line by whatever shell is set, some of which would stay, and get Ctrl+C too.
    const line = ['exec', process.execPath, runner, 'process', process.execPath, '-e', '"$SCRIPT"'].join(' ');
    const child = spawn('script', ['-qefc', line, '/dev/null'], {
      env: { ...process.env, SCRIPT: script, ...handover.ticket },
      stdio: 'pipe',
    });
    let shown = '';
    child.stdout.setEncoding('utf8').on('data', (more: string) => {
      shown += more;
      if (more.includes('ready')) child.stdin.write('\x03');
      if (more.includes('interrupted')) child.stdin.write('q\n');
    });
    assert.deepEqual(await once(child, 'close'), [4, null], shown);
  });

  it('is on a pipe where the system is Windows, and rejects where there can be none', async () => {
    await open();
    const before = process.cwd();
    const folder = await mkdtemp(path.join(tmpdir(), 'tripartie-pipe-'));
    try {
      // Elsewhere such a name is a file of the folder that one is in.
      process.chdir(folder);
      const piped = await openOn({ variables: VARIABLES }, 'win32');
      assert.match(ticketOf(piped).address, /^\\\\\.\\pipe\\tripartie-[\w-]{22}$/);
      piped.endIn(0);
      assert.equal(await piped.ended, 'notAsked');
      assert.deepEqual(readdirSync(folder), []);
      process.chdir(before);
      await rm(folder, { recursive: true });
    } finally {
      process.chdir(before);
      await rm(folder, { recursive: true, force: true });
    }
    const { TMPDIR } = process.env;
    const long = await mkdtemp(path.join(tmpdir(), `tripartie-${'long'.repeat(40)}`));
    try {
      process.env.TMPDIR = long;
      await assert.rejects(openHandover({ variables: {} }));
      assert.deepEqual(readdirSync(long), []);
    } finally {
      if (TMPDIR === undefined) delete process.env.TMPDIR;
      else process.env.TMPDIR = TMPDIR;
      await rm(long, { recursive: true });
    }
  });
});
