import assert from 'node:assert/strict';
import { ClientSecrets } from '../../src/session/secrets/clientSecrets.ts';
import { StoreError, type StoreFailure, Vault } from '../../src/session/secrets/vault.ts';
import { TestSecretStorage } from '../helpers/secretStorage.ts';

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
  let store: TestSecretStorage;
  let unsaved: Map<string, string>;
  const secretsOf = (scope: string, forgetful = false) =>
    new ClientSecrets(new Vault(store, 50), scope, unsaved, forgetful);

  beforeEach(() => {
    store = new TestSecretStorage();
    unsaved = new Map();
  });

  it('stay in memory while the store fails, over a sign-out too, and until they are stored', async () => {
    store.fault = 'throws';
    const secrets = secretsOf('sandbox');
    await assert.rejects(secrets.keep('id', SECRET), StoreError);
    secrets.dispose();
    const again = secretsOf('sandbox');
    assert.equal(await again.place('id'), 'memory');
    assert.equal(await again.read('id'), SECRET);
    store.fault = 'none';
    await again.keep('id', SECRET);
    assert.equal(await again.place('id'), 'stored');
    assert.equal(unsaved.size, 0);
    again.dispose();
  });

  it('count as unsaved in a forgetful store until the person saved them', async () => {
    const secrets = secretsOf('sandbox', true);
    await secrets.keep('id', SECRET);
    assert.equal(await secrets.place('id'), 'memory');
    secrets.release('id');
    assert.equal(await secrets.place('id'), 'stored');
    secrets.dispose();
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
    const secrets = secretsOf('sandbox');
    await secrets.keep('id', SECRET);
    await secrets.forget('id');
    assert.equal(await secrets.read('id'), undefined);
    assert.equal(store.entries.size, 0);
    secrets.dispose();
  });
});
