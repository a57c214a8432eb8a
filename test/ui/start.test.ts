import assert from 'node:assert/strict';
import { once } from 'node:events';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { launchChromium } from '../host/chromium.ts';
import { projectEnv } from '../host/commands.ts';
import { eventually } from '../host/eventually.ts';
import { type Group, spawnGroup } from '../host/lifetime.ts';
import { View } from '../host/parts/view.ts';
import { root } from '../host/paths.ts';

describe('npm start', () => {
  let started: Group;
  let browser: Browser;
  let address = '';

  before(async () => {
    await started?.end();
    started = spawnGroup('node', [path.join(root, 'test/host/start.ts')], {
      env: projectEnv({ CI: 'true' }),
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let output = '';
    started.child.stdout?.on('data', (text: Buffer) => {
      output += text;
    });
    address = await eventually(() => {
      const found = /^ *(http:\/\/127\.0\.0\.1:\d+\/\S*)$/m.exec(output)?.[1];
      assert.ok(found, `no address in: ${output}`);
      return found;
    }, 50_000);
    browser = await launchChromium();
  });
  after(async () => {
    await browser?.close();
    await started?.end();
  });

  it('shows the Tripartie view, signed in to the sandbox account, before anything is clicked', async () => {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    await page.goto(address);
    for (const name of ['API Clients', 'Users']) {
      await eventually(async () => assert.ok((await new View(page, name).size()) > 0, name), 40_000);
    }
    await eventually(async () => assert.match(await new View(page, 'Account').description(), /Sandbox$/));
  });

  it('ends on Ctrl+C, and takes its VS Code with it', async () => {
    const ended = once(started.child, 'exit');
    started.child.kill('SIGINT');
    assert.deepEqual(await ended, [0, null]);
    await eventually(() => assert.rejects(fetch(address)));
  });
});
