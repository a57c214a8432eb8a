import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import type * as vscode from 'vscode';
import { createNodePlatform } from '../../../src/platform/node/platform.ts';
import { writeMark } from '../../../src/session/secrets/markFile.ts';
import { StoreError, type StoreFailure, Vault } from '../../../src/session/secrets/vault.ts';
import { WindowCopy } from '../../../src/session/secrets/windowCopy.ts';
import { BrowserSecrets } from '../../helpers/browserSecrets.ts';

describe('A window’s copy of the secrets', () => {
  let folder: string;
  let browser: BrowserSecrets;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tripartie-copy-'));
    browser = new BrowserSecrets();
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  /** Loads a window, now if not told otherwise. */
  async function load(secrets: vscode.SecretStorage = browser.openWindow(), loadedAt = Date.now()): Promise<Vault> {
    const vault = new Vault(secrets, 200, async () => new WindowCopy(createNodePlatform(folder), loadedAt));
    await vault.guard();
    return vault;
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
    const forgetful = new Vault(secrets, 200, async () => new WindowCopy(createNodePlatform(folder)));
    await (await load()).write('other', '1');
    assert.equal(await forgetful.isOutdated(), false);
    await forgetful.write('own', '1');
    assert.equal(browser.kept.get('own'), '1');
  });

  it('is the last one in a store that all windows see', async () => {
    const shared = browser.openWindow();
    const [one, other] = [await load(shared), await load(shared)];
    for (const vault of [one, other, one, other]) await vault.write('turns', 'taken');
    await one.remove('turns');
    assert.equal(await other.isOutdated(), false);
  });

  it('needs no second reload when a window ended before its mark was in the store', async () => {
    await writeMark(createNodePlatform(folder), 'windowCopy.json', 'never stored');
    const writtenAt = Date.now();
    const before = await load();
    const after = await load(browser.openWindow(), writtenAt + 10_001);
    assert.equal(await before.isOutdated(), true, 'what it was going to store may be there');
    await after.write('key', 'value');
    assert.equal(browser.kept.get('key'), 'value');
  });

  it('is outdated too when it was read while the other window was storing', async () => {
    const loading = browser.openWindow();
    await (await load()).write('other', '1');
    const justAfter = await load(loading, Date.now() + 5_000);
    await assert.rejects(justAfter.write('own', '1'), failsWith('outdated'));
  });

  it('is not outdated by the window that it was before a reload in the middle of storing', async () => {
    const file = join(folder, 'windowCopy.json');
    await writeMark(createNodePlatform(folder), 'windowCopy.json', 'never stored');
    const left = JSON.parse(await readFile(file, 'utf8'));
    const { pid } = spawnSync(process.execPath, ['--version']);
    await writeFile(file, JSON.stringify({ ...left, pid }));
    assert.equal(
      await (await load(browser.openWindow(), left.writtenAt)).isOutdated(),
      true,
      'it stored after the reload',
    );
    const reloaded = await load(browser.openWindow(), left.writtenAt + 1);
    assert.equal(await reloaded.isOutdated(), false);
    await writeFile(file, JSON.stringify({ ...left, pid, host: 'another' }));
    assert.equal(await reloaded.isOutdated(), true, 'nothing is known of another computer’s processes');
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
      async () => new WindowCopy(createNodePlatform(join(file, 'no folder'))),
    );
    await vault.guard();
    await vault.write('unmarked', '1');
    assert.equal(browser.kept.get('unmarked'), '1');
  });

  it('fails as the store does, and is no older for that', async () => {
    const secrets = browser.openWindow();
    const works = { ...secrets };
    const vault = await load(secrets);
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
      act: fc.constantFrom('load', 'write', 'write', 'remove', 'writeTogether'),
      key: fc.constantFrom('a', 'b', 'c'),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 8 }), async (steps) => {
        await rm(folder, { recursive: true, force: true });
        browser = new BrowserSecrets();
        const windows = [await load(), await load(), await load()];
        const stored = new Map<string, string>();
        const unlessOutdated = (change: Promise<void>, done: () => void) =>
          change.then(done, (error: unknown) => assert.ok(failsWith('outdated')(error)));
        const write = (vault: Vault, key: string, value: string) =>
          unlessOutdated(vault.write(key, value), () => stored.set(key, value));
        for (const [index, { window, act, key }] of steps.entries()) {
          const vault = windows[window] ?? assert.fail();
          if (act === 'load') windows[window] = await load();
          if (act === 'write') await write(vault, key, String(index));
          if (act === 'remove') await unlessOutdated(vault.remove(key), () => stored.delete(key));
          // Of three windows at once, at most one may store: the others do not see it.
          if (act === 'writeTogether') {
            await Promise.all(windows.map((each, nth) => write(each, `${key}${nth}`, String(index))));
          }
          for (const [name, value] of stored) assert.equal(browser.kept.get(name), value);
        }
        const last = await load();
        assert.equal(await last.isOutdated(), false, 'a reload always helps');
      }),
      { numRuns: 50 },
    );
  });
});
