import assert from 'node:assert/strict';
import { symlinkSync } from 'node:fs';
import * as vscode from 'vscode';
import type { CreatedApiClient } from '../../src/api/index.ts';
import { completeClients } from '../../src/project/complete.ts';
import { projectText } from '../../src/project/createFile.ts';
import { parseProject } from '../../src/project/parse.ts';
import { statusText } from '../../src/project/project.ts';
import { PROJECT_FILE } from '../../src/project/projectFile.ts';
import { projectFileOf, readProject } from '../../src/project/read.ts';
import { ENV_FILE_MAX } from '../../src/session/places.ts';
import type { Account } from '../../src/session/session.ts';
import { openSandboxSession, type SandboxSession } from '../helpers/sandboxSession.ts';
import { workspaceFolder } from '../helpers/workspaceFolder.ts';
import { eventually } from '../host/eventually.ts';

describe('The keys that a project needs', () => {
  let root: vscode.WorkspaceFolder;
  let folder: vscode.Uri;
  /** Of the folder of this test, in the root of the workspace. */
  let below: string;

  const put = (uri: vscode.Uri, text: string) => vscode.workspace.fs.writeFile(uri, Buffer.from(text));
  const putProject = (text: string) => put(projectFileOf(root), text);
  const whys = async () => (await readProject()).map(({ entry }) => (entry.kind === 'bad' ? entry.why : entry.client));

  beforeEach(() => {
    root = workspaceFolder();
    below = `project-${Date.now()}`;
    folder = vscode.Uri.joinPath(root.uri, below);
  });
  afterEach(async () => {
    for (const uri of [projectFileOf(root), folder]) {
      await vscode.workspace.fs.delete(uri, { recursive: true }).then(undefined, () => undefined);
    }
  });

  it('are counted by what the .env files have, without anybody being signed in', async () => {
    assert.equal(await statusText(), undefined, 'no project file');
    const keys = ['a', 'b', 'c'].map((client) => ({ client, file: `${below}/.env.${client}` }));
    await putProject(JSON.stringify({ keys }));
    assert.equal(await statusText(), '3 of 3 keys are missing here');
    const lines = 'TRIPARTIE_CLIENT_ID=1\nTRIPARTIE_CLIENT_SECRET=made_up\n';
    await put(vscode.Uri.joinPath(folder, '.env.a'), lines);
    assert.equal(await statusText(), '2 of 3 keys are missing here');
    await put(projectFileOf(root), JSON.stringify({ keys: [...keys, { client: '' }] }));
    assert.equal(await statusText(), '2 of 3 keys are missing here', 'what cannot be used does not count');
    await putProject(JSON.stringify({ keys }));
    for (const name of ['b', 'c']) await put(vscode.Uri.joinPath(folder, `.env.${name}`), lines);
    assert.equal(await statusText(), undefined);
    await putProject(JSON.stringify({ keys: [...keys, { client: '' }] }));
    assert.equal(await statusText(), '1 key of tripartie.json is wrong');
    await putProject(JSON.stringify({ keys: [...keys, { client: '' }, {}] }));
    assert.equal(await statusText(), '2 keys of tripartie.json are wrong');
  });

  it('are told to be unusable in one row, whatever the file is', async () => {
    for (const [text, why] of [
      ['', 'is no JSON'],
      ['[1]', 'has no list “keys”'],
      [' '.repeat(5_000_000), 'is no file, or longer than 64 KB'],
      ['{"keys":[{"client":"x","file":"../.env"}]}', 'has a “file” that is no .env file below this folder'],
    ] as const) {
      await putProject(text);
      assert.deepEqual(await whys(), [why]);
      assert.equal(await statusText(), 'tripartie.json cannot be used as it is');
    }
    await vscode.workspace.fs.delete(projectFileOf(root));
    await vscode.workspace.fs.createDirectory(projectFileOf(root));
    assert.deepEqual(await whys(), ['is no file, or longer than 64 KB']);
  });

  it('are not looked for in what never ends: a link of a cloned project to a device, or a file of any length', async () => {
    symlinkSync('/dev/zero', projectFileOf(root).fsPath);
    assert.deepEqual(await whys(), ['is no file, or longer than 64 KB']);
    await vscode.workspace.fs.delete(projectFileOf(root));
    await vscode.workspace.fs.createDirectory(folder);
    symlinkSync('/dev/zero', vscode.Uri.joinPath(folder, '.env').fsPath);
    await put(vscode.Uri.joinPath(folder, '.env.long'), `A=1\n${'#'.repeat(ENV_FILE_MAX)}`);
    const files = [`${below}/.env`, `${below}/.env.long`];
    await putProject(JSON.stringify({ keys: files.map((file) => ({ client: 'a', file })) }));
    const found = (await readProject()).map((key) => ('found' in key ? key.found.kind : undefined));
    assert.deepEqual(found, ['unclear', 'unclear']);
    assert.equal(await statusText(), undefined);
  });

  it('have a schema that VS Code checks them by', async () => {
    const extension = vscode.extensions.getExtension('tripartie-community.tripartie-account');
    assert.ok(extension);
    const [{ fileMatch, url }] = extension.packageJSON.contributes.jsonValidation;
    assert.equal(fileMatch, PROJECT_FILE);
    const bytes = await vscode.workspace.fs.readFile(vscode.Uri.joinPath(extension.extensionUri, url));
    const schema = JSON.parse(new TextDecoder().decode(bytes));
    assert.deepEqual(Object.keys(schema.properties.keys.items.properties), [
      'client',
      'file',
      'idVariable',
      'secretVariable',
      'environment',
    ]);
  });

  describe('with somebody signed in', () => {
    let opened: SandboxSession;
    let account: Account;
    let key: CreatedApiClient;

    beforeEach(async () => {
      opened = await openSandboxSession({ apiClients: 3 });
      account = await opened.signIn();
      key = await account.client.createApiClient({ name: 'a "b" é', scopes: ['OFFER_READ'] });
      await account.secrets.keep(key.identifier, key.secret);
    });
    afterEach(() => opened.close());

    /** What is offered at `|`, and the line that accepting the one with this name makes. */
    async function completed(line: string, name: string): Promise<string | undefined> {
      const text = line.replace('|', '');
      const document = await vscode.workspace.openTextDocument({ language: 'json', content: text });
      const at = new vscode.Position(0, line.indexOf('|'));
      const { token } = new vscode.CancellationTokenSource();
      const items = await completeClients(opened.session, document, at, token);
      const item = items.find(({ label }) => label === name);
      if (!item) return undefined;
      const { range, insertText } = item;
      assert.ok(range instanceof vscode.Range && typeof insertText === 'string');
      return text.slice(0, range.start.character) + insertText + text.slice(range.end.character);
    }

    it('are completed by the names of clients, in the place of what stands there', async () => {
      const whole = '{ "client": "a \\"b\\" é", "file": ".env" }';
      assert.equal(await completed('{ "client": "|", "file": ".env" }', 'a "b" é'), whole);
      assert.equal(await completed('{ "client": "a|xx", "file": ".env" }', 'a "b" é'), whole);
      assert.equal(await completed('{ "client": "x", "file": "|" }', 'a "b" é'), undefined);
      const second = await account.client.createApiClient({ name: 'a "b" é', scopes: ['OFFER_READ'] });
      assert.match((await completed('{ "client": "|" }', 'a "b" é')) ?? '', /^\{ "client": "[0-9a-f]{32}" \}$/);
      await account.client.deleteApiClient(second.identifier);
    });

    it('are written down from the .env files that have them, with no value in it', async () => {
      const lines = `MY_ID=${key.identifier}\nMY_SECRET=${key.secret}\nOTHER=made_up_canary\n`;
      await put(vscode.Uri.joinPath(folder, '.env'), lines);
      const text = await eventually(async () => {
        const written = await projectText(account, root);
        assert.match(written, /client/);
        return written;
      });
      assert.deepEqual(JSON.parse(text), {
        keys: [{ client: 'a "b" é', file: `${below}/.env`, idVariable: 'MY_ID', secretVariable: 'MY_SECRET' }],
      });
      for (const secret of [key.secret, 'made_up_canary']) assert.ok(!text.includes(secret));
      assert.deepEqual(
        parseProject(text).map(({ kind }) => kind),
        ['key'],
      );
    });
  });
});
