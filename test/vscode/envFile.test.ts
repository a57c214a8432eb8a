import assert from 'node:assert/strict';
import { chmodSync, lstatSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import { look, type Refused, type Written, write } from '../../src/delivery/envFile.ts';
import { standingOf } from '../../src/delivery/git.ts';
import { ignore, ignoreLineFor } from '../../src/delivery/gitignore.ts';
import type { Damaged } from '../../src/delivery/put.ts';
import { nodePersonFiles as files } from '../../src/platform/node/personFiles.ts';
import { BEFORE, CASES, Layout } from '../helpers/gitLayouts.ts';

const AFTER = 'A=1\nTRIPARTIE_CLIENT_SECRET=made_up_canary\n';

const bytes = (text: string) => new TextEncoder().encode(text);

function assertRefused(outcome: Written | Refused | Damaged, because: Refused['because']): void {
  assert.deepEqual(outcome, { kind: 'refused', because });
}

describe('A key for a .env file', function () {
  this.timeout(60_000);
  let layout: Layout;
  const uri = (name: string) => vscode.Uri.file(layout.path(name));

  beforeEach(() => {
    layout = new Layout();
  });
  afterEach(async () => {
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    rmSync(layout.folder, { recursive: true, force: true });
  });

  /** What is at a path, if anything. */
  const text = (name: string) => {
    try {
      return readFileSync(layout.path(name), 'utf8');
    } catch {
      return undefined;
    }
  };

  async function lookAt(name: string) {
    const looked = await look(files, uri('.'), uri(name));
    assert.ok(looked.kind === 'file', JSON.stringify(looked));
    return looked.file;
  }

  async function writeTo(name: string): Promise<Written> {
    const outcome = await write(files, await lookAt(name), bytes(AFTER));
    assert.ok(outcome.kind === 'written', JSON.stringify(outcome));
    return outcome;
  }

  for (const { what, file, standing, make } of CASES) {
    it(`that is ${what}: ${standing}`, async () => {
      make(layout);
      const before = text(file);
      const found = await lookAt(file);
      assert.equal(await standingOf(files, found.uri), standing);
      const outcome = await write(files, found, bytes(AFTER));
      if (standing === 'ignored' || standing === 'noRepository') {
        assert.equal(outcome.kind, 'written');
        assert.equal(text(file), AFTER);
      } else {
        assertRefused(outcome, standing);
        assert.equal(text(file), before);
      }
      if (standing === 'noRepository' || standing === 'unknown') return;
      assert.equal(layout.git(path.dirname(file), 'diff', '--name-only'), '');
    });
  }

  it('that git cannot be asked about, as it is switched off: unknown', async () => {
    const switchTo = (on: boolean | undefined) =>
      vscode.workspace.getConfiguration('git').update('enabled', on, vscode.ConfigurationTarget.Global);
    // First, as VS Code's extension for git goes on with a repository that it has opened, and opens what it notices.
    await switchTo(false);
    layout.repository('.', { '.gitignore': '.env\n' });
    const file = await lookAt('.env');
    try {
      assertRefused(await write(files, file, bytes(AFTER)), 'unknown');
      assert.equal(text('.env'), undefined);
    } finally {
      await switchTo(undefined);
    }
    assert.equal(await standingOf(files, file.uri), 'ignored');
  });

  it('goes there once git was told to leave the file alone, and .gitignore keeps every byte', async () => {
    layout.repository('.', { '.gitignore': 'x\r\n# é', README: '' });
    mkdirSync(layout.path('a[b]'));
    const file = await lookAt('a[b]/.env');
    assert.equal(await standingOf(files, file.uri), 'exposed');
    const line = await ignoreLineFor(uri('.'), file);
    assert.ok(line);
    assert.equal(await ignore(files, uri('.'), line), undefined);
    assert.equal(text('.gitignore'), 'x\r\n# é\r\n/a\\[b\\]/.env\r\n');
    await writeTo('a[b]/.env');
    assert.doesNotMatch(layout.git('.', 'status', '--porcelain', '-uall'), /\.env/);
  });

  it('goes there also if its name ends in blanks, and not by a line that would be two', async () => {
    layout.repository('.', { README: '' });
    const file = await lookAt('.env.a  ');
    const line = await ignoreLineFor(uri('.'), file);
    assert.ok(line);
    assert.equal(await ignore(files, uri('.'), line), undefined);
    await writeTo('.env.a  ');
    assert.equal(await ignoreLineFor(uri('.'), await lookAt('.env.b\n!.env')), undefined);
    assertRefused(await write(files, await lookAt('.env.b\n!.env'), bytes(AFTER)), 'exposed');
  });

  it('does not go there by a line in a .gitignore that git does not read', async () => {
    layout.repository('.', { README: '' });
    writeFileSync(layout.path('.gitignore'), Buffer.from('\ufeff.env\r\n', 'utf16le'));
    const line = await ignoreLineFor(uri('.'), await lookAt('.env'));
    assert.ok(line);
    assert.deepEqual(await ignore(files, uri('.'), line), { kind: 'refused', because: 'notText' });
    assert.equal(readFileSync(layout.path('.gitignore'), 'utf16le'), '\ufeff.env\r\n');
  });

  it('has .gitignore beside it where the root of the repository is not in the workspace', async () => {
    layout.repository('.', {});
    mkdirSync(layout.path('app'));
    const looked = await look(files, uri('app'), uri('app/.env'));
    assert.ok(looked.kind === 'file');
    const line = await ignoreLineFor(uri('app'), looked.file);
    assert.deepEqual([line?.uri.fsPath, line?.line], [layout.path('app/.gitignore'), '/.env']);
  });

  it('is for the person alone in a new file; a file that is there stays as open as it was', async () => {
    await writeTo('.env');
    assert.equal(lstatSync(layout.path('.env')).mode & 0o777, 0o600);
    layout.put('.env.local', BEFORE);
    chmodSync(layout.path('.env.local'), 0o640);
    await writeTo('.env.local');
    assert.equal(lstatSync(layout.path('.env.local')).mode & 0o777, 0o640);
  });

  it('can be taken back, byte by byte, and a new file goes', async () => {
    layout.put('.env', '\ufeffA=1\r\n');
    assert.equal(await (await writeTo('.env')).undo(), 'undone');
    assert.equal(text('.env'), '\ufeffA=1\r\n');
    assert.equal(await (await writeTo('.env.new')).undo(), 'undone');
    assert.equal(text('.env.new'), undefined);
  });

  it('is not taken back from a file that somebody has changed since, or that is gone', async () => {
    layout.put('.env', BEFORE);
    const written = await writeTo('.env');
    layout.put('.env', `${AFTER}B=2\n`);
    assert.deepEqual(await written.undo(), { kind: 'refused', because: 'changed' });
    assert.equal(text('.env'), `${AFTER}B=2\n`);
    rmSync(layout.path('.env'));
    assert.deepEqual(await written.undo(), { kind: 'refused', because: 'changed' });
    assert.equal(text('.env'), undefined);
  });

  it('does not go over what somebody has written meanwhile', async () => {
    layout.put('.env', BEFORE);
    const file = await lookAt('.env');
    const none = await lookAt('.env.new');
    layout.put('.env', 'B=2\n');
    layout.put('.env.new', 'B=2\n');
    assertRefused(await write(files, file, bytes(AFTER)), 'changed');
    assertRefused(await write(files, none, bytes(AFTER)), 'changed');
    assert.deepEqual([text('.env'), text('.env.new')], ['B=2\n', 'B=2\n']);
  });

  it('does not go through a link that was put there meanwhile', async () => {
    layout.put('.env', BEFORE);
    layout.put('elsewhere', BEFORE);
    const file = await lookAt('.env');
    rmSync(layout.path('.env'));
    symlinkSync('elsewhere', layout.path('.env'));
    assertRefused(await write(files, file, bytes(AFTER)), 'changed');
    assert.equal(text('elsewhere'), BEFORE);
  });

  it('waits for changes that are not saved, also of an editor that knows the file by a link', async () => {
    const setting = vscode.workspace.getConfiguration('files');
    // In a browser an editor saves by itself after a second.
    await setting.update('autoSave', 'off', vscode.ConfigurationTarget.Global);
    try {
      layout.put('real', BEFORE);
      symlinkSync('real', layout.path('.env'));
      const document = await vscode.workspace.openTextDocument(uri('.env'));
      const editor = await vscode.window.showTextDocument(document);
      await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), '# typed\n'));
      assertRefused(await write(files, await lookAt('.env'), bytes(AFTER)), 'unsaved');
      assert.equal(text('real'), BEFORE);
    } finally {
      await setting.update('autoSave', undefined, vscode.ConfigurationTarget.Global);
    }
  });

  it('does not go out of the workspace folder, nor where no file is', async () => {
    layout.put('outside/secret', BEFORE);
    mkdirSync(layout.path('inside/.env.folder'), { recursive: true });
    symlinkSync('../outside/secret', layout.path('inside/.env'));
    symlinkSync('../outside', layout.path('inside/linked'));
    symlinkSync('nowhere', layout.path('inside/.env.dangling'));
    layout.put('inside/.env.long', 'x'.repeat(300_000));
    const because = async (name: string) => {
      const looked = await look(files, uri('inside'), uri(`inside/${name}`));
      return looked.kind === 'refused' ? looked.because : undefined;
    };
    assert.equal(await because('.env'), 'outside');
    assert.equal(await because('linked/.env'), 'outside');
    assert.equal(await because('.env.folder'), 'noEnvFile');
    assert.equal(await because('.env.long'), 'noEnvFile');
    assert.equal(await because('.env.dangling'), 'failed');
    assert.equal(await because('none/.env'), 'noFolder');
  });

  it('does not go where the system makes no files', async () => {
    const [folder, file] = [vscode.Uri.file('/proc'), vscode.Uri.file('/proc/.env')];
    const looked = await look(files, folder, file);
    assert.ok(looked.kind === 'file');
    assertRefused(await write(files, looked.file, bytes(AFTER)), 'failed');
  });

  it('goes to no other file system than the one of this computer', async () => {
    const far = vscode.Uri.parse('untitled:/folder/.env');
    assert.deepEqual(await look(files, far, far), { kind: 'refused', because: 'unknown' });
    assert.equal(await standingOf(files, far), 'unknown');
  });
});
