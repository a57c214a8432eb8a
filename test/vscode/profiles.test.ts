import assert from 'node:assert/strict';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { KNOWN_ORIGINS, parseApiOrigin } from '../../src/api/index.ts';
import { StoreError } from '../../src/session/secrets/vault.ts';
import type { NewProfile, Session } from '../../src/session/session.ts';
import { personalKey, usePersonalKeys } from '../helpers/personalKeys.ts';
import { TestSecretStorage } from '../helpers/secretStorage.ts';
import { SharedSecrets } from '../helpers/sharedSecrets.ts';
import { useWindows } from '../helpers/windows.ts';
import { eventually } from '../host/eventually.ts';

describe('Profiles with personal keys', () => {
  const windows = useWindows();
  const api = usePersonalKeys();

  it('keeps a key bound to its address, and out of every file', async () => {
    const window = windows.open();
    await window.signIn(api.jane);
    const account = await windows.accountOf(windows.open());
    assert.equal(account.origin, api.url);
    assert.ok(account.keyEndsAt instanceof Date);
    assert.ok((await account.client.me()).email);
    for (const [name, text] of await filesIn(join(windows.folder, 'profiles'))) {
      assert.ok(!text.includes(api.sandbox.personalKey), name);
    }
  });

  it('has several profiles, of which one is active in every window', async () => {
    const one = windows.open();
    const other = windows.open();
    await other.current();
    await one.signIn(api.jane);
    const first = await windows.idOf(one);
    await one.signIn(api.person('joe', api.sandbox.personalKey));
    const second = await windows.idOf(one);
    assert.notEqual(first, second);
    assert.deepEqual((await one.profiles()).map(({ subject }) => subject).sort(), ['jane', 'joe']);
    await eventually(async () => assert.equal(await windows.idOf(other), second));
    await other.switchTo(first);
    await eventually(async () => assert.equal(await windows.idOf(one), first));
    await one.rename(first, 'Mine');
    await eventually(async () => assert.equal((await windows.accountOf(other)).name, 'Mine'));
  });

  it('is the same profile when the same person signs in again', async () => {
    const window = windows.open();
    await window.signIn(api.jane);
    await window.rename(await windows.idOf(window), 'Mine');
    await window.signIn(api.jane);
    assert.equal((await window.profiles()).length, 1);
    assert.equal((await windows.accountOf(window)).name, 'Mine');
  });

  it('loses nothing when windows write at the same moment', async () => {
    const one = windows.open();
    const other = windows.open();
    await one.signIn(api.jane);
    const id = await windows.idOf(one);
    await windows.idOf(other);
    await Promise.all([one.rename(id, 'Mine'), other.setReadOnly(id, true), other.signIn(api.person('joe', 'a.b.c'))]);
    const profiles = await windows.open().profiles();
    assert.equal(profiles.length, 2);
    const { name, readOnly } = profiles.find((each) => each.id === id) ?? {};
    assert.deepEqual({ name, readOnly }, { name: 'Mine', readOnly: true });
  });

  it('is one profile when the same person signs in to two windows at the same moment', async () => {
    const [one, other] = [windows.open(), windows.open()];
    await Promise.all([one.current(), other.current()]);
    await Promise.all([one.signIn(api.jane), other.signIn(api.jane)]);
    const profiles = await one.profiles();
    assert.equal(profiles.length, 1);
    await eventually(async () =>
      assert.deepEqual([await windows.idOf(one), await windows.idOf(other)], Array(2).fill(profiles[0]?.id)),
    );
  });

  it('keeps nothing of a profile that one window signs out while another replaces its key or names it', async () => {
    const [one, other] = [windows.open(), windows.open()];
    await one.signIn(api.jane);
    const id = await windows.idOf(one);
    await other.current();
    await Promise.allSettled([
      other.rename(id, 'Mine'),
      one.signOut(id),
      other.replaceCredential(id, personalKey('sandbox.next.key')),
      other.setReadOnly(id, true),
    ]);
    assert.ok(![...windows.store.entries.keys()].some((entry) => entry.includes(id)));
    assert.deepEqual(await filesIn(join(windows.folder, 'profiles')), [['active.json', '{"id":null}']]);
  });

  it('takes a key out of the store that it heard of only after it had signed its profile out', async () => {
    const shared = new SharedSecrets(() => ({ afterMs: 300, events: 1 }));
    const [one, other] = [windows.open(shared.openWindow()), windows.open(shared.openWindow())];
    await other.current();
    await one.signIn(api.jane);
    const id = await windows.idOf(one);
    one.dispose();
    await other.signOut(id);
    const entry = `tripartie.profile:${id}`;
    assert.ok(shared.entries.has(entry), 'the window had nothing to delete yet');
    await eventually(() => assert.ok(!shared.entries.has(entry)));
  });

  it('refuses to switch to a profile that another window signed out, and stays where it is', async () => {
    const [one, other] = [windows.open(), windows.open()];
    await one.signIn(api.jane);
    const gone = await windows.idOf(one);
    await one.signIn(api.person('joe', api.sandbox.personalKey));
    const stays = await windows.idOf(one);
    await one.signOut(gone);
    await assert.rejects(other.switchTo(gone), { name: 'ProfileGoneError' });
    assert.equal(await windows.idOf(other), stays);
  });

  it('leaves the other profiles alone when the files of one are damaged', async () => {
    const window = windows.open();
    await window.signIn(api.person('joe', api.sandbox.personalKey));
    const joe = await windows.idOf(window);
    await window.signIn(api.jane);
    const id = await windows.idOf(window);
    await writeFile(join(windows.folder, 'profiles', `${id}.binding.json`), '{"environment":');
    await eventually(async () => assert.equal((await window.current()).kind, 'signedOut'));
    assert.ok(windows.store.entries.has(`tripartie.profile:${id}`), 'damage is no sign-out');
    assert.deepEqual(
      (await window.profiles()).map((each) => each.id),
      [joe],
    );
    await window.switchTo(joe);
    assert.equal(await windows.idOf(window), joe);
  });

  it('is signed in for this window when the folder is none, and stores nothing', async () => {
    await writeFile(join(windows.folder, 'profiles'), 'a file where the folder should be');
    await signInForThisWindow(windows.open());
  });

  for (const fault of ['full', 'readOnly', 'noAccess', 'broken', 'renameRefused'] as const) {
    it(`is signed in for this window when the disk has a fault, and stores nothing: ${fault}`, async () => {
      await signInForThisWindow(windows.openWithFault(fault));
      assert.equal((await windows.open().current()).kind, 'signedOut');
    });
  }

  for (const fault of ['noHardLinks', 'noFsync'] as const) {
    it(`is signed in, and stays so, on a disk that does less than others: ${fault}`, async () => {
      const window = windows.openWithFault(fault);
      await window.signIn(api.jane);
      const id = await windows.idOf(window);
      await window.rename(id, 'Mine');
      assert.equal((await windows.accountOf(windows.openWithFault(fault))).name, 'Mine');
      await window.signOut(id);
      assert.equal((await windows.open().current()).kind, 'signedOut');
    });
  }

  /** All that can be done with a profile that no file has. */
  async function signInForThisWindow(window: Session): Promise<void> {
    await window.current();
    await assert.rejects(window.signIn(api.jane), StoreError);
    const id = await windows.idOf(window);
    assert.ok((await (await windows.accountOf(window)).client.me()).email);
    await window.rename(id, 'Mine');
    assert.equal((await windows.accountOf(window)).name, 'Mine');
    window.lookAgain();
    await window.setReadOnly(id, true);
    assert.equal(await windows.idOf(window), id);
    assert.ok(![...windows.store.entries.keys()].some((entry) => entry.includes(id)));
    await window.signOut(id);
    assert.equal((await window.current()).kind, 'signedOut');
  }

  it('leaves nothing of a profile behind when it is signed out', async () => {
    const window = windows.open();
    await window.signIn(api.jane);
    const id = await windows.idOf(window);
    await window.rename(id, 'Mine');
    await window.signOut(id);
    assert.deepEqual(
      [...windows.store.entries.keys()].filter((entry) => entry.includes(id)),
      [],
    );
    for (const [name, text] of await filesIn(join(windows.folder, 'profiles')))
      assert.ok(!(name + text).includes(id), name);
  });

  it('knows the new address of who changed it, in every list of profiles', async () => {
    const window = windows.open();
    await window.signIn({ ...api.jane, organization: 'Acme', email: 'old@acme.example' });
    const account = await windows.accountOf(window);
    const me = await account.client.me();
    window.learn(account, { ...me, organization: { id: 1, name: 'Acme' }, email: 'new@acme.example' });
    await eventually(async () => assert.equal((await window.profiles())[0]?.email, 'new@acme.example'));
    assert.equal((await windows.accountOf(window)).email, 'new@acme.example');
  });

  it('is guarded as production where its address is, though it was added as a custom one', async () => {
    const window = windows.open();
    await window.signIn({ ...api.jane, origin: KNOWN_ORIGINS.production });
    assert.equal((await windows.open().profiles())[0]?.environment, 'production');
    assert.equal((await windows.accountOf(window)).environment, 'production');
  });

  it('is still there, with its key, when its files cannot be removed or the store does not delete', async () => {
    const window = windows.open();
    await window.signIn(api.jane);
    const id = await windows.idOf(window);
    windows.store.fault = 'throws';
    await assert.rejects(window.signOut(id), StoreError);
    windows.store.fault = 'none';
    await window.lookAgain();
    assert.equal(await windows.idOf(windows.open()), id);
    window.dispose();
    const other = windows.open();
    await other.current();
    const file = join(windows.folder, 'profiles', `${id}.binding.json`);
    const text = await readFile(file, 'utf8');
    await rm(file);
    await mkdir(join(file, 'in the way'), { recursive: true });
    await assert.rejects(other.signOut(id), { name: 'FileError' });
    await rm(file, { recursive: true });
    await writeFile(file, text);
    assert.equal(await windows.idOf(windows.open()), id, 'its key is there');
  });

  it('keeps no key of a profile that another window signed out', async () => {
    const one = windows.open();
    await one.signIn(api.jane);
    const id = await windows.idOf(one);
    const other = windows.open();
    await windows.idOf(other);
    await one.signOut(id);
    await assert.rejects(other.replaceCredential(id, personalKey(api.sandbox.personalKey)), {
      name: 'ProfileGoneError',
    });
    assert.deepEqual(
      [...windows.store.entries.keys()].filter((entry) => entry.includes(id)),
      [],
    );
  });

  it('renews the access tokens of an API client, and takes its next identifier in place', async () => {
    const { client: owner } = await (async () => {
      const window = windows.open();
      await window.signIn(api.jane);
      return windows.accountOf(window);
    })();
    const [first, second] = await Promise.all(
      ['first', 'second'].map((name) => owner.createApiClient({ name, scopes: ['PERSONA_READ'] })),
    );
    assert.ok(first && second);
    const window = windows.open();
    const clientProfile = ({ identifier, secret }: { identifier: string; secret: string }): NewProfile => ({
      environment: 'custom',
      origin: parseApiOrigin(api.url),
      kind: 'apiClient',
      subject: identifier,
      credential: { kind: 'apiClient', identifier, secret },
    });
    await window.signIn(clientProfile(first));
    const id = await windows.idOf(window);
    assert.equal(await window.person(), undefined);
    await window.replaceCredential(id, { kind: 'apiClient', identifier: second.identifier, secret: second.secret });
    assert.equal((await window.profiles()).find((each) => each.id === id)?.subject, second.identifier);
    const other = await window.signIn(clientProfile(first));
    await assert.rejects(
      window.replaceCredential(other, { kind: 'apiClient', identifier: second.identifier, secret: second.secret }),
      { name: 'ProfileTakenError' },
    );
  });

  it('says so when the store forgot the key, altered it, has not heard of it, or does not answer', async () => {
    const window = windows.open();
    await window.signIn(api.jane);
    const id = await windows.idOf(window);
    window.dispose();
    const whyNot = async (secrets: TestSecretStorage) => {
      const state = await windows.open(secrets).current();
      return state.kind === 'unavailable' ? state.because : state.kind;
    };
    assert.equal(await whyNot(new TestSecretStorage()), 'elsewhere', 'stored since this start of the editor');
    const entry = windows.store.entries.get(`tripartie.profile:${id}`) ?? '';
    await writeFile(join(windows.folder, 'profiles', `${id}.key.json`), JSON.stringify({ keyWrittenAt: 1 }));
    assert.equal(await whyNot(new TestSecretStorage()), 'forgotten');
    windows.store.entries.set(`tripartie.profile:${id}`, entry.replace('eyJ', 'eyK'));
    assert.equal(await whyNot(windows.store), 'altered');
    windows.store.entries.set(`tripartie.profile:${id}`, entry);
    windows.store.fault = 'throws';
    const locked = windows.open();
    const { because } = (await locked.current()) as { because?: string };
    assert.equal(because, 'unanswered');
    windows.store.fault = 'none';
    await locked.lookAgain();
    assert.equal((await locked.current()).kind, 'signedIn', 'nothing was lost, and no reload was needed');
  });

  it('does not use a key that was stored for another address', async () => {
    const window = windows.open();
    await window.signIn(api.jane);
    const id = await windows.idOf(window);
    const file = join(windows.folder, 'profiles', `${id}.binding.json`);
    await writeFile(file, (await readFile(file, 'utf8')).replace(api.url, 'https://elsewhere.example'));
    const state = await windows.open().current();
    assert.equal(state.kind === 'unavailable' && state.because, 'altered');
  });
});

async function filesIn(folder: string): Promise<[name: string, text: string][]> {
  const names = (await readdir(folder, { withFileTypes: true })).filter((each) => each.isFile());
  return Promise.all(names.map(async ({ name }) => [name, await readFile(join(folder, name), 'utf8')] as const)).then(
    (all) => all.map(([name, text]) => [name, text]),
  );
}
