import assert from 'node:assert/strict';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createNodePlatform } from '../../src/platform/node/platform.ts';
import type { Platform } from '../../src/platform/platform.ts';
import { ClientSecrets } from '../../src/session/secrets/clientSecrets.ts';
import type { Durability } from '../../src/session/secrets/durability.ts';
import { UnsavedSecrets } from '../../src/session/secrets/unsavedSecrets.ts';
import { StoreError, type StoreFailure, Vault } from '../../src/session/secrets/vault.ts';
import { TestSecretStorage } from '../helpers/secretStorage.ts';
import { TestWindow } from '../helpers/testWindow.ts';
import { useWindows } from '../helpers/windows.ts';

const SECRET = 'sandbox_secret_vault_test';

async function failureOf(act: Promise<unknown>): Promise<StoreFailure> {
  const error = await act.then(
    () => assert.fail('expected the store to fail'),
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof StoreError);
  assert.ok(!JSON.stringify({ ...error, message: error.message }).includes(SECRET), 'the secret is not in the error');
  assert.ok(!error.message.includes('canary'), 'nor is what the store said');
  return error.failure;
}

describe('Vault', () => {
  let store: TestSecretStorage;
  let vault: Vault;

  beforeEach(() => {
    store = new TestSecretStorage();
    vault = new Vault(store, 50);
  });

  it('gives back what it was given', async () => {
    await vault.write('key', SECRET);
    assert.equal(await vault.read('key'), SECRET);
    await vault.remove('key');
    assert.equal(await vault.read('key'), undefined);
  });

  for (const [fault, failure] of [
    ['throws', 'refused'],
    ['hangs', 'timedOut'],
    ['alters', 'altered'],
    ['loses', 'lost'],
  ] as const) {
    it(`says "${failure}" when the store ${fault}`, async () => {
      store.fault = fault;
      assert.equal(await failureOf(vault.write('key', SECRET)), failure);
    });
  }
});

