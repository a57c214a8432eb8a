import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import type * as vscode from 'vscode';
import { createNodePlatform } from '../../../src/platform/node/platform.ts';
import { writeMark } from '../../../src/session/secrets/markFile.ts';
import { pageOf } from '../../../src/session/secrets/page.ts';
import type { ThisWindow } from '../../../src/session/secrets/thisWindow.ts';
import { StoreError, type StoreFailure, Vault } from '../../../src/session/secrets/vault.ts';
import { WindowCopy } from '../../../src/session/secrets/windowCopy.ts';
import { BrowserSecrets } from '../../helpers/browserSecrets.ts';
import { TestWindow } from '../../helpers/testWindow.ts';

describe('A window’s copy of the secrets', () => {
  let folder: string;
  let browser: BrowserSecrets;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tripartie-copy-'));
    browser = new BrowserSecrets();
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  /**
   * Starts an extension host, in a page that is loaded now if not told otherwise.
   * @param secrets what the page has read
   */
  async function load(
    window: ThisWindow = new TestWindow(),
    secrets: vscode.SecretStorage = browser.openWindow(),
  ): Promise<Vault> {
    const vault = new Vault(secrets, 200, async () => new WindowCopy(createNodePlatform(folder), window));
    await vault.guard();
    return vault;
  }

  /** A mark in the file only: of a window that ended before it had stored what it was going to. */
  async function leaveHalf(window: ThisWindow): Promise<void> {
    await writeMark(createNodePlatform(folder), 'windowCopy.json', randomUUID(), pageOf(window));
  }

  function failsWith(failure: StoreFailure) {
    return (error: unknown) => error instanceof StoreError && error.failure === failure;
  }

  it('takes away nothing that another window has stored', async () => {
    const [early, late] = [await load(), await load()];
    assert.equal(await early.isOutdated(), false);
    await late.write('late', '1');
    await late.write('late', '2');
    assert.equal(await late.isOutdated(), false, 'what it stored itself');
    assert.equal(await early.isOutdated(), true);
    await assert.rejects(early.write('early', '1'), failsWith('outdated'));
    await assert.rejects(early.remove('late'), failsWith('outdated'));
    assert.equal(browser.kept.get('late'), '2');
    assert.equal(await early.read('late'), undefined, 'it can be read from all the same');

    const reloaded = await load();
    await reloaded.write('early', '1');
    assert.deepEqual([browser.kept.get('early'), browser.kept.get('late')], ['1', '2']);
    assert.equal(await late.isOutdated(), true);
  });

  it('is not asked about before it is known that the store remembers', async () => {
    const secrets = browser.openWindow();
    const forgetful = new Vault(secrets, 200, async () => new WindowCopy(createNodePlatform(folder), new TestWindow()));
    await (await load()).write('other', '1');
    assert.equal(await forgetful.isOutdated(), false);
    await forgetful.write('own', '1');
    assert.equal(browser.kept.get('own'), '1');
  });

  it('is the last one in a store that all windows see', async () => {
    const shared = browser.openWindow();
    const [one, other] = [await load(new TestWindow(), shared), await load(new TestWindow(), shared)];
    for (const vault of [one, other, one, other]) await vault.write('turns', 'taken');
    await one.remove('turns');
    assert.equal(await other.isOutdated(), false);
  });

  it('is the page’s: another extension host in it sees no more, whenever it is started', async () => {
    const [window, copy] = [new TestWindow(), browser.openWindow()];
    await (await load(window, copy)).write('early', '1');
    await (await load()).write('late', '2');
    const restarted = await load(window, copy);
    assert.equal(await restarted.isOutdated(), true);
    await assert.rejects(restarted.write('early', '3'), failsWith('outdated'));
    assert.equal(browser.kept.get('late'), '2');
    const slow = await load(new TestWindow(), copy);
    await assert.rejects(slow.write('slow', '4'), failsWith('outdated'), 'its page had read before the other stored');
    await (await load(window.reload())).write('early', '3');
    assert.deepEqual([browser.kept.get('early'), browser.kept.get('late')], ['3', '2']);
  });

  it('goes on in the page whose extension host ended before its mark was in the store', async () => {
    const [window, copy] = [new TestWindow(), browser.openWindow()];
    await leaveHalf(window);
    const other = await load();
    assert.equal(await other.isOutdated(), true, 'what it was going to store may be there');
    await (await load(window, copy)).write('key', 'value');
    assert.equal(browser.kept.get('key'), 'value');
  });

  it('needs one reload where a mark is never to be in the store, and is not asked again in that page', async () => {
    const [elsewhere, window] = [new TestWindow(), new TestWindow()];
    await leaveHalf(elsewhere);
    assert.equal(await (await load(window)).isOutdated(), true);
    assert.equal(await (await load(window)).isOutdated(), true, 'another extension host in the same page');
    const page = window.reload();
    assert.equal(await (await load(page)).isOutdated(), false);
    const again = await load(page);
    assert.equal(await again.isOutdated(), false, 'another extension host in that page');
    await again.write('key', 'value');
    await again.write('key', 'value 2');
    assert.equal(browser.kept.get('key'), 'value 2');
    await leaveHalf(elsewhere);
    assert.equal(await again.isOutdated(), true, 'a mark that is another one');
  });

  it('is not outdated by the window that it was before a reload in the middle of storing', async () => {
    const { pid } = spawnSync(process.execPath, ['--version']);
    const [window, copy] = [new TestWindow(), browser.openWindow()];
    const hung = Object.assign({ ...copy }, { store: () => new Promise<void>(() => undefined) });
    await assert.rejects((await load(window, hung)).write('key', 'value'), failsWith('timedOut'));
    assert.equal(await (await load(window.reload())).isOutdated(), true, 'it may be a copy of a window that is there');
    const file = join(folder, 'windowCopy.json');
    const left = JSON.parse(await readFile(file, 'utf8'));
    await writeFile(file, JSON.stringify({ ...left, pid, host: 'another' }));
    assert.equal(
      await (await load(window.reload())).isOutdated(),
      true,
      'nothing is known of another computer’s processes',
    );
    await writeFile(file, JSON.stringify({ ...left, pid }));
    assert.equal(await (await load(window.reload())).isOutdated(), false);
  });

  it('stores where the mark cannot be written or read', async () => {
    await writeFile(join(folder, 'windowCopy.json'), '{"value": 1');
    await (await load()).write('damaged', '1');
    assert.ok(JSON.parse(await readFile(join(folder, 'windowCopy.json'), 'utf8')).value);
    const file = join(folder, 'file');
    await writeFile(file, '');
    const vault = new Vault(
      browser.openWindow(),
      200,
      async () => new WindowCopy(createNodePlatform(join(file, 'no folder')), new TestWindow()),
    );
    await vault.guard();
    await vault.write('unmarked', '1');
    assert.equal(browser.kept.get('unmarked'), '1');
  });

  it('fails as the store does, and is no older for that', async () => {
    const secrets = browser.openWindow();
    const works = { ...secrets };
    const vault = await load(new TestWindow(), secrets);
    const refuse = () => Promise.reject(new Error('locked'));
    Object.assign(secrets, { get: refuse, store: refuse, delete: refuse });
    await assert.rejects(vault.write('key', 'value'), failsWith('refused'));
    await assert.rejects(vault.remove('key'), failsWith('refused'));
    Object.assign(secrets, { store: () => new Promise(() => undefined) });
    await assert.rejects(vault.write('key', 'value'), failsWith('timedOut'));
    Object.assign(secrets, works);
    await vault.write('key', 'value');
    assert.equal(browser.kept.get('key'), 'value');
    await (await load()).write('other', '1');
    Object.assign(secrets, { get: refuse });
    assert.equal(await vault.isOutdated(), false, 'it is not known, and the write says why');
    await assert.rejects(vault.write('key', 'value'), failsWith('refused'));
  });

  it('loses nothing however windows are loaded and used', async () => {
    const step = fc.record({
      window: fc.nat(2),
      act: fc.constantFrom('reload', 'restart', 'write', 'write', 'remove', 'writeTogether', 'half'),
      key: fc.constantFrom('a', 'b', 'c'),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 10 }), async (steps) => {
        await rm(folder, { recursive: true, force: true });
        browser = new BrowserSecrets();
        const pages = [0, 1, 2].map(() => ({ window: new TestWindow(), copy: browser.openWindow() }));
        const windows = await Promise.all(pages.map(({ window, copy }) => load(window, copy)));
        const stored = new Map<string, string>();
        const unlessOutdated = (change: Promise<void>, done: () => void) =>
          change.then(done, (error: unknown) => assert.ok(failsWith('outdated')(error)));
        const write = (vault: Vault, key: string, value: string) =>
          unlessOutdated(vault.write(key, value), () => stored.set(key, value));
        for (const [index, { window, act, key }] of steps.entries()) {
          const vault = windows[window] ?? assert.fail();
          const page = pages[window] ?? assert.fail();
          if (act === 'reload') {
            page.window = page.window.reload();
            page.copy = browser.openWindow();
          }
          if (act === 'reload' || act === 'restart') windows[window] = await load(page.window, page.copy);
          if (act === 'half' && !(await vault.isOutdated())) await leaveHalf(page.window);
          if (act === 'write') await write(vault, key, String(index));
          if (act === 'remove') await unlessOutdated(vault.remove(key), () => stored.delete(key));
          // Of three windows at once, at most one may store: the others do not see it.
          if (act === 'writeTogether') {
            await Promise.all(windows.map((each, nth) => write(each, `${key}${nth}`, String(index))));
          }
          for (const [name, value] of stored) assert.equal(browser.kept.get(name), value);
        }
        const last = new TestWindow();
        await (await load(last)).isOutdated();
        assert.equal(await (await load(last.reload())).isOutdated(), false, 'a reload always helps');
      }),
      { numRuns: 50 },
    );
  });
});
