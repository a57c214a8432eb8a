import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { holdChromium, sharedProfile } from '../host/chromium.ts';
import { projectEnv } from '../host/commands.ts';
import { eventually } from '../host/eventually.ts';
import { type Group, spawnGroup, temporaryDirectory } from '../host/lifetime.ts';
import { View } from '../host/parts/view.ts';
import { root } from '../host/paths.ts';

/** `npm start`, and where it puts what it writes down for as long as it runs. */
interface Started extends Group {
  readonly address: string;
  readonly temporary: string;
}

/** Starts it by a command, and waits until it says where its VS Code is. */
async function start(command: readonly [string, ...string[]]): Promise<Started> {
  const temporary = temporaryDirectory('start').path;
  const [program, ...args] = command;
  const group = spawnGroup(program, args, {
    cwd: root,
    // npm and others have Node keep what it has compiled for the next time; that is not a thing to be removed.
    env: projectEnv({ CI: 'true', TMPDIR: temporary, NODE_DISABLE_COMPILE_CACHE: '1' }),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  group.child.stdout?.on('data', (text: Buffer) => {
    output += text;
  });
  try {
    const address = await eventually(() => {
      const found = /^ *(http:\/\/127\.0\.0\.1:\d+\/\S*)$/m.exec(output)?.[1];
      assert.ok(found, `no address in: ${output}`);
      return found;
    }, 50_000);
    return { ...group, address, temporary };
  } catch (error) {
    await group.end();
    throw error;
  }
}

/** What still runs of it: the processes that were given its temporary directory, or one in it. */
async function running({ temporary }: Started): Promise<string[]> {
  const processes = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const found = await Promise.all(
    processes.map(async (id) => {
      // One that is gone meanwhile, or of somebody else, is none of it.
      const read = (file: string) => readFile(`/proc/${id}/${file}`, 'utf8').catch(() => '');
      const own = (await read('environ')).split('\0').some((entry) => entry.startsWith(`TMPDIR=${temporary}`));
      return own ? (await read('cmdline')).replaceAll('\0', ' ') : '';
    }),
  );
  return found.filter((command) => command !== '');
}

/** Waits until neither a process nor a folder of it is left. */
async function isGone(started: Started): Promise<void> {
  await eventually(async () => assert.deepEqual(await running(started), []));
  await eventually(async () => assert.deepEqual(await readdir(started.temporary), []));
  await assert.rejects(fetch(started.address));
}

describe('npm start', () => {
  let giveUpChromium: () => Promise<void>;
  let page: Page;
  let started: Started;

  before(async () => {
    await started?.end();
    started = await start(['node', path.join(root, 'test/host/start.ts')]);
    giveUpChromium = holdChromium();
    page = await (await sharedProfile()).newPage();
  });
  after(async () => {
    await page?.close();
    await giveUpChromium?.();
    await started?.end();
  });

  const showsUsers = async () => {
    await page.goto(started.address);
    await eventually(async () => assert.ok((await new View(page, 'Users').size()) > 0), 40_000);
  };

  it('shows the Tripartie view, signed in to the sandbox account, before anything is clicked', async () => {
    await showsUsers();
    await eventually(async () => assert.ok((await new View(page, 'API Clients').size()) > 0));
    await eventually(async () => assert.match(await new View(page, 'Account').description(), /Sandbox$/));
  });

  it('ends on Ctrl+C, and takes its VS Code with it', async () => {
    const ended = once(started.child, 'exit');
    started.child.kill('SIGINT');
    assert.deepEqual(await ended, [0, null]);
    await isGone(started);
  });

  it('ends with npm, when that is told to end, and leaves neither a process nor a folder', async () => {
    started = await start(['npm', 'start']);
    await showsUsers();
    started.child.kill('SIGTERM');
    await isGone(started);
  }).timeout(120_000);
});
