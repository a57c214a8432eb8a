import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import * as delivery from '../../src/delivery/index.ts';
import { DEFAULT_NAMES } from '../../src/dotenv/index.ts';
import { Finder } from '../../src/finder/finder.ts';
import { KeptKeys } from '../../src/finder/keptKeys.ts';
import { searchWorkspace } from '../../src/finder/search.ts';
import { StoreError } from '../../src/session/secrets/vault.ts';
import type { Account } from '../../src/session/session.ts';
import { SecretClipboard } from '../../src/ui/clipboard.ts';
import { Layout } from '../helpers/gitLayouts.ts';
import { openSandboxSession, type SandboxSession } from '../helpers/sandboxSession.ts';
import { eventually, settled } from '../host/eventually.ts';

/** Sources with a secret in each, in the languages and formats that people keep it in by accident. */
const PLANTED: Readonly<Record<string, (secret: string) => string>> = {
  'a.js': (secret) => `const key = '${secret}';\n`,
  'a.ts': (secret) => `export const key: string = "${secret}";\n`,
  'a.py': (secret) => `KEY = "${secret}"\n`,
  'a.rb': (secret) => `KEY = '${secret}'.freeze\n`,
  'a.go': (secret) => `package a\n\nconst key = \`${secret}\`\n`,
  'A.java': (secret) => `class A { String key = "${secret}"; }\n`,
  'a.php': (secret) => `<?php $key = '${secret}';\n`,
  'a.cs': (secret) => `class A { const string Key = "${secret}"; }\n`,
  'a.rs': (secret) => `const KEY: &str = "${secret}";\n`,
  'a.sh': (secret) => `curl -H "Authorization: Basic x" -d secret=${secret}&more=1\n`,
  'a.json': (secret) => `{"a":{"key":"${secret}"}}`,
  'a.yml': (secret) => `a:\n  key: ${secret}\n`,
  'a.ipynb': (secret) => JSON.stringify({ cells: [{ source: [`KEY = "${secret}"\\n`] }] }),
  'a.min.js': (secret) => `${'!function(){}();'.repeat(130_000)}a="${secret}";${'!function(){}();'.repeat(900)}`,
  'glued.txt': (secret) => `prefix${secret}suffix`,
};

