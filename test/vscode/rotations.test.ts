import assert from 'node:assert/strict';
import { readdir, rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { mock } from 'node:test';
import * as vscode from 'vscode';
import { parseApiOrigin } from '../../src/api/index.ts';
import { createNodePlatform } from '../../src/platform/node/platform.ts';
import { createPorts } from '../../src/rotation/createPorts.ts';
import {
  type Outcome,
  type Overlap,
  type Rotation,
  type RotationState,
  startRotation,
} from '../../src/rotation/machine/index.ts';
import { Rotations } from '../../src/rotation/rotations.ts';
import { createSandbox, type Sandbox, serveSandbox } from '../../src/sandbox/index.ts';
import type { Account, Session } from '../../src/session/session.ts';
import { SecretClipboard } from '../../src/ui/clipboard.ts';
import { Reconnect } from '../../src/ui/reconnect.ts';
import { useWindows } from '../helpers/windows.ts';
import { eventually } from '../host/eventually.ts';

describe('Rotations under way', () => {
  const windows = useWindows();
  let sandbox: Sandbox;
  let session: Session;
  let account: Account;
  let folder: string;
  let opened: Rotations[];
  let close: () => Promise<void>;

  // Its commands are used.
  before(() => vscode.extensions.getExtension('tripartie-community.tripartie-account')?.activate());

  beforeEach(async () => {
    sandbox = createSandbox({ users: 1, apiClients: 3 });
    const server = await serveSandbox(sandbox);
    // An earlier start left this: the store is known to remember.
    windows.store.entries.set('tripartie.canary', 'left before');
    await writeFile(
      join(windows.folder, 'canary.json'),
      JSON.stringify({ value: 'left before', page: { logs: 'of an earlier page' }, host: 'this', pid: 1 }),
    );
    session = windows.open();
    await session.signIn({
      environment: 'custom',
      origin: parseApiOrigin(server.url),
      kind: 'personalKey',
      subject: 'the owner',
      credential: { kind: 'personalKey', jwt: sandbox.personalKey },
    });
    account = await windows.accountOf(session);
    folder = join(windows.folder, 'rotations');
    opened = [];
    close = async () => {
      for (const each of opened) each.dispose();
      await server.close();
    };
  });
  afterEach(() => close());

  /** A window of the editor, as far as rotations go. */
  const open = (): Rotations => {
    const rotations = new Rotations(
      session,
      createNodePlatform(folder),
      new SecretClipboard(),
      new Reconnect(async () => undefined),
    );
    opened.push(rotations);
    return rotations;
  };

  /** Rotates the first key as far as it goes by itself. */
  const begin = async (overlap?: Overlap): Promise<Rotation> => {
    const [client] = (await account.client.listApiClients()).items;
    const me = await account.client.me();
    const owner = `${account.scope} ${me.organization?.id}`;
    const memory = { records: new Map(), seen: new Map() };
    const ports = createPorts(account, {
      profile: owner,
      platform: createNodePlatform(folder),
      memory,
      signsInWith: async () => false,
      isUsedHere: async () => false,
      isActive: async () => true,
    });
    let last: Outcome | undefined;
    for await (const outcome of startRotation(ports, client?.identifier ?? '', overlap && { overlap })) last = outcome;
    assert.ok(last && 'rotation' in last, last?.kind);
    return last.rotation;
  };
  const identifiers = async () => (await account.client.listApiClients()).items.map(({ identifier }) => identifier);
  const requests = (method: string, path: string) =>
    sandbox.requests.lines.filter((line) => line.method === method && line.path.startsWith(path)).length;
  const inAMoment = (ms: number): Overlap => ({ kind: 'for', ms, deleteAutomatically: false });
  const offline = () => sandbox.faults.add({ kind: 'reset', when: 'before', path: '/me', times: 'always' });

  it('end when their time is over, though a message of theirs was never answered', async () => {
    const rotations = open();
    const rotation = await begin(inAMoment(5_000));
    const outcome = await rotations.resume(account, rotation, { kind: 'goOn' });
    assert.ok(outcome?.kind === 'waits' && outcome.because === 'overlap', outcome?.kind);
    assert.ok((await identifiers()).includes(rotation.oldIdentifier));
    await eventually(async () => assert.ok(!(await identifiers()).includes(rotation.oldIdentifier)));
    assert.ok((await identifiers()).includes(rotation.newIdentifier ?? ''));
  });

  it('end when their time is over, though they were begun before this window', async () => {
    const rotation = await begin(inAMoment(5_000));
    await open().takeUp();
    await eventually(async () => assert.ok(!(await identifiers()).includes(rotation.oldIdentifier)));
  });

  for (const deleteAutomatically of [true, false]) {
    it(`whose time was over before this window: ${deleteAutomatically ? 'end' : 'wait'} as the person chose`, async () => {
      const rotation = await begin({ kind: 'for', ms: 3_600_000, deleteAutomatically });
      const text = JSON.stringify({ ...rotation, overlapSince: Date.now() - 3_700_000 });
      await writeFile(join(folder, `${rotation.id}.rotation.json`), text);
      const rotations = open();
      await rotations.takeUp();
      assert.equal((await identifiers()).includes(rotation.oldIdentifier), !deleteAutomatically);
      assert.equal(rotations.list.of(rotation.oldIdentifier)?.next.kind, deleteAutomatically ? undefined : 'retire');
    });
  }

  it('whose time was over before this window wait where a file that is too long to be read may have the old key', async () => {
    const rotation = await begin({ kind: 'for', ms: 3_600_000, deleteAutomatically: true });
    const text = JSON.stringify({ ...rotation, overlapSince: Date.now() - 3_700_000 });
    await writeFile(join(folder, `${rotation.id}.rotation.json`), text);
    const [workspace] = vscode.workspace.workspaceFolders ?? [];
    assert.ok(workspace);
    const file = vscode.Uri.joinPath(workspace.uri, '.env.long');
    const long = `TRIPARTIE_CLIENT_ID=${rotation.oldIdentifier}\n${'#'.repeat(300 * 1024)}\n`;
    await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(long));
    try {
      const rotations = open();
      await rotations.takeUp();
      assert.ok((await identifiers()).includes(rotation.oldIdentifier));
      assert.equal(rotations.list.of(rotation.oldIdentifier)?.next.kind, 'retire');
    } finally {
      await vscode.workspace.fs.delete(file);
    }
  });

  it('that were being undone when their window went are undone by the next one', async () => {
    const rotation = await begin({ kind: 'whenTold' });
    await writeFile(
      join(folder, `${rotation.id}.rotation.json`),
      JSON.stringify({ ...rotation, state: 'ROLLBACK' satisfies RotationState }),
    );
    const rotations = open();
    await rotations.takeUp();
    assert.deepEqual(rotations.list.entries, []);
    assert.ok(!(await identifiers()).includes(rotation.newIdentifier ?? ''));
    assert.ok((await identifiers()).includes(rotation.oldIdentifier));
  });

  describe('while another window has the lock', () => {
    /** Of the window that has the lock; no system gives such a number. */
    const pid = 1_000_000_000;
    /** How often it was asked whether that window is still there. */
    let asked: number;

    /** Another window takes the lock and goes after so many looks at it. */
    const lockedFor = async (looks: number) => {
      const name = (await readdir(folder)).find((each) => each.endsWith('.lock')) ?? '';
      const next = name.replace(/\d+\.lock$/, (end) => `${Number.parseInt(end, 10) + 1}.lock`);
      const holder = { host: hostname(), pid, until: Date.now() + 60_000 };
      await writeFile(join(folder, next), JSON.stringify(holder));
      asked = 0;
      const kill = process.kill.bind(process);
      // VS Code asks the same of its own processes.
      mock.method(process, 'kill', (...args: Parameters<typeof kill>) => {
        if (args[0] !== pid) return kill(...args);
        asked += 1;
        return asked <= looks || kill(...args);
      });
    };
    afterEach(() => mock.restoreAll());

    it('go on as the person wants as soon as that is gone', async () => {
      const rotation = await begin(inAMoment(3_600_000));
      await lockedFor(2);
      const outcome = await open().resume(account, rotation, { kind: 'goOn' });
      assert.ok(outcome?.kind === 'waits' && outcome.because === 'overlap', outcome?.kind);
      assert.equal(asked, 3);
    });

    it('stay as they are when that stays', async () => {
      const rotation = await begin(inAMoment(3_600_000));
      await lockedFor(Number.POSITIVE_INFINITY);
      const outcome = await open().resume(account, rotation, { kind: 'goOn' });
      assert.equal(outcome?.kind, 'busy');
      assert.ok(asked > 2);
      assert.equal((await identifiers()).length, 4);
      // The other window is waited for ten seconds.
    }).timeout(60_000);

    it('go on by themselves once that is gone', async () => {
      const rotation = await begin({ kind: 'for', ms: 3_600_000, deleteAutomatically: true });
      const text = JSON.stringify({ ...rotation, overlapSince: Date.now() - 3_700_000 });
      await writeFile(join(folder, `${rotation.id}.rotation.json`), text);
      await lockedFor(1);
      await open().takeUp();
      assert.ok((await identifiers()).includes(rotation.oldIdentifier));
      await eventually(async () => assert.ok(!(await identifiers()).includes(rotation.oldIdentifier)));
    });
  });

  it('wait as soon as nothing may be changed any more, whatever was said before', async () => {
    const rotations = open();
    const rotation = await begin({ kind: 'whenTold' });
    await session.setReadOnly(account.profileId, true);
    const outcome = await rotations.resume(account, rotation, { kind: 'retireNow' });
    assert.equal(outcome?.kind, 'otherAccount');
    assert.ok((await identifiers()).includes(rotation.oldIdentifier));
  });

  it('are known while the API cannot say whose they are, and go on once it can', async () => {
    const rotation = await begin({ kind: 'whenTold' });
    const before = open();
    await before.takeUp();
    assert.equal(before.list.of(rotation.oldIdentifier)?.next.kind, 'retire');
    before.dispose();

    offline();
    const rotations = open();
    await rotations.takeUp();
    assert.equal(rotations.list.of(rotation.newIdentifier ?? '')?.next.kind, 'retire');
    assert.equal(await rotations.resume(account, rotation, { kind: 'retireNow' }), undefined);
    assert.equal(requests('DELETE', '/api-clients/'), 0);
    sandbox.faults.clear();
    assert.equal((await rotations.resume(account, rotation, { kind: 'retireNow' }))?.kind, 'finished');
  });

  it('are read again when the API is back, where it was never heard whose they are', async () => {
    const rotation = await begin({ kind: 'whenTold' });
    offline();
    const rotations = open();
    await rotations.takeUp();
    assert.deepEqual(rotations.list.entries, []);
    sandbox.faults.clear();
    rotations.reload();
    await eventually(() => assert.ok(rotations.list.of(rotation.oldIdentifier)));
  });

  it('are found when nothing but the secret store knows of them', async () => {
    const rotation = await begin({ kind: 'whenTold' });
    for (const name of await readdir(folder)) if (name.endsWith('.rotation.json')) await rm(join(folder, name));
    const rotations = open();
    await rotations.takeUp();
    assert.ok(rotations.list.of(rotation.newIdentifier ?? ''));
  });

  it('are not looked at again by themselves while a question to the person is open', async () => {
    sandbox.faults.add({ kind: 'reset', when: 'after', method: 'POST', path: '/api-clients' });
    const rotation = await begin();
    const rotations = open();
    await rotations.takeUp();
    assert.equal(rotations.list.of(rotation.oldIdentifier)?.next.kind, 'decide');
    const lists = requests('GET', '/api-clients');
    await rotations.takeUp();
    assert.equal(requests('GET', '/api-clients'), lists);
  });
});
