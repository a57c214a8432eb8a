import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { createNodePlatform } from '../../src/platform/node/platform.ts';
import { SANDBOX_OWNER } from '../../src/session/profiles/profile.ts';
import { Vault } from '../../src/session/secrets/vault.ts';
import { type NewProfile, Session } from '../../src/session/session.ts';
import { Accounts } from '../../src/signIn/accountsMenu.ts';
import { type KeyedApi, serveKeyedApi } from '../helpers/keyedApi.ts';
import { TestSecretStorage } from '../helpers/secretStorage.ts';
import { TestWindow } from '../helpers/testWindow.ts';
import { eventually } from '../host/eventually.ts';

/** Beside the one of the extension itself, whose session a test cannot reach. */
const PROVIDER = 'tripartie-test';

describe('Accounts', () => {
  let api: KeyedApi;
  let store: TestSecretStorage;
  let session: Session;
  let folder: string;
  const open: vscode.Disposable[] = [];
  let changes: vscode.AuthenticationProviderAuthenticationSessionsChangeEvent[];

  before(async () => {
    api = await serveKeyedApi();
  });
  after(() => api.close());

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tripartie-accounts-'));
    store = new TestSecretStorage();
    session = new Session(
      new Vault(store, 200),
      createNodePlatform(folder),
      { note: () => undefined },
      new TestWindow(),
    );
    const accounts = new Accounts(session);
    changes = [];
    open.push(
      session,
      accounts,
      accounts.onDidChangeSessions((change) => changes.push(change)),
      vscode.authentication.registerAuthenticationProvider(PROVIDER, 'Tripartie (test)', accounts, {
        supportsMultipleAccounts: true,
      }),
    );
  });
  afterEach(async () => {
    for (const each of open.splice(0)) each.dispose();
    await rm(folder, { recursive: true });
  });

  const person = (subject: string, jwt = api.newKey()): NewProfile => ({
    environment: 'custom',
    origin: api.origin,
    kind: 'personalKey',
    subject,
    email: `${subject}@acme.example`,
    credential: { kind: 'personalKey', jwt },
  });
  const labels = async () => (await vscode.authentication.getAccounts(PROVIDER)).map(({ label }) => label).sort();
  const activeId = async () => (await session.account())?.profileId ?? '';

  it('lists every person who is signed in, by address and place', async () => {
    assert.deepEqual(await labels(), []);
    await session.signIn(person('jane'));
    await session.signIn(person('joe'));
    await eventually(async () =>
      assert.deepEqual(await labels(), ['jane@acme.example – Custom address', 'joe@acme.example – Custom address']),
    );
  });

  it('never lists an API client, or whoever is in the sandbox', async () => {
    const credential = { kind: 'apiClient', identifier: 'client', secret: 'sandbox-secret' } as const;
    await session.signIn({
      environment: 'custom',
      origin: api.origin,
      kind: 'apiClient',
      subject: 'client',
      credential,
    });
    await session.signIn(SANDBOX_OWNER);
    await session.signIn({
      environment: 'sandbox',
      kind: 'personalKey',
      subject: '2',
      credential: { kind: 'personalKey', jwt: 'sandbox.person.key' },
    });
    assert.equal((await session.profiles()).length, 3);
    assert.deepEqual(await labels(), []);
  });

  it('tells of a sign-in, a new name, another key and a sign-out, once each', async () => {
    await labels();
    const next = async (count: number) => {
      await eventually(() => assert.ok(changes.length >= count));
      return changes[count - 1];
    };
    await session.signIn(person('jane'));
    const id = await activeId();
    assert.deepEqual(
      (await next(1))?.added?.map((each) => each.id),
      [id],
    );
    await session.rename(id, 'Mine');
    const renamed = await next(2);
    assert.deepEqual(
      [renamed?.removed, renamed?.added].map((each) => each?.map(({ account }) => account.label)),
      [['jane@acme.example – Custom address'], ['jane@acme.example – Mine · Custom address']],
      'a menu that knows accounts by their labels has each once',
    );
    await session.setReadOnly(id, true);
    await session.setReadOnly(id, false);
    const jwt = api.newKey();
    await session.replaceCredential(id, { kind: 'personalKey', jwt });
    assert.equal((await next(3))?.changed?.[0]?.accessToken, jwt);
    await session.signOut(id);
    assert.deepEqual(
      (await next(4))?.removed?.map((each) => each.id),
      [id],
    );
    assert.equal(changes.length, 4);
  });

  it('says nothing when the store does not answer: nobody has signed out', async () => {
    await session.signIn(person('jane'));
    await labels();
    const before = changes.length;
    store.fault = 'throws';
    await session.rename(await activeId(), 'Mine');
    store.fault = 'none';
    session.lookAgain();
    await eventually(() => assert.ok(changes.slice(before).some(({ added }) => added?.length)));
    assert.ok(
      changes.slice(before).every(({ removed, added }) => removed?.length === added?.length),
      'who has another label is there',
    );
  });

  it('gives nobody a session without consent, not even the extension that offers it', async () => {
    await session.signIn(person('jane'));
    assert.equal(await vscode.authentication.getSession(PROVIDER, [], { silent: true }), undefined);
  });

  it('signs out here when VS Code removes the session', async () => {
    await session.signIn(person('jane'));
    const id = await activeId();
    const accounts = new Accounts(session);
    open.push(accounts);
    await accounts.removeSession(id);
    assert.equal((await session.current()).kind, 'signedOut');
    assert.deepEqual(await session.profiles(), []);
    await eventually(async () => assert.deepEqual(await labels(), []));
  });

  it('gives another extension no session of somebody who was signed in before when the key is not given', async () => {
    await session.signIn(person('jane'));
    const accounts = new Accounts(session);
    open.push(accounts);
    const { createQuickPick } = vscode.window;
    const shown = new Promise<void>((resolve) => {
      const watched = () => {
        const pick = createQuickPick();
        const { show } = pick;
        pick.show = () => {
          show.call(pick);
          resolve();
        };
        return pick;
      };
      Object.assign(vscode.window, { createQuickPick: watched });
    });
    try {
      const created = accounts.createSession().then(
        () => 'created',
        (error: Error) => error.message,
      );
      await shown;
      let isOver = false;
      void created.then(() => {
        isOver = true;
      });
      await eventually(async () => {
        await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
        assert.ok(isOver);
      });
      assert.equal(await created, 'Nobody signed in to Tripartie.');
    } finally {
      Object.assign(vscode.window, { createQuickPick });
    }
  });

  it('says in words that the store did not delete the key, and does not fail', async () => {
    await session.signIn(person('jane'));
    const id = await activeId();
    const accounts = new Accounts(session);
    open.push(accounts);
    store.fault = 'throws';
    const { showErrorMessage } = vscode.window;
    const told: string[] = [];
    Object.assign(vscode.window, { showErrorMessage: async (message: string) => void told.push(message) });
    try {
      await accounts.removeSession(id);
    } finally {
      Object.assign(vscode.window, { showErrorMessage });
    }
    assert.match(told.join(), /^You are still signed in/);
    store.fault = 'none';
    assert.equal(await activeId(), id);
    assert.equal((await session.profiles()).length, 1);
  });

  it('are those of the extension itself too, from the first question on', async () => {
    process.env.TRIPARTIE_PERSONAL_KEY = `e30.${Buffer.from('{}').toString('base64url')}.sandbox`;
    process.env.TRIPARTIE_ENVIRONMENT = 'staging';
    try {
      const [account] = await vscode.authentication.getAccounts('tripartie');
      assert.match(account?.id ?? '', /^variable-/);
      assert.equal(account?.label, 'Staging');
    } finally {
      delete process.env.TRIPARTIE_PERSONAL_KEY;
      delete process.env.TRIPARTIE_ENVIRONMENT;
      // Nothing else tells it that the variable is gone, and it would go on as that person in the tests that follow.
      await vscode.commands.executeCommand('tripartie.lookAgain');
    }
    assert.deepEqual(await vscode.authentication.getAccounts('tripartie'), []);
  });
});
