import assert from 'node:assert/strict';
import { symlinkSync } from 'node:fs';
import * as vscode from 'vscode';
import { PlaceRows } from '../../src/clients/placeRows.ts';
import type { VariableName } from '../../src/dotenv/index.ts';
import { followReplacement } from '../../src/session/keyPlaces.ts';
import { ENV_FILE_MAX } from '../../src/session/places.ts';
import type { Account } from '../../src/session/session.ts';
import { openSandboxSession, type SandboxSession } from '../helpers/sandboxSession.ts';
import { workspaceFolder } from '../helpers/workspaceFolder.ts';
import { eventually, settled } from '../host/eventually.ts';

const NAMES = { identifier: 'SHOP_ID' as VariableName, secret: 'SHOP_SECRET' as VariableName };

describe('The places of a key, below its client', () => {
  let opened: SandboxSession;
  let account: Account;
  let rows: PlaceRows;
  let redrawn = 0;
  let folder: vscode.Uri;
  let key: { identifier: string; secret: string };

  const open = (patience: number) => {
    const redraw = () => {
      redrawn += 1;
    };
    return new PlaceRows(opened.session, redraw, patience);
  };
  const uri = () => vscode.Uri.joinPath(folder, '.env');
  const put = (text: string) => vscode.workspace.fs.writeFile(uri(), Buffer.from(text));
  const remember = (replaces?: string) =>
    account.places.remember({
      uri: `${uri()}`,
      identifier: key.identifier,
      names: NAMES,
      ...(replaces !== undefined && { replaces }),
    });
  const shown = async () => (await rows.of(key.identifier)).map(({ label, description }) => `${label}: ${description}`);

  beforeEach(async () => {
    folder = vscode.Uri.joinPath(workspaceFolder().uri, `places-${Date.now()}`);
    opened = await openSandboxSession({ apiClients: 1 });
    account = await opened.signIn();
    key = await account.client.createApiClient({ name: 'shop', scopes: ['OFFER_READ'] });
    await account.secrets.keep(key.identifier, key.secret);
    redrawn = 0;
    rows = open(60_000);
  });
  afterEach(async () => {
    rows.dispose();
    await opened.close();
    await vscode.workspace.fs.delete(folder, { recursive: true }).then(undefined, () => undefined);
  });

  /** As the file is called in the workspace. */
  const name = () => vscode.workspace.asRelativePath(uri());

  it('are files that have it, whoever put it there, and open at its line', async () => {
    await put(`# shop\nSHOP_ID=${key.identifier}\nSHOP_SECRET=${key.secret}\n`);
    const [row, ...others] = await rows.of(key.identifier);
    assert.ok(row);
    assert.deepEqual(others, []);
    assert.deepEqual([row.label, row.description], [name(), 'SHOP_ID, SHOP_SECRET']);
    assert.ok(!JSON.stringify(row).includes(key.secret));
    const { command, arguments: args = [] } = row.command ?? { command: '' };
    await vscode.commands.executeCommand(command, ...args);
    const editor = vscode.window.activeTextEditor;
    assert.deepEqual([editor?.document.uri.path, editor?.selection.active.line], [uri().path, 1]);
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
  });

  it('say what became of a file that it was put into', async () => {
    await remember('the_old_one');
    for (const [text, expected] of [
      [`SHOP_ID=${key.identifier}\nSHOP_SECRET=${key.secret}\n`, ''],
      ['SHOP_ID=the_old_one\nSHOP_SECRET=x\n', 'still has the old key · '],
      ['SHOP_ID=else\nSHOP_SECRET=x\n', 'changed: has something else now · '],
      [`SHOP_ID=${key.identifier}\nSHOP_SECRET=x\n`, 'changed: has something else now · '],
      ['A=1\n', 'gone: the key was put here, and is here no more · '],
      ['A="\n', 'cannot be read · '],
    ] as const) {
      await put(text);
      assert.deepEqual(await shown(), [`${name()}: ${expected}SHOP_ID, SHOP_SECRET`]);
    }
    await vscode.workspace.fs.delete(uri());
    assert.match((await shown()).join(), /gone/);
  });

  it('are not read where that would never end, or take long', async () => {
    await remember();
    await vscode.workspace.fs.createDirectory(folder);
    symlinkSync('/dev/zero', uri().fsPath);
    assert.deepEqual(await shown(), [`${name()}: cannot be read · SHOP_ID, SHOP_SECRET`]);
    await vscode.workspace.fs.delete(uri());
    await put(`SHOP_ID=${key.identifier}\nSHOP_SECRET=${key.secret}\n${'#'.repeat(ENV_FILE_MAX)}`);
    assert.deepEqual(await shown(), [`${name()}: cannot be read · SHOP_ID, SHOP_SECRET`]);
  });

  it('let no other row wait: what is known is there at once, and is drawn again if it is not right', async () => {
    await put(`SHOP_ID=${key.identifier}\nSHOP_SECRET=${key.secret}\n`);
    await remember();
    rows.dispose();
    redrawn = 0;
    rows = open(0);
    assert.deepEqual(await shown(), []);
    await eventually(() => assert.ok(redrawn > 0));
    const found = [`${name()}: SHOP_ID, SHOP_SECRET`];
    // That the file was made may be told, and drawn, before it was read.
    await eventually(async () => assert.deepEqual(await shown(), found));
    // Nor does anybody say until when; what would draw them for every look would never come to rest.
    await eventually(async () => {
      const before = await settled(async () => redrawn);
      assert.deepEqual(await shown(), found);
      assert.equal(await settled(async () => redrawn), before, 'what is right already is drawn once');
    });
  });

  it('are drawn again when somebody else changes a file, or makes or deletes one', async () => {
    await remember();
    await shown();
    const change = async (act: () => Thenable<void>) => {
      const before = await settled(async () => redrawn);
      await act();
      await eventually(() => assert.ok(redrawn > before));
    };
    // Nobody says from when on a folder is watched, so a file is made until one is seen.
    await eventually(async () => {
      await put('A=1\n');
      assert.ok(redrawn > 0);
    });
    await change(() => put('A=1\nB=2\n'));
    await change(() => vscode.workspace.fs.delete(uri()));
  });

  it('of a key that is being replaced are expected to get the new one', async () => {
    await put('SHOP_ID=the_old_one\nSHOP_SECRET=x\n');
    await followReplacement(account, { identifier: key.identifier, replaces: 'the_old_one' });
    assert.deepEqual(await shown(), [`${name()}: still has the old key · SHOP_ID, SHOP_SECRET`]);
    await put(`SHOP_ID=${key.identifier}\nSHOP_SECRET=${key.secret}\n`);
    assert.deepEqual(await shown(), [`${name()}: SHOP_ID, SHOP_SECRET`]);
  });

  it('are forgotten when the person says so, and the rows are drawn again', async () => {
    await remember();
    const [row] = await rows.of(key.identifier);
    assert.equal(row?.command?.command, 'tripartie.forgetPlace');
    const before = redrawn;
    await account.places.forget(key.identifier, `${uri()}`);
    assert.ok(redrawn > before);
    assert.deepEqual(await shown(), []);
  });

  it('hold no secret in what is remembered', async () => {
    await put(`SHOP_ID=${key.identifier}\nSHOP_SECRET=${key.secret}\n`);
    await remember();
    assert.ok(!JSON.stringify(account.places.of(key.identifier)).includes(key.secret));
  });
});
