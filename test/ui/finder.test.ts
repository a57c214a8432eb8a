import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { eventually } from '../host/eventually.ts';
import { textOf } from '../host/parts/text.ts';
import { copiesOf } from './copiesOf.ts';
import { saveCopy } from './rotating.ts';
import { chooseForNew, fillInClient, openSetting, type Setting, signInWithKey } from './support.ts';

describe('A secret that stands in the source', () => {
  let setting: Setting;
  let folder: string;
  let secret = '';
  let identifier = '';

  const fileText = (name: string) => readFile(path.join(folder, name), 'utf8');
  const git = (...args: string[]) => execFileSync('git', ['-C', folder, ...args], { encoding: 'utf8' });

  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'tripartie-source-'));
    await writeFile(path.join(folder, '.gitignore'), '/.env\n');
    await writeFile(path.join(folder, 'shop.js'), '\n');
    git('init', '-q');
    git('add', '.');
    git('-c', 'user.name=a', '-c', 'user.email=a@a.example', 'commit', '-q', '-m', 'first');
    // The file that git ignores can be opened by its name too, and what is typed is not saved by itself.
    const settings = { 'search.useIgnoreFiles': false, 'files.autoSave': 'off' };
    setting = await openSetting({}, { folder, builtIns: 'all', settings });
    const { vscode } = setting;
    await signInWithKey(setting);
    await fillInClient(vscode, 'checkout-backend', ['OFFER_READ']);
    await chooseForNew(vscode, 'checkout-backend', 'Copy as .env lines');
    await eventually(async () => {
      [, identifier = '', secret = ''] = /ID=(\S+)\n.*SECRET=(\S+)\n/.exec(await vscode.clipboard()) ?? [];
      assert.match(secret, /^sandbox_secret_/);
    });
    await vscode.putAway();
    await writeFile(path.join(folder, 'shop.js'), `const shop = connect("${identifier}", "${secret}");\n`);
    await writeFile(path.join(folder, 'notes.txt'), `again: ${secret}\n`);
  });
  after(async () => {
    await setting.close();
    await rm(folder, { recursive: true, force: true });
  });
  afterEach(() => setting.vscode.putAway());

  const open = async (name: string) => {
    const { page } = setting.vscode;
    const row = page.locator('.quick-input-list .monaco-list-row', { hasText: name }).first();
    // The editor looks at the folder when it is asked, and a file that has just come may be missing.
    await eventually(async () => {
      await page.keyboard.press('Escape');
      await page.keyboard.press('Control+p');
      await page.locator('.quick-input-box input').fill(name, { timeout: 3_000 });
      await row.waitFor({ timeout: 3_000 });
    });
    await page.keyboard.press('Enter');
    await page.locator('.tab.active', { hasText: name }).waitFor();
  };

  it('is reported when the file is opened, and goes to .env by keyboard, with a reference in its place and no copy of it', async () => {
    const { vscode } = setting;
    const { page } = vscode;
    await open('shop.js');
    await page.locator('.squiggly-error').first().waitFor();
    await page.keyboard.press('F8');
    const problem = page.locator('.marker-widget .message');
    await eventually(async () =>
      assert.match(await textOf(problem), /The secret of “checkout-backend” of .* is in this file/),
    );
    await vscode.screenshot('finder problem');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+.');
    const menu = page.locator('.action-widget');
    await eventually(async () =>
      assert.match(await textOf(menu), /Rotate This Key Now.*Move It to \.env….*Do Not Report This Key Here/s),
    );
    await vscode.screenshot('finder fixes');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await vscode.quickPick.pick('.env');
    await vscode.quickPick.pick('TRIPARTIE_CLIENT_ID, TRIPARTIE_CLIENT_SECRET');
    await vscode.quickPick.pick('Write');
    await vscode.notifications.shown(/The source reads TRIPARTIE_CLIENT_SECRET now/);
    const expected = `const shop = connect("${identifier}", process.env.TRIPARTIE_CLIENT_SECRET);\n`;
    assert.equal(await fileText('shop.js'), expected);
    assert.equal(await fileText('.env'), `TRIPARTIE_CLIENT_ID=${identifier}\nTRIPARTIE_CLIENT_SECRET=${secret}\n`);
    await page.locator('.squiggly-error').first().waitFor({ state: 'detached' });
    // The editor can undo what it has shown, and keeps that in its memory.
    const copies = (await copiesOf(secret, vscode, folder)).filter(
      (each) => each !== 'the secret in the page of the window',
    );
    assert.deepEqual(copies, []);
  });

  it('is said above the line of the .env file, and its key can be rotated from there', async () => {
    const { vscode } = setting;
    const { page } = vscode;
    await open('.env');
    const lens = page.locator('.codelens-decoration', { hasText: 'checkout-backend' });
    await eventually(async () =>
      assert.match(await textOf(lens), /checkout-backend · Custom address · today · Rotate/),
    );
    await vscode.screenshot('finder lens');
    await lens.locator('a').click();
    await vscode.dialog.shown(/Rotate “checkout-backend”\?/);
    assert.match(await vscode.dialog.detail(), new RegExp(identifier));
    await vscode.dialog.button('Rotate');
    await saveCopy({ setting, name: 'checkout-backend' });
    await vscode.quickPick.shown(/The new key of “checkout-backend” works/);
    await vscode.quickPick.pick('Update 1 place');
    await vscode.quickPick.shown(/^Update places of “checkout-backend”/);
    await vscode.quickPick.pick('Write to .env');
    await vscode.quickPick.shown(/The new key of “checkout-backend” works/);
    const now = await fileText('.env');
    assert.match(now, /^TRIPARTIE_CLIENT_ID=[0-9a-f]{32}\nTRIPARTIE_CLIENT_SECRET=sandbox_secret_\S+\n$/);
    assert.ok(!now.includes(identifier) && !now.includes(secret));
    // The source, which has a reference by now, is right as it is.
    assert.match(await fileText('shop.js'), /process\.env\.TRIPARTIE_CLIENT_SECRET/);
  });

  it('is found in the workspace, file by file, and opens there', async () => {
    const { vscode } = setting;
    await vscode.runCommand('Tripartie: Find Stored Secrets in the Workspace…');
    const view = vscode.view('Secrets in Files');
    const row = await view.item('notes.txt');
    assert.match(await row.description(), /line 1 · not ignored by git/);
    assert.match(await (await view.item('.env')).description(), /line 2 · ignored by git/);
    await vscode.screenshot('finder view');
    await row.click();
    await vscode.page.locator('.tab.active', { hasText: 'notes.txt' }).waitFor();
    assert.deepEqual(vscode.pageErrors, []);
  });
});
