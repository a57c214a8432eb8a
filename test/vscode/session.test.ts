import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseApiOrigin } from '../../src/api/index.ts';
import { CrossWindowMutex } from '../../src/platform/crossWindowMutex.ts';
import { createNodePlatform } from '../../src/platform/node/platform.ts';
import { SANDBOX_OWNER } from '../../src/session/profiles/profile.ts';
import { probeDurability } from '../../src/session/secrets/durability.ts';
import type { KeptCredential } from '../../src/session/secrets/keptCredential.ts';
import { StoreError, Vault } from '../../src/session/secrets/vault.ts';
import type { Session, SessionState } from '../../src/session/session.ts';
import { TestSecretStorage } from '../helpers/secretStorage.ts';
import { SharedSecrets } from '../helpers/sharedSecrets.ts';
import { useWindows } from '../helpers/windows.ts';

function nextState(session: Session, kind: SessionState['kind']): Promise<SessionState> {
  return new Promise((resolve) => {
    const listener = session.onDidChange((state) => {
      if (state.kind !== kind) return;
      listener.dispose();
      resolve(state);
    });
  });
}

describe('Session', () => {
  const windows = useWindows();

  it('starts signed out', async () => {
    assert.equal((await windows.open().current()).kind, 'signedOut');
  });

  it('signs in to the sandbox account, and a reload finds it with what was done in it', async () => {
    const before = windows.open();
    await before.signIn(SANDBOX_OWNER);
    const { client } = await windows.accountOf(before);
    const created = await client.createApiClient({ name: 'made before the reload', scopes: ['OFFER_READ'] });
    before.dispose();

    const { client: after, environment } = await windows.accountOf(windows.open());
    assert.equal(environment, 'sandbox');
    assert.equal((await after.getApiClient(created.identifier)).name, 'made before the reload');
    assert.ok((await after.fetchToken(created)).token, 'its secret still opens the door');
  });

  it('shows one window what another did in the sandbox account', async () => {
    const one = windows.open();
    const other = windows.open();
    assert.equal((await other.current()).kind, 'signedOut');
    const signedIn = nextState(other, 'signedIn');
    await one.signIn(SANDBOX_OWNER);
    await signedIn;
    const [first, second] = [(await windows.accountOf(one)).client, (await windows.accountOf(other)).client];
    const { identifier } = await first.createApiClient({ name: 'from one window', scopes: ['OFFER_READ'] });
    assert.equal((await second.getApiClient(identifier)).identifier, identifier);
    await second.deleteApiClient(identifier);
    await assert.rejects(first.getApiClient(identifier));
  });

  it('signs every window out', async () => {
    const one = windows.open();
    await one.signIn(SANDBOX_OWNER);
    const other = windows.open();
    await windows.accountOf(other);
    const signedOut = nextState(other, 'signedOut');
    await one.signOut(await windows.idOf(one));
    await signedOut;
    assert.equal(await other.account(), undefined);
    assert.equal((await windows.open().current()).kind, 'signedOut', 'and the next start too');
    assert.deepEqual(windows.noted, ['signed in', 'signed out']);
  });

  it('knows after a restart whether the store remembers', async () => {
    const vault = new Vault(windows.store, 200);
    const forgetful = new Vault(new TestSecretStorage(), 200);
    const nextStart = () => Date.now() + 1;
    const platform = createNodePlatform(windows.folder);
    const probe = (of: Vault, startedAt?: number) =>
      probeDurability(of, platform, new CrossWindowMutex(platform, 'profiles'), startedAt);
    assert.equal(await probe(vault), 'unproven', 'nothing was left yet');
    assert.equal(await probe(forgetful), 'unproven', 'left by another window of this start');
    assert.equal(await probe(vault, nextStart()), 'durable');
    assert.equal(await probe(forgetful, nextStart()), 'memoryOnly');
    for (const fault of ['throws', 'hangs', 'loses'] as const) {
      windows.store.fault = fault;
      assert.equal(await probe(vault, nextStart() + 60_000), 'unproven', `a store that ${fault} once may remember`);
    }
  });

  it('leaves one canary when windows start together, so that none is missing at the next start', async () => {
    const shared = new SharedSecrets(() => ({ afterMs: 0, events: 1 }));
    const vaults = [0, 1, 2].map(() => new Vault(shared.openWindow()));
    const probeAll = (startedAt?: number) =>
      Promise.all(
        vaults.map((vault) => {
          const platform = createNodePlatform(windows.folder);
          return probeDurability(vault, platform, new CrossWindowMutex(platform, 'profiles'), startedAt);
        }),
      );
    assert.deepEqual(await probeAll(), Array(3).fill('unproven'));
    await shared.settled();
    assert.deepEqual(await probeAll(Date.now() + 1), Array(3).fill('durable'));
  });

  it('is signed in for this window when the store does not keep the key', async () => {
    const window = windows.open();
    await window.current();
    windows.store.fault = 'throws';
    const origin = parseApiOrigin('https://nowhere.example');
    const credential: KeptCredential = { kind: 'personalKey', jwt: 'a.b.c' };
    const profile = { environment: 'custom', origin, kind: 'personalKey', subject: 'jane', credential } as const;
    await assert.rejects(window.signIn(profile), StoreError);
    assert.ok(await window.account());
  });

  it('is signed out when the files are not ones that it wrote', async () => {
    const window = windows.open();
    await window.signIn(SANDBOX_OWNER);
    const id = await windows.idOf(window);
    for (const text of [
      '',
      'null',
      '{}',
      '{"environment":"mars"}',
      '{"environment":"production","kind":"personalKey"}',
    ]) {
      await writeFile(join(windows.folder, 'profiles', `${id}.binding.json`), text);
      assert.equal((await windows.open().current()).kind, 'signedOut', text);
    }
  });
});
