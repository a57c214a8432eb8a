import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import { Debugging } from '../../src/debugging/debugging.ts';
import type { Account } from '../../src/session/session.ts';
import { openSandboxSession, type SandboxSession } from '../helpers/sandboxSession.ts';
import { workspaceFolder } from '../helpers/workspaceFolder.ts';
import { eventually } from '../host/eventually.ts';

const NAME = 'quote " and #id';

/** The words of hovers. */
function saidIn(hovers: readonly vscode.Hover[]): string {
  const all = hovers.flatMap(({ contents }) => contents.map((each) => (typeof each === 'string' ? each : each.value)));
  return all.join('\n').replaceAll('&nbsp;', ' ');
}

describe('References in launch.json', function () {
  this.timeout(60_000);
  let opened: SandboxSession;
  let account: Account;
  let debugging: Debugging;
  let folder: string;
  let names: Map<string, string>;
  /** The rotation that a key takes part in. */
  const rotating = new Map<string, string>();

  beforeEach(async () => {
    // What was said of another file of the same name is no news.
    folder = mkdtempSync(path.join(workspaceFolder().uri.fsPath, 'launching-'));
    opened = await openSandboxSession({ apiClients: 0 });
    account = await opened.signIn({ subject: '1', organization: 'Acme [x](command:y)' });
    names = new Map();
    for (const name of ['checkout', 'twice', 'twice', NAME, 'elsewhere']) {
      const created = await account.client.createApiClient({ name, scopes: ['OFFER_READ'] });
      names.set(created.identifier, name);
      if (name !== 'elsewhere') await account.secrets.keep(created.identifier, created.secret, { isSaved: true });
    }
    const memory = { keys: () => [], get: () => undefined, update: async () => undefined };
    const rotations = { markOf: () => undefined, idOf: (identifier: string) => rotating.get(identifier) };
    debugging = new Debugging(opened.session, memory as vscode.Memento, rotations);
  });
  afterEach(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    debugging.dispose();
    await opened.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Opens a file of configurations with these variables, a line each, and looks after it. */
  async function open(
    env: Readonly<Record<string, string>>,
    name = '.vscode/launch.json',
  ): Promise<vscode.TextDocument> {
    const configurations = [{ name: 'Launch', type: 'node', request: 'launch', args: [env.ARG ?? ''], env }];
    const content = name.endsWith('.json')
      ? { configurations }
      : { folders: [], settings: { env }, launch: { configurations } };
    const file = path.join(folder, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, `// mine\n${JSON.stringify(content, undefined, 2)}\n`);
    const document = await vscode.workspace.openTextDocument(file);
    await vscode.window.showTextDocument(document);
    debugging.opened();
    return document;
  }

  /** The last place where a text is, so many characters into it. */
  const placeOf = (document: vscode.TextDocument, text: string, into = 1) =>
    document.positionAt(document.getText().lastIndexOf(text) + into);
  const found = ({ uri }: vscode.TextDocument) =>
    vscode.languages.getDiagnostics(uri).filter(({ source }) => source === 'Tripartie');

  it('are suggested by name, or by identifier where a name is not enough, and written so that they mean the same', async () => {
    const document = await open({ A: '', B: 'tripartie:ch' });
    const { items } = await vscode.commands.executeCommand<vscode.CompletionList>(
      'vscode.executeCompletionItemProvider',
      document.uri,
      placeOf(document, '"A": ""', 6),
    );
    const ours = items.filter(({ label }) =>
      String(typeof label === 'string' ? label : label.label).startsWith('tripartie:'),
    );
    const sorted = [...ours].sort((one, other) => String(one.sortText).localeCompare(String(other.sortText)));
    const firsts = sorted.slice(0, 3).map(({ insertText }) => insertText);
    assert.deepEqual(firsts, ['tripartie:checkout', 'tripartie:elsewhere', 'tripartie:quote \\" and #id#secret']);
    const texts = ours.map(({ insertText }) => String(insertText)).sort();
    const twice = [...names].flatMap(([identifier, name]) => (name === 'twice' ? [identifier] : []));
    const expected = ['checkout', 'elsewhere', ...twice].flatMap((what) => [
      `tripartie:${what}`,
      `tripartie:${what}#id`,
    ]);
    assert.deepEqual(
      texts,
      [...expected, 'tripartie:quote \\" and #id#secret', 'tripartie:quote \\" and #id#id'].sort(),
    );
    for (const item of ours) {
      assert.ok(item.range instanceof vscode.Range && item.range.isEmpty);
      assert.doesNotMatch(JSON.stringify(item), /sandbox_secret/);
    }
    const outside = await vscode.commands.executeCommand<vscode.CompletionList>(
      'vscode.executeCompletionItemProvider',
      document.uri,
      placeOf(document, '"Launch"', 2),
    );
    assert.ok(!JSON.stringify(outside.items).includes('tripartie:'));
  });

  it('say on a hover whom they mean and whether the secret is here, as text', async () => {
    const document = await open({
      A: 'tripartie:checkout',
      B: 'tripartie:elsewhere',
      C: 'tripartie:checkout#id',
      D: 'tripartie:twice',
    });
    const expected = [
      [': "tripartie:checkout"', /The secret of “checkout” .*It is in this editor\./],
      [': "tripartie:elsewhere"', /It is not in this editor\./],
      ['"tripartie:checkout#id"', /The identifier of “checkout”/],
      ['"tripartie:twice"', /2 API clients of/],
    ] as const;
    for (const [text, words] of expected) {
      await eventually(async () => {
        const position = placeOf(document, text, 6);
        const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
          'vscode.executeHoverProvider',
          document.uri,
          position,
        );
        const said = saidIn(hovers);
        assert.match(said, words);
        assert.doesNotMatch(said, /(?<!\\)\]\(command|sandbox_secret/);
      });
    }
  });

  it('are marked where nobody can resolve them, and mended by a quick fix', async () => {
    const document = await open({
      A: 'tripartie:Checkot',
      B: 'tripartie:twice',
      C: 'tripartie:elsewhere',
      D: 'tripartie:',
      E: 'tripartie:checkout#id',
      PATH: 'tripartie:checkout#id',
      ARG: 'tripartie:checkout',
    });
    const marked = await eventually(() => {
      // The extension that this window has looks at the file too, for nobody.
      const all = found(document).map(({ code, range }) => `${code} ${document.getText(range)}`);
      assert.deepEqual([...new Set(all)].sort(), [
        'absent "tripartie:Checkot"',
        'misplaced "tripartie:checkout"',
        'nameless "tripartie:"',
        'notHere "tripartie:elsewhere"',
        'ruling "tripartie:checkout#id"',
        'several "tripartie:twice"',
      ]);
      return found(document);
    });
    assert.doesNotMatch(JSON.stringify(marked), /sandbox_secret/);
    const fixesFor = async (code: string) => {
      const range = marked.find((each) => each.code === code)?.range;
      const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
        'vscode.executeCodeActionProvider',
        document.uri,
        range,
      );
      return actions.filter(({ kind }) => kind?.contains(vscode.CodeActionKind.QuickFix));
    };
    const absent = await fixesFor('absent');
    assert.deepEqual(
      absent.map(({ title, command }) => [title, command?.command, command?.arguments]),
      [
        ['Use tripartie:checkout (today)', undefined, undefined],
        ['Create API Client…', 'tripartie.createApiClient', [{ name: 'Checkot' }]],
      ],
    );
    assert.match(marked.find(({ code }) => code === 'absent')?.message ?? '', / Did you mean “checkout”\?$/);
    assert.deepEqual(
      (await fixesFor('notHere')).map(({ command }) => command?.command),
      ['tripartie.importApiClientSecret'],
    );
    assert.equal((await fixesFor('several')).length, 2);
    const edit = absent[0]?.edit;
    assert.ok(edit);
    await vscode.workspace.applyEdit(edit);
    assert.ok(document.getText().includes('"A": "tripartie:checkout"'));
    await eventually(() => assert.ok(!found(document).some(({ code }) => code === 'absent')));
    // What was made meanwhile is known as soon as the extension has made it.
    const { identifier, secret } = await account.client.createApiClient({ name: 'new', scopes: ['OFFER_READ'] });
    await vscode.workspace.applyEdit(replacing(document, 'tripartie:twice', 'tripartie:new'));
    await eventually(() => assert.ok(found(document).some(({ message }) => /“new” is no API client/.test(message))));
    await account.secrets.keep(identifier, secret, { isSaved: true });
    account.changed('keys');
    await eventually(() => assert.ok(!found(document).some(({ message }) => /“new”/.test(message))));
    await document.save();
  });

  it('are right by a name that both keys of a rotation have: a session knows which to take', async () => {
    for (const [identifier, name] of names) if (name === 'twice') rotating.set(identifier, 'one rotation');
    const document = await open({ A: 'tripartie:twice', B: 'tripartie:Checkot' });
    await eventually(() => assert.ok(found(document).some(({ code }) => code === 'absent')));
    assert.ok(!found(document).some(({ code }) => code === 'several'));
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      document.uri,
      placeOf(document, 'tripartie:twice'),
    );
    assert.match(saidIn(hovers), /Both keys of a rotation of .* have this name/);
    rotating.clear();
  });

  it('count in the launch section of a workspace file only', async () => {
    const document = await open({ A: 'tripartie:nobody' }, 'mine.code-workspace');
    await eventually(() => assert.equal(found(document).length, 1));
  });

  it('are neither looked up nor marked in a workspace that is not trusted', async () => {
    const { lines } = opened.sandbox.requests;
    const listed = () =>
      lines.filter(({ path: each, method }) => method === 'GET' && each.includes('/api-clients')).length;
    const before = listed();
    const trusted = Object.getOwnPropertyDescriptor(vscode.workspace, 'isTrusted');
    Object.defineProperty(vscode.workspace, 'isTrusted', { configurable: true, get: () => false });
    try {
      const document = await open({ A: 'tripartie:nobody' });
      const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
        'vscode.executeHoverProvider',
        document.uri,
        placeOf(document, 'nobody'),
      );
      assert.doesNotMatch(saidIn(hovers), /Acme/);
      assert.deepEqual([found(document), listed()], [[], before]);
    } finally {
      if (trusted) Object.defineProperty(vscode.workspace, 'isTrusted', trusted);
    }
    // Only that was in the way.
    account.changed('keys');
    await eventually(() => {
      const document = vscode.window.activeTextEditor?.document;
      assert.deepEqual(document && found(document).map(({ code }) => code), ['absent']);
    });
  });
});

function replacing(document: vscode.TextDocument, text: string, by: string): vscode.WorkspaceEdit {
  const start = document.getText().indexOf(text);
  const edit = new vscode.WorkspaceEdit();
  edit.replace(
    document.uri,
    new vscode.Range(document.positionAt(start), document.positionAt(start + text.length)),
    by,
  );
  return edit;
}
