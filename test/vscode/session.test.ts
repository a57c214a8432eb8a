import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type * as vscode from 'vscode';
import { parseApiOrigin } from '../../src/api/index.ts';
import { CrossWindowMutex } from '../../src/platform/crossWindowMutex.ts';
import { createNodePlatform } from '../../src/platform/node/platform.ts';
import { SANDBOX_OWNER } from '../../src/session/profiles/profile.ts';
import { probeDurability } from '../../src/session/secrets/durability.ts';
import type { KeptCredential } from '../../src/session/secrets/keptCredential.ts';
import type { ThisWindow } from '../../src/session/secrets/thisWindow.ts';
import { StoreError, Vault } from '../../src/session/secrets/vault.ts';
import type { Session, SessionState } from '../../src/session/session.ts';
import { TestSecretStorage } from '../helpers/secretStorage.ts';
import { SharedSecrets } from '../helpers/sharedSecrets.ts';
import { TestWindow } from '../helpers/testWindow.ts';
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

  const probe = (secrets: vscode.SecretStorage, window: ThisWindow) => {
    const platform = createNodePlatform(windows.folder);
    return probeDurability(new Vault(secrets, 200), platform, new CrossWindowMutex(platform, 'profiles'), window);
  };

  it('knows in the next page whether the store remembers', async () => {
    const [first, other] = [new TestWindow(), new TestWindow()];
    assert.equal(await probe(windows.store, first), 'unproven', 'nothing was left yet');
    assert.equal(await probe(windows.store, first), 'unproven', 'another extension host in the same page');
    assert.equal(await probe(windows.store, first.reload()), 'durable');
    assert.equal(await probe(windows.store, other), 'durable', 'what one page left is in another');
    for (const fault of ['throws', 'hangs', 'loses'] as const) {
      windows.store.fault = fault;
      const durability = await probe(windows.store, new TestWindow());
      assert.equal(durability, fault === 'loses' ? 'durable' : 'unproven', `a store that ${fault} once may remember`);
    }
  });

  it('knows of a store that forgot, and goes on knowing it for the page', async () => {
    const window = new TestWindow();
    assert.equal(await probe(new TestSecretStorage(), window), 'unproven');
    const [page, forgetful] = [window.reload(), new TestSecretStorage()];
    assert.equal(await probe(forgetful, page), 'memoryOnly');
    assert.equal(await probe(forgetful, page), 'memoryOnly', 'another extension host in the same page');
    const next = page.reload();
    assert.equal(await probe(forgetful, next), 'durable', 'it has become a better one');
  });

  it('takes no other window or browser for itself: what one has left is missing in another’s store', async () => {
    const [one, other] = [new TestWindow(), new TestWindow()];
    const [its, others] = [new TestSecretStorage(), new TestSecretStorage()];
    assert.equal(await probe(its, one), 'unproven');
    assert.equal(await probe(others, other), 'unproven');
    assert.equal(await probe(its, one.reload()), 'durable');
    assert.equal(await probe(others, other.reload()), 'durable');
  });

  it('is told the page by what the editor has drawn for it, where the folder of its logs stays', async () => {
    const logs = 'logs:/window1/exthost';
    const drawn = new TestWindow({ logs });
    assert.equal(await probe(windows.store, drawn), 'unproven');
    assert.equal(
      await probe(windows.store, drawn.reload({ logs, telemetry: false })),
      'unproven',
      'it may be the same',
    );
    assert.equal(await probe(windows.store, drawn.reload({ logs })), 'durable');
    const plain = new TestWindow({ logs, telemetry: false });
    assert.equal(await probe(new TestSecretStorage(), plain), 'unproven');
    assert.equal(await probe(new TestSecretStorage(), plain.reload({ logs, telemetry: false })), 'unproven');
    assert.equal(await probe(new TestSecretStorage(), plain.reload({ telemetry: false })), 'memoryOnly');
  });

  it('leaves one canary when windows start together, so that none is missing at the next start', async () => {
    const shared = new SharedSecrets(() => ({ afterMs: 0, events: 1 }));
    const stores = [0, 1, 2].map(() => shared.openWindow());
    const pages = stores.map(() => new TestWindow());
    const probeAll = () => Promise.all(pages.map((page, nth) => probe(stores[nth] ?? assert.fail(), page)));
    await probeAll();
    await shared.settled();
    for (const [nth, page] of pages.entries()) pages[nth] = page.reload();
    assert.deepEqual(await probeAll(), Array(3).fill('durable'));
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