describe('Secrets of API clients', () => {
  const windows = useWindows();
  let window: TestWindow;
  /** As one extension host has them. */
  let unsaved: UnsavedSecrets;
  const open = (platform: Platform = createNodePlatform(windows.folder)) => new UnsavedSecrets(platform, window);
  const secretsOf = (scope: string, durability: Durability = 'durable', of = unsaved) =>
    new ClientSecrets(new Vault(windows.store, 50), of, { scope, subject: 'jane', durability });
  /** The next extension host in the same page. */
  const restart = () => {
    const { environment, ...platform } = createNodePlatform(windows.folder);
    return open({ ...platform, environment: { ...environment, pid: environment.pid + 1 } });
  };

  beforeEach(() => {
    window = new TestWindow();
    unsaved = open();
  });

  it('stay in memory while the store fails, over a sign-out too, and until they are stored', async () => {
    windows.store.fault = 'throws';
    const secrets = secretsOf('sandbox');
    await assert.rejects(secrets.keep('id', SECRET), StoreError);
    secrets.dispose();
    const again = secretsOf('sandbox');
    assert.equal(await again.place('id'), 'extension');
    assert.equal(await again.read('id'), SECRET);
    windows.store.fault = 'none';
    await again.keep('id', SECRET);
    assert.equal(await again.place('id'), 'stored');
    assert.equal(unsaved.size, 0);
    assert.deepEqual(await readdir(windows.folder), []);
    again.dispose();
  });

  for (const [durability, place] of [
    ['unproven', 'unproven'],
    ['memoryOnly', 'memory'],
  ] as const) {
    it(`count as unsaved in a store that is ${durability} until the person saved them`, async () => {
      const secrets = secretsOf('sandbox', durability);
      await secrets.keep('id', SECRET);
      assert.equal(await secrets.place('id'), place);
      assert.deepEqual(
        secrets.unsaved.map(({ identifier }) => identifier),
        ['id'],
      );
      await secrets.release('id');
      assert.equal(await secrets.place('id'), 'stored');
      await secrets.keep('id', SECRET);
      assert.equal(await secrets.place('id'), 'stored', 'the person has it, though a rotation stores it once more');
      secrets.dispose();
    });
  }

  it('are unsaved for the next extension host too, and safe once a page has found the store to remember', async () => {
    await secretsOf('sandbox', 'unproven').keep('id', SECRET, { name: 'mine' });
    const [file] = await readdir(windows.folder);
    assert.ok(!(await readFile(join(windows.folder, file ?? ''), 'utf8')).includes(SECRET));
    assert.equal((await secretsOf('https://other.example', 'unproven', restart()).takeStock()).stock.size, 0);
    const next = secretsOf('sandbox', 'unproven', restart());
    const { stock } = await next.takeStock();
    assert.deepEqual([...stock.values()], [{ kind: 'unsaved', identifier: 'id', name: 'mine', isOfRotation: false }]);
    assert.equal(await next.place('id'), 'unproven');
    const proven = secretsOf('sandbox', 'durable', open());
    assert.equal((await proven.takeStock()).stock.size, 0);
    assert.equal(await proven.place('id'), 'stored');
    assert.deepEqual(await readdir(windows.folder), []);
  });

  it('that the store does not have are said to be lost, until that was answered', async () => {
    await secretsOf('sandbox', 'unproven').keep('id', SECRET);
    windows.store.entries.clear();
    for (const durability of ['unproven', 'memoryOnly', 'durable'] as const) {
      const secrets = secretsOf('sandbox', durability, restart());
      const { stock } = await secrets.takeStock();
      assert.deepEqual(
        [...stock.values()].map(({ kind }) => kind),
        ['lost'],
      );
      if (durability === 'durable') for (const note of stock.keys()) await secrets.unannounce(note);
    }
    assert.deepEqual(await readdir(windows.folder), []);
  });

  it('that only an extension host had are lost with it, and that is said', async () => {
    windows.store.fault = 'throws';
    await assert.rejects(secretsOf('sandbox').keep('id', SECRET), StoreError);
    const next = secretsOf('sandbox', 'durable', restart());
    assert.equal((await next.takeStock()).stock.size, 0, 'a store that does not answer may have it');
    windows.store.fault = 'none';
    assert.deepEqual(
      [...(await next.takeStock()).stock.values()].map(({ kind }) => kind),
      ['lost'],
    );
  });

  it('of a key that was being made are looked for by the next extension host, not by another window', async () => {
    const secrets = secretsOf('sandbox', 'durable');
    const note = await secrets.announce({ name: 'mine', scopes: ['OFFER_READ'] });
    const kinds = async (of: UnsavedSecrets) => [
      ...(await secretsOf('sandbox', 'durable', of).takeStock()).stock.values(),
    ];
    const [cut, ...others] = await kinds(restart());
    assert.ok(cut?.kind === 'cut' && others.length === 0);
    assert.deepEqual([cut.name, cut.scopes], ['mine', ['OFFER_READ']]);
    assert.equal((await secrets.takeStock()).stock.size, 0, 'it is its own');
    window = new TestWindow();
    assert.deepEqual(await kinds(restart()), [], 'its window is there');
    const taken = await secretsOf('sandbox', 'durable', restart()).takeStock();
    assert.equal(taken.areOthersThere, true);
    await secrets.unannounce(note);
    assert.deepEqual(await readdir(windows.folder), []);
  });

  it('are stored where no note can be written', async () => {
    await writeFile(join(windows.folder, 'file'), '');
    unsaved = open(createNodePlatform(join(windows.folder, 'file')));
    const secrets = secretsOf('sandbox', 'unproven');
    const note = await secrets.announce({ name: 'mine', scopes: [] });
    await secrets.keep('id', SECRET, { note });
    assert.equal(await secrets.readStored('id'), SECRET);
    assert.equal(await secrets.place('id'), 'unproven');
    assert.equal((await secrets.takeStock()).stock.size, 0);
  });

  it('of one account are not those of another', async () => {
    const one = secretsOf('https://one.example');
    const other = secretsOf('https://other.example');
    await one.keep('id', SECRET);
    assert.equal(await other.read('id'), undefined);
    assert.equal(await other.place('id'), 'absent');
    one.dispose();
    other.dispose();
  });

  it('are told when another window wrote one', async () => {
    const secrets = secretsOf('sandbox');
    const told = new Promise<void>((resolve) => secrets.onDidChange(resolve));
    const otherWindow = secretsOf('sandbox');
    await otherWindow.keep('id', SECRET);
    await told;
    assert.equal(await secrets.place('id'), 'stored');
    secrets.dispose();
    otherWindow.dispose();
  });

  it('are gone after they were forgotten', async () => {
    const secrets = secretsOf('sandbox', 'unproven');
    await secrets.keep('id', SECRET);
    await secrets.forget('id');
    assert.equal(await secrets.read('id'), undefined);
    assert.equal(windows.store.entries.size, 0);
    assert.deepEqual(await readdir(windows.folder), []);
    secrets.dispose();
  });
});
