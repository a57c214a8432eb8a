import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { requireAccount, WRITES } from '../../src/session/require.ts';
import { credentialEntry } from '../../src/session/secrets/entryKeys.ts';
import type { NewProfile, Session } from '../../src/session/session.ts';
import { type KeyedApi, serveKeyedApi } from '../helpers/keyedApi.ts';
import { TestSecretStorage } from '../helpers/secretStorage.ts';
import { useWindows } from '../helpers/windows.ts';

describe('What a command needs of the account', () => {
  const windows = useWindows();
  const { showInformationMessage } = vscode.window;
  const { executeCommand } = vscode.commands;
  let api: KeyedApi;
  /** What was said, with the titles of the buttons. */
  let told: string[][];
  /** Whether the button is pressed, and what its command does then. */
  let pressed: boolean;
  let commands: string[];
  let act: () => Promise<void>;

  before(async () => {
    api = await serveKeyedApi();
  });
  after(() => api.close());
  beforeEach(() => {
    told = [];
    pressed = false;
    commands = [];
    act = async () => undefined;
    Object.assign(vscode.window, {
      showInformationMessage: async (message: string, ...items: vscode.MessageItem[]) => {
        told.push([message.replaceAll('\u2060', ''), ...items.map(({ title }) => title)]);
        return pressed ? items[0] : undefined;
      },
    });
    Object.assign(vscode.commands, {
      executeCommand: async (id: string) => {
        commands.push(id);
        await act();
      },
    });
  });
  afterEach(() => {
    Object.assign(vscode.window, { showInformationMessage });
    Object.assign(vscode.commands, { executeCommand });
  });

  const jane = (jwt = api.newKey()): NewProfile => ({
    environment: 'custom',
    origin: api.origin,
    kind: 'personalKey',
    subject: 'jane',
    organization: 'Acme [x](command:y)',
    credential: { kind: 'personalKey', jwt },
  });
  const NAME = 'Acme [x](command:y) · Custom address';

  /** What is said, and which command its button runs. */
  async function hindrance(session: Session, needs?: Parameters<typeof requireAccount>[1]): Promise<string[]> {
    told = [];
    commands = [];
    pressed = true;
    assert.equal(await requireAccount(session, needs), undefined);
    pressed = false;
    assert.equal(told.length, 1);
    return [...(told[0] ?? []), ...commands];
  }

  it('is a person who is signed in', async () => {
    const session = windows.open();
    const expected = ['Sign in to Tripartie to go on.', 'Sign In', 'tripartie.signIn'];
    assert.deepEqual(await hindrance(session), expected);
    await session.signIn(jane());
    assert.equal((await requireAccount(session, WRITES))?.subject, 'jane');
    assert.equal(told.length, 1);
  });

  it('is a key that this window has: else it is said where it went, in words without a link', async () => {
    const first = windows.open();
    await first.signIn(jane());
    const id = await windows.idOf(first);
    const inAnotherWindow = windows.open(new TestSecretStorage());
    assert.deepEqual(await hindrance(inAnotherWindow), [
      `The key of ${NAME} came from another window; this one sees it after a reload.`,
      'Reload Window',
      'tripartie.reloadWindow',
    ]);
    await writeFile(join(windows.folder, 'profiles', `${id}.key.json`), JSON.stringify({ keyWrittenAt: 1 }));
    assert.deepEqual(await hindrance(windows.open(new TestSecretStorage())), [
      `This editor did not keep the key of ${NAME} over the restart.`,
      'Replace Key',
      'tripartie.replaceKey',
    ]);
    windows.store.entries.set(credentialEntry(id), '{"altered":true}');
    assert.deepEqual(await hindrance(windows.open()), [
      `The editor’s secret store does not give back the key of ${NAME} as it was.`,
      'Replace Key',
      'tripartie.replaceKey',
    ]);
    windows.store.fault = 'throws';
    assert.deepEqual(await hindrance(windows.open()), [
      `The editor’s secret store does not answer, so the key of ${NAME} cannot be read.`,
      'Try Again',
      'tripartie.lookAgain',
    ]);
  });

  it('is a key that the API accepts', async () => {
    const session = windows.open();
    const jwt = api.newKey();
    api.ended.add(jwt);
    await session.signIn(jane(jwt));
    const { client } = await windows.accountOf(session);
    const refused = new Promise<void>((resolve) => {
      session.onDidChangeKey((state) => state.refused && resolve());
    });
    const waiting = assert.rejects(client.me(), { name: 'NotSignedInError' });
    await refused;
    assert.deepEqual(await hindrance(session), [
      `Tripartie no longer accepts the key of ${NAME}.`,
      'Replace Key',
      'tripartie.replaceKey',
    ]);
    await session.signOut(await windows.idOf(session));
    await waiting;
  });

  it('is a person’s key, except where an API client will do', async () => {
    const session = windows.open();
    const credential = { kind: 'apiClient', identifier: 'client', secret: 'sandbox_secret_require' } as const;
    await session.signIn({ ...jane(), kind: 'apiClient', subject: 'client', credential });
    assert.deepEqual(await hindrance(session), [
      `${NAME} is an API client. This needs a person’s key.`,
      'Switch Profile',
      'tripartie.switchProfile',
    ]);
    assert.equal((await requireAccount(session, { kind: 'any' }))?.kind, 'apiClient');
  });

  it('is that changes are allowed, where it makes one', async () => {
    const session = windows.open();
    await session.signIn({ ...jane(), readOnly: true });
    assert.deepEqual(await hindrance(session, WRITES), [
      `${NAME} · read-only: nothing can be changed through it.`,
      'Allow Changes',
      'tripartie.allowChanges',
    ]);
    assert.ok(await requireAccount(session), 'looking is allowed');
  });

  it('is of the account that it was said of: who answers when another one is shown changes nothing there', async () => {
    const session = windows.open();
    await session.signIn({ ...jane(), readOnly: true });
    const warned: string[] = [];
    const { showWarningMessage } = vscode.window;
    const late = { showWarningMessage: async (message: string) => void warned.push(message) };
    const hear = vscode.window.showInformationMessage;
    const switched = async (...said: Parameters<typeof hear>) => {
      await session.signIn({ ...jane(), subject: 'joe', readOnly: true });
      return hear(...said);
    };
    Object.assign(vscode.window, late, { showInformationMessage: switched });
    try {
      pressed = true;
      assert.equal(await requireAccount(session, WRITES), undefined);
      assert.deepEqual(commands, []);
      assert.match(warned.join(), /no longer the one that is shown here, so nothing was done/);
      Object.assign(vscode.window, { showInformationMessage: hear });
      act = async () => void (await session.signIn(jane()));
      assert.equal(await requireAccount(session, WRITES), undefined, 'allowed for somebody else by then');
    } finally {
      Object.assign(vscode.window, { showWarningMessage });
    }
  });

  it('is asked for once: the command goes on when the button has helped, and ends when nobody presses it', async () => {
    const session = windows.open();
    assert.equal(await requireAccount(session), undefined);
    assert.deepEqual(commands, []);
    act = async () => void (await session.signIn(jane()));
    pressed = true;
    assert.equal((await requireAccount(session))?.subject, 'jane');
    assert.deepEqual([told.length, commands], [2, ['tripartie.signIn']]);
  });
});