describe('Whose key is this', function () {
  this.timeout(60_000);
  let opened: SandboxSession;
  let account: Account;
  let finder: Finder;
  let layout: Layout;
  let checkout: { identifier: string; secret: string };
  let billing: { identifier: string; secret: string };
  const rotating = new vscode.EventEmitter<void>();
  const old = new Set<string>();
  const marks = {
    onDidChange: rotating.event,
    markOf: (identifier: string) => {
      if (old.has(identifier)) return { isNew: false, oldIdentifier: identifier };
      const [oldIdentifier] = old;
      return oldIdentifier !== undefined && identifier === billing.identifier
        ? { isNew: true, oldIdentifier }
        : undefined;
    },
    newIdentifiers: () => [billing.identifier],
  };

  beforeEach(async () => {
    layout = new Layout();
    opened = await openSandboxSession({ apiClients: 0 });
    account = await opened.signIn({ subject: '1', organization: 'Acme [x](command:y)' });
    const create = (name: string) => account.client.createApiClient({ name, scopes: ['OFFER_READ'] });
    [checkout, billing] = [await create('checkout'), await create('billing')];
    for (const { identifier, secret } of [checkout, billing]) {
      await account.secrets.keep(identifier, secret, { isSaved: true });
    }
    const memory = new Map<string, unknown>();
    finder = new Finder({
      session: opened.session,
      memory: {
        keys: () => [...memory.keys()],
        get: (key: string) => memory.get(key),
        update: async (key: string, value: unknown) => void memory.set(key, value),
      } as vscode.Memento,
      clipboard: new SecretClipboard(),
      marks,
      loaded: () => undefined,
      loadDelivery: async () => ({ ...delivery, moveToEnv: async () => DEFAULT_NAMES }),
    });
  });
  afterEach(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    finder.dispose();
    old.clear();
    await opened.close();
    rmSync(layout.folder, { recursive: true, force: true });
  });

  const uri = (name: string) => vscode.Uri.file(layout.path(name));
  const open = async (name: string, text: string) => {
    layout.put(name, text);
    return vscode.workspace.openTextDocument(uri(name));
  };
  const said = (name: string) =>
    vscode.languages.getDiagnostics(uri(name)).filter(({ source }) => source === 'Tripartie');
  /** The one thing that is said of a file, once something is. */
  const reported = async (name: string, words = /./): Promise<vscode.Diagnostic> =>
    eventually(() => {
      const [first, ...others] = said(name);
      assert.ok(first && others.length === 0, `${said(name).length} things are said`);
      assert.match(first.message, words);
      return first;
    });
  const nothing = (name: string) => eventually(() => assert.deepEqual(said(name), []));

  for (const [name, textWith] of Object.entries(PLANTED)) {
    it(`is said of a secret in ${name}, without the secret`, async () => {
      await open(name, textWith(checkout.secret));
      const { message, range } = await reported(name, /^The secret of “checkout” of Acme .* is in this file\./);
      assert.ok(!message.includes(checkout.secret));
      const document = await vscode.workspace.openTextDocument(uri(name));
      assert.equal(document.getText(range), checkout.secret);
    });
  }

  it('is an error where git takes the file along, and none in a file of variables that git leaves alone', async () => {
    layout.repository('.', { 'tracked.js': `a('${checkout.secret}')`, '.gitignore': '/ignored.js\n/.env\n' });
    await open('tracked.js', `a('${checkout.secret}')`);
    await open('exposed.js', `a('${checkout.secret}')`);
    await open('ignored.js', `a('${checkout.secret}')`);
    await open('.env', `A=${checkout.secret}`);
    await open('.env.example', `A=${checkout.secret}`);
    const { Error: ERROR, Warning } = vscode.DiagnosticSeverity;
    assert.equal((await reported('tracked.js', /Git tracks it/)).severity, ERROR);
    assert.equal((await reported('exposed.js', /next “git add” takes it along/)).severity, ERROR);
    assert.equal((await reported('.env.example', /next “git add”/)).severity, ERROR);
    assert.equal((await reported('ignored.js', /Git ignores it/)).severity, Warning);
    await nothing('.env');
  });

  it('is an error in a file of variables as soon as git does not leave that alone any more', async () => {
    layout.repository('.', { '.gitignore': '/.env\n' });
    await open('.env', `A=${checkout.secret}`);
    await open('a.js', `a('${checkout.secret}')`);
    await reported('a.js');
    await nothing('.env');
    layout.put('.gitignore', '# nothing\n');
    assert.equal((await reported('.env', /next “git add”/)).severity, vscode.DiagnosticSeverity.Error);
  });

  it('is moved out of the string, though it is in a comment of the same line too', async () => {
    const document = await open('a.js', `/* ${checkout.secret} */ a('${checkout.secret}')`);
    await eventually(() => assert.equal(said('a.js').length, 2));
    // Ends when its last message is left.
    void finder.move({ uri: `${document.uri}`, identifier: checkout.identifier, scope: account.scope, line: 0 });
    await eventually(() =>
      assert.equal(document.getText(), `/* ${checkout.secret} */ a(process.env.TRIPARTIE_CLIENT_SECRET)`),
    );
  });

  it('is not looked for at what is no address', async () => {
    for (const address of ['a b:c', 'file:////a', '']) {
      const place = { uri: address, identifier: checkout.identifier, scope: account.scope, line: 0 };
      await finder.dismiss(place, true);
      await finder.move(place);
    }
  });

  it('follows what is saved, and waits for that', async () => {
    const document = await open('a.js', `a('${checkout.secret}')`);
    const { range } = await reported('a.js');
    const edit = new vscode.WorkspaceEdit();
    edit.replace(document.uri, range, 'gone');
    await vscode.workspace.applyEdit(edit);
    await document.save();
    await nothing('a.js');
  });

  it('follows forgetting a secret, keeping another one, and signing out', async () => {
    await open('a.js', `a('${checkout.secret}')`);
    await open('b.js', `a('sandbox_secret_of_another_key_0001')`);
    await reported('a.js');
    await nothing('b.js');
    await account.secrets.keep('another', 'sandbox_secret_of_another_key_0001', { isSaved: true });
    await reported('b.js', /API client another of Acme/);
    await account.secrets.forget(checkout.identifier);
    await nothing('a.js');
    await opened.session.signOut(account.profileId);
    await nothing('b.js');
  });

  it('says that a key is old while it is rotated, and when the rotation has deleted it', async () => {
    await open('a.js', `a('${checkout.secret}')`);
    await reported('a.js', /^The secret of/);
    old.add(checkout.identifier);
    rotating.fire();
    await reported('a.js', /^The old secret of .*, which a rotation replaces, is in this file/);
    assert.deepEqual(await fixes('a.js'), ['Move the New Key to .env…', 'Do Not Report This Key Here']);
    old.clear();
    await account.secrets.forget(checkout.identifier);
    rotating.fire();
    await settled(async () => said('a.js')[0]?.message);
    await reported('a.js', /^The old secret of/);
  });

  it('is said in the cell of a notebook, when that is opened, and no more when it was saved without', async () => {
    const cell = { cell_type: 'code', metadata: {}, outputs: [], source: [`a("${checkout.secret}")`] };
    layout.put('a.ipynb', JSON.stringify({ cells: [cell], metadata: {}, nbformat: 4, nbformat_minor: 5 }));
    const notebook = await vscode.workspace.openNotebookDocument(uri('a.ipynb'));
    const { document } = notebook.cellAt(0);
    const ours = () => vscode.languages.getDiagnostics(document.uri).filter(({ source }) => source === 'Tripartie');
    const [first] = await eventually(() => {
      assert.equal(ours().length, 1);
      return ours();
    });
    assert.equal(first && document.getText(first.range), checkout.secret);
    await finder.dismiss(
      { uri: `${uri('a.ipynb')}`, identifier: checkout.identifier, scope: account.scope, line: 0 },
      true,
    );
    await eventually(() => assert.equal(ours()[0]?.severity, vscode.DiagnosticSeverity.Hint));
    const edit = new vscode.WorkspaceEdit();
    edit.replace(document.uri, first?.range ?? new vscode.Range(0, 0, 0, 0), 'gone');
    await vscode.workspace.applyEdit(edit);
    await notebook.save();
    await eventually(() => assert.deepEqual(ours(), []));
  });

  it('says so no more when the rotation was undone', async () => {
    await open('a.js', `a('${checkout.secret}')`);
    old.add(checkout.identifier);
    rotating.fire();
    await reported('a.js', /^The old secret of/);
    old.clear();
    rotating.fire();
    await reported('a.js', /^The secret of/);
    await eventually(async () => assert.equal((await fixes('a.js'))[0], 'Move It to .env…'));
  });

  it('is said again, though the store does not answer any more', async () => {
    await open('a.js', `a('${checkout.secret}')`);
    await reported('a.js');
    const { vault } = account;
    const { read } = vault;
    vault.read = async () => Promise.reject(new StoreError('timedOut'));
    await account.secrets
      .keep('another', 'sandbox_secret_of_another_key_0001', { isSaved: true })
      .catch(() => undefined);
    await settled(async () => said('a.js').length);
    await reported('a.js');
    vault.read = read;
  });

  it('names the account of a key that is another one’s', async () => {
    const secret = 'sandbox_secret_of_the_other_account';
    await account.vault.write('tripartie.apiClient:https://api.tripartie.com:prod-client-1', secret);
    await open('a.js', `a('${secret}')`);
    const { message } = await reported('a.js');
    assert.match(
      message,
      /^The secret of API client prod-client-1 of another account is in this file\..* You are signed in to Acme/,
    );
  });

  it('is not said again where the person does not want to hear of it, until they do', async () => {
    await open('a.js', `a('${checkout.secret}')`);
    await reported('a.js');
    const place = { uri: `${uri('a.js')}`, identifier: checkout.identifier, scope: account.scope, line: 0 };
    await finder.dismiss(place, true);
    await eventually(() => assert.equal(said('a.js')[0]?.severity, vscode.DiagnosticSeverity.Hint));
    assert.deepEqual(await fixes('a.js'), ['Report This Key Here Again']);
    await finder.dismiss(place, false);
    await eventually(() => assert.notEqual(said('a.js')[0]?.severity, vscode.DiagnosticSeverity.Hint));
    await finder.dismiss('anything', true);
    assert.notEqual(said('a.js')[0]?.severity, vscode.DiagnosticSeverity.Hint);
  });

  /** The titles of what helps at the first thing that is said of a file, as VS Code offers them. */
  async function fixes(name: string): Promise<string[]> {
    const [first] = said(name);
    assert.ok(first);
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      uri(name),
      first.range,
      vscode.CodeActionKind.QuickFix.value,
    );
    return actions.map(({ title }) => title).filter((title) => /Key|\.env/.test(title));
  }

  it('is mended by moving the key or rotating it, whichever comes first where the file is', async () => {
    layout.repository('.', { 'tracked.js': '1' });
    await open('tracked.js', `a('${checkout.secret}')`);
    await open('exposed.py', `a("${checkout.secret}")`);
    await open('exposed.yml', `a: ${checkout.secret}`);
    await open('partly.js', `a('id:${checkout.secret}')`);
    for (const name of ['tracked.js', 'exposed.py', 'exposed.yml', 'partly.js']) await reported(name);
    const [rotate, move, not] = ['Rotate This Key Now', 'Move It to .env…', 'Do Not Report This Key Here'];
    assert.deepEqual(await fixes('tracked.js'), [rotate, move, not]);
    assert.deepEqual(await fixes('exposed.py'), [move, rotate, not]);
    assert.deepEqual(await fixes('exposed.yml'), [rotate, not]);
    assert.deepEqual(await fixes('partly.js'), [rotate, not]);
  });

  it('is told by a hover over an identifier, of what is in memory: nobody is asked', async () => {
    const document = await open('a.js', `// ${checkout.identifier}, and x${billing.identifier}y\n`);
    // A file with a secret of this account has the list of clients loaded.
    await open('b.js', `a('${checkout.secret}')`);
    await reported('b.js', /checkout/);
    const { total } = opened.sandbox.requests;
    const hoverAt = async (text: string) => {
      const position = document.positionAt(document.getText().indexOf(text) + 3);
      const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
        'vscode.executeHoverProvider',
        document.uri,
        position,
      );
      const all = hovers.flatMap(({ contents }) =>
        contents.map((each) => (typeof each === 'string' ? each : each.value)),
      );
      return all.join('\n').replaceAll('&nbsp;', ' ');
    };
    const words = await hoverAt(checkout.identifier);
    assert.match(words, /API client “checkout” of Acme/);
    assert.match(words, /OFFER\\?_READ/);
    assert.match(words, /stored in this editor/);
    assert.ok(!words.includes(checkout.secret));
    assert.doesNotMatch(await hoverAt(billing.identifier), /API client/, 'part of a longer word');
    assert.equal(opened.sandbox.requests.total, total);
  });

  it('is told above the lines of a file of variables', async () => {
    const text = `A=1\nSHOP_ID=${checkout.identifier}\nSHOP_SECRET=${checkout.secret}\n`;
    const document = await open('.env', text);
    const lenses = await eventually(async () => {
      const all = await vscode.commands.executeCommand<vscode.CodeLens[]>(
        'vscode.executeCodeLensProvider',
        document.uri,
        10,
      );
      const ours = all.filter(({ command }) => command?.command === 'tripartie.rotateApiClient');
      assert.equal(ours.length, 1);
      return ours;
    });
    const [lens] = lenses;
    assert.equal(lens?.range.start.line, 1);
    assert.equal(lens?.command?.title, 'checkout · Custom address · today · Rotate');
    assert.ok(!JSON.stringify(lens).includes(checkout.secret));
    old.add(checkout.identifier);
    rotating.fire();
    await eventually(async () => {
      const all = await vscode.commands.executeCommand<vscode.CodeLens[]>(
        'vscode.executeCodeLensProvider',
        document.uri,
        10,
      );
      assert.ok(all.some(({ command }) => command?.title === 'checkout · Custom address · today · being rotated'));
    });
  });

  it('is found in the files of a workspace, with what was not looked at', async () => {
    for (const [name, textWith] of Object.entries(PLANTED)) layout.put(`src/${name}`, textWith(billing.secret));
    layout.put('node_modules/a/index.js', billing.secret);
    layout.put('bin/a.bin', `\0${billing.secret}`);
    layout.put('bin/long.txt', `${'x'.repeat(2 * 1024 * 1024)}${billing.secret}`);
    layout.put('utf16.txt', '');
    await vscode.workspace.fs.writeFile(uri('utf16.txt'), Buffer.from(`\ufeff\n${billing.secret}`, 'utf16le'));
    const keys = new KeptKeys(opened.session, marks);
    await keys.look();
    assert.ok(keys.latest);
    const searched = await searchWorkspace(keys.latest, new AbortController().signal, () => undefined);
    keys.dispose();
    assert.ok(searched);
    const inLayout = searched.spotted.filter((each) => each.uri.fsPath.startsWith(layout.folder));
    const names = inLayout.map((each) => path.relative(layout.folder, each.uri.fsPath));
    assert.deepEqual(new Set(names), new Set([...Object.keys(PLANTED).map((name) => `src/${name}`), 'utf16.txt']));
    for (const { uri: found, range } of inLayout) {
      const document = await vscode.workspace.openTextDocument(found);
      if (!found.path.endsWith('utf16.txt')) assert.equal(document.getText(range), billing.secret);
      else assert.equal(range.start.line, 1);
    }
    assert.ok(searched.noText >= 1 && searched.tooLong >= 1);
    assert.ok(!JSON.stringify(searched).includes(billing.secret));
  });

  it('is not looked for any more when the person cancels', async () => {
    const keys = new KeptKeys(opened.session, marks);
    await keys.look();
    assert.ok(keys.latest);
    assert.equal(await searchWorkspace(keys.latest, AbortSignal.abort(), () => undefined), undefined);
    keys.dispose();
  });
});
