import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { eventually } from '../host/eventually.ts';
import { textOf } from '../host/parts/text.ts';
import { copiesOf } from './copiesOf.ts';
import { keysNamed, saveCopy } from './rotating.ts';
import { askAsAnother, chooseForNew, fillInClient, openSetting, type Setting, signInWithKey } from './support.ts';

const OTHER = 'made-up-password-of-another-service';
const IGNORED = `# my settings\nDATABASE_PASSWORD="${OTHER}"\nexport TRIPARTIE_CLIENT_SECRET=the-one-before # shop\n`;
const TRACKED = 'MODE=production\n';

/** A stand-in for `gh` that notes how it is called. */
const FAKE_GH = `#!${process.execPath}
const { appendFileSync, readFileSync } = require('node:fs');
const call = { args: process.argv.slice(2), input: readFileSync(0, 'utf8') };
appendFileSync(__filename + '.calls', JSON.stringify(call) + '\\n');
`;

describe('A key is written to a .env file', () => {
  let setting: Setting;
  let folder: string;
  let tools: string;
  let secret = '';

  const fileText = (name: string) => readFile(path.join(folder, name), 'utf8');
  const git = (...args: string[]) => execFileSync('git', ['-C', folder, ...args], { encoding: 'utf8' });

  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'tripartie-project-'));
    await mkdir(path.join(folder, 'app'));
    await writeFile(path.join(folder, '.gitignore'), '/.env\n');
    await writeFile(path.join(folder, '.env.production'), TRACKED);
    await writeFile(path.join(folder, '.env.example'), 'SHOP_CLIENT_ID=\nSHOP_CLIENT_SECRET=\n');
    tools = await mkdtemp(path.join(tmpdir(), 'tripartie-tools-'));
    await writeFile(path.join(tools, 'gh'), FAKE_GH);
    await chmod(path.join(tools, 'gh'), 0o755);
    git('init', '-q');
    git('remote', 'add', 'origin', 'git@github.com:shop/backend.git');
    git('add', '.');
    git('-c', 'user.name=a', '-c', 'user.email=a@a.example', 'commit', '-q', '-m', 'first');
    await writeFile(path.join(folder, '.env'), IGNORED);
    await writeFile(path.join(folder, 'app/.env.local'), '');
    // The files that git ignores can be opened by their names too, and what is typed is not saved by itself.
    const settings = { 'search.useIgnoreFiles': false, 'files.autoSave': 'off' };
    const env = { PATH: `${tools}${path.delimiter}${process.env.PATH}` };
    setting = await openSetting({}, { folder, settings, builtIns: 'all', env });
    await signInWithKey(setting);
  });
  after(async () => {
    await setting.close();
    await rm(folder, { recursive: true, force: true });
    await rm(tools, { recursive: true, force: true });
  });
  afterEach(() => setting.vscode.putAway());

  /** Where the secret is, apart from the file that was written. */
  const copies = () => copiesOf(secret, setting.vscode, folder);

  it('by keyboard, right after it was created; what is shown has no values, and only the file has the secret', async () => {
    const { vscode } = setting;
    const { keyboard } = vscode.page;
    await fillInClient(vscode, 'checkout-backend', ['OFFER_READ']);
    await chooseForNew(vscode, 'checkout-backend', 'Write to .env…');
    await vscode.quickPick.shown(/^Write “checkout-backend” to \.env.*\(1\/3\)/);
    const files = await vscode.quickPick.items();
    assert.deepEqual(
      files.map(({ label, description }) => [label, description]),
      [
        ['.env', 'ignored by git'],
        ['app/.env.local', 'not ignored by git yet'],
        ['.env.production', 'tracked by git: gets no secret'],
      ],
    );
    await keyboard.press('Enter');
    await vscode.quickPick.shown(/\(2\/3\)/);
    const names = (await vscode.quickPick.items()).map(({ label }) => label);
    assert.deepEqual(names.slice(0, 2), [
      'SHOP_CLIENT_ID, SHOP_CLIENT_SECRET',
      'TRIPARTIE_CLIENT_ID, TRIPARTIE_CLIENT_SECRET',
    ]);
    await keyboard.press('ArrowDown');
    await keyboard.press('Enter');
    await vscode.quickPick.shown(/\(3\/3\)/);
    const diff = vscode.page.locator('.monaco-diff-editor .editor.modified .view-lines');
    await eventually(async () => {
      const shown = (await textOf(diff)).replaceAll('\u00a0', ' ');
      assert.match(shown, /DATABASE_PASSWORD=••••/);
      assert.match(shown, /export TRIPARTIE_CLIENT_SECRET=•••• \(new\) # shop/);
      assert.match(shown, /TRIPARTIE_CLIENT_ID=[0-9a-f]{32}/);
    });
    // Not behind the question that is asked about it.
    const firstLine = await diff.locator('.view-line', { hasText: /my.settings/ }).boundingBox();
    const question = await vscode.page.locator('.quick-input-widget').boundingBox();
    assert.ok(firstLine && question && firstLine.y >= question.y + question.height);
    const page = await textOf(vscode.page.locator('body'));
    assert.ok(!page.includes(OTHER) && !page.includes('the-one-before'));
    assert.equal(await fileText('.env'), IGNORED);
    await keyboard.press('Enter');
    await vscode.notifications.shown(
      /“checkout-backend” is in \.env, as TRIPARTIE_CLIENT_ID and TRIPARTIE_CLIENT_SECRET/,
    );
    await diff.waitFor({ state: 'detached' });
    const written = await fileText('.env');
    secret = /^export TRIPARTIE_CLIENT_SECRET=(sandbox_secret_\S+) # shop$/m.exec(written)?.[1] ?? '';
    assert.ok(secret);
    assert.equal(written.replace(secret, 'the-one-before').replace(/TRIPARTIE_CLIENT_ID=[0-9a-f]{32}\n$/, ''), IGNORED);
    assert.deepEqual(await copies(), []);
  });

  it('and is taken back', async () => {
    const { vscode } = setting;
    await writeFile(path.join(folder, '.env'), IGNORED);
    await (await vscode.view('API Clients').item('checkout-backend')).inlineAction(/Write to \.env/);
    await vscode.quickPick.pick('.env');
    await vscode.quickPick.pick('SHOP_CLIENT_ID, SHOP_CLIENT_SECRET');
    await vscode.quickPick.pick('Write');
    const told = await vscode.notifications.shown(/is in \.env, as SHOP_CLIENT_ID and SHOP_CLIENT_SECRET/);
    assert.ok((await fileText('.env')).includes(`\nSHOP_CLIENT_SECRET=${secret}\n`));
    await told.button('Undo');
    await eventually(async () => assert.equal(await fileText('.env'), IGNORED));
    assert.deepEqual(await copies(), []);
  });

  it('not where git tracks the file, and is copied instead', async () => {
    const { vscode } = setting;
    await (await vscode.view('API Clients').item('checkout-backend')).contextMenu('Write to .env…');
    await vscode.quickPick.pick('.env.production');
    const told = await vscode.notifications.shown(/Nothing was written to \.env\.production: git tracks it/);
    await told.button('Copy as .env Lines');
    await eventually(async () => assert.ok((await vscode.clipboard()).includes(`TRIPARTIE_CLIENT_SECRET=${secret}`)));
    await vscode.setClipboard('');
    assert.equal(await fileText('.env.production'), TRACKED);
    assert.equal(git('status', '--porcelain', '--untracked-files=no'), '');
  });

  it('after git was told to leave the file alone', async () => {
    const { vscode } = setting;
    await vscode.runCommand('Tripartie: Write to .env…');
    await vscode.quickPick.pick('checkout-backend');
    await vscode.quickPick.pick('app/.env.local');
    await vscode.quickPick.pick('TRIPARTIE_CLIENT_ID, TRIPARTIE_CLIENT_SECRET');
    await vscode.quickPick.pick('Add /app/.env.local to .gitignore, then write');
    await vscode.notifications.shown(/is in app\/\.env\.local/);
    assert.equal(await fileText('.gitignore'), '/.env\n/app/.env.local\n');
    assert.ok((await fileText('app/.env.local')).endsWith(`TRIPARTIE_CLIENT_SECRET=${secret}\n`));
    assert.doesNotMatch(git('status', '--porcelain', '-uall'), /\.env/);
    await rm(path.join(folder, 'app/.env.local'));
    assert.deepEqual(await copies(), []);
  });

  it('into a file that is open, of which no copy stays; and not while it has changes that are not saved', async () => {
    const { vscode } = setting;
    const { keyboard } = vscode.page;
    await keyboard.press('Control+p');
    await vscode.quickPick.type('.env');
    await vscode.quickPick.pick('.env');
    const editor = vscode.page.locator('.editor-instance .view-lines');
    await eventually(async () => assert.match(await textOf(editor), /my.settings/));
    const write = async () => {
      await vscode.runCommand('Tripartie: Write to .env…');
      await vscode.quickPick.pick('checkout-backend');
      await vscode.quickPick.pick('.env');
      await vscode.quickPick.pick('TRIPARTIE_CLIENT_ID, TRIPARTIE_CLIENT_SECRET');
      await vscode.quickPick.pick('Write');
    };
    await write();
    await vscode.notifications.shown(/is in \.env, as TRIPARTIE/);
    await eventually(async () => assert.match(await textOf(editor), /sandbox_secret_/));
    await writeFile(path.join(folder, '.env'), IGNORED);
    await eventually(async () => assert.doesNotMatch(await textOf(editor), /sandbox_secret_/));
    await vscode.clearNotifications();
    await editor.click();
    await keyboard.press('Control+Home');
    await keyboard.type('# typed ');
    await write();
    await vscode.notifications.shown(/Nothing was written to \.env: it has changes in an editor that are not saved/);
    assert.equal(await fileText('.env'), IGNORED);
    await vscode.runCommand('File: Revert File');
    await vscode.runCommand('View: Close All Editors');
    await eventually(async () => assert.deepEqual(await copies(), []));
  });

  it('or set as secret of the repository it is pushed to, on standard input', async () => {
    const { vscode } = setting;
    await (await vscode.view('API Clients').item('checkout-backend')).contextMenu('Set CI Secret…');
    await vscode.quickPick.shown(/^Set “checkout-backend” as CI secret.*\(1\/4\)/);
    await vscode.quickPick.pick('github.com/shop/backend');
    await vscode.inputBox.shown(/\(2\/4\)/);
    await vscode.inputBox.type('production');
    await vscode.inputBox.accept();
    await vscode.quickPick.shown(/\(3\/4\)/);
    await vscode.quickPick.pick('SHOP_CLIENT_ID, SHOP_CLIENT_SECRET');
    await vscode.quickPick.shown(/\(4\/4\)/);
    const [row] = await vscode.quickPick.items();
    assert.equal(row?.detail, 'In github.com/shop/backend, environment production, by gh.');
    await vscode.quickPick.pick('Set SHOP_CLIENT_ID and SHOP_CLIENT_SECRET');
    await vscode.notifications.shown(
      /“checkout-backend” is in github\.com\/shop\/backend, environment production, as SHOP_CLIENT_ID and SHOP_CLIENT_SECRET/,
    );
    const calls = (await readFile(path.join(tools, 'gh.calls'), 'utf8')).trim().split('\n');
    const [set] = calls.map((line) => JSON.parse(line)).filter(({ args }) => args[2] === 'SHOP_CLIENT_SECRET');
    assert.deepEqual(set, {
      args: ['secret', 'set', 'SHOP_CLIENT_SECRET', '--repo=github.com/shop/backend', '--env=production'],
      input: secret,
    });
    assert.deepEqual(await copies(), []);
  });

  it('into a new file for the person alone', async () => {
    const { vscode } = setting;
    await rm(path.join(folder, '.env'), { force: true });
    await vscode.runCommand('Tripartie: Write to .env…');
    await vscode.quickPick.pick('checkout-backend');
    await vscode.quickPick.shown(/\(1\/3\)/);
    assert.equal((await vscode.quickPick.items())[0]?.description, 'new file, ignored by git');
    await vscode.quickPick.pick('.env');
    await vscode.quickPick.pick('Other names…');
    for (const [name, asked] of [
      ['MY_ID', /The name of the identifier/],
      ['MY_SECRET', /The name of the secret/],
    ] as const) {
      await eventually(async () => assert.match(await vscode.inputBox.message(), asked));
      await vscode.inputBox.type('1 bad name');
      await eventually(async () => assert.match(await vscode.inputBox.message(), /no digit in front/));
      await vscode.inputBox.type(name);
      await vscode.inputBox.accept();
    }
    await vscode.quickPick.pick('Write');
    await vscode.notifications.shown(/as MY_ID and MY_SECRET/);
    assert.match(await fileText('.env'), /^MY_ID=[0-9a-f]{32}\nMY_SECRET=sandbox_secret_\S+\n$/);
    assert.equal((await stat(path.join(folder, '.env'))).mode & 0o777, 0o600);
  });

  it('and the new one wherever the old one is, while both keys of a rotation work', async () => {
    const { vscode } = setting;
    const old = await fileText('.env');
    // One with other names, and one that git tracks, which somebody has written by hand.
    await writeFile(path.join(folder, 'app/.env.local'), `# app\n${old.replaceAll('MY_', 'SHOP_')}`);
    await writeFile(path.join(folder, '.env.production'), old);
    await (await vscode.view('API Clients').item('checkout-backend')).inlineAction(/Rotate API Client/);
    await saveCopy({ setting, name: 'checkout-backend' });
    await vscode.quickPick.shown(/The new key of “checkout-backend” works/);
    // Who deletes the old key is told where it still is.
    const whereOldIs = async () => {
      await vscode.quickPick.pick('Delete the old key now');
      await vscode.dialog.shown(/Delete the old key of “checkout-backend” now/);
      const detail = await vscode.dialog.detail();
      await vscode.dialog.button('Cancel');
      await vscode.quickPick.shown(/The new key of “checkout-backend” works/);
      return /Still with the old key in this workspace: (.*)/.exec(detail)?.[1];
    };
    assert.equal(await whereOldIs(), '.env, .env.production, app/.env.local');
    await vscode.quickPick.pick('Update 3 places');
    await vscode.quickPick.shown(/^Update places of “checkout-backend”/);
    await vscode.quickPick.pick('Write to .env, app/.env.local');
    await vscode.notifications.shown(
      /2 of 3 places of “checkout-backend” have the new key.*\.env\.production: git tracks it/,
    );
    await vscode.quickPick.shown(/The new key of “checkout-backend” works/);
    assert.equal(await whereOldIs(), '.env.production');
    await vscode.quickPick.cancel();
    assert.equal(await fileText('.env.production'), old);
    const now = await fileText('.env');
    assert.match(now, /^MY_ID=[0-9a-f]{32}\nMY_SECRET=sandbox_secret_\S+\n$/);
    assert.ok(!now.includes(secret));
    assert.equal(await fileText('app/.env.local'), `# app\n${now.replaceAll('MY_', 'SHOP_')}`);
  });

  it('and each file is a row below the client whose key it has, had or is to get', async () => {
    const { vscode } = setting;
    const view = vscode.view('API Clients');
    const identifier = /^MY_ID=(\S+)$/m.exec(await fileText('.env'))?.[1] ?? '';
    const rowsBelow = async () => {
      const rows = await view.items();
      const at = rows.findIndex(({ label, description }) => label === 'Identifier' && description === identifier);
      const rest = at < 0 ? [] : rows.slice(at);
      const end = rest.findIndex(({ level }) => level === 1);
      const below = end < 0 ? rest : rest.slice(0, end);
      return below
        .filter(({ label }) => label.includes('.env'))
        .map(({ label, description }) => `${label}: ${description}`);
    };
    const client = vscode.page.getByRole('treeitem', { name: /^checkout-backend, new key/ });
    await view.item('checkout-backend');
    await client.click();
    const old = 'still has the old key · MY_ID, MY_SECRET';
    await eventually(async () => {
      // What is below is drawn where it is in sight.
      await vscode.page.keyboard.press('End');
      assert.deepEqual(await rowsBelow(), [
        '.env: MY_ID, MY_SECRET',
        'app/.env.local: SHOP_ID, SHOP_SECRET',
        `.env.production: ${old}`,
      ]);
    });
    await writeFile(path.join(folder, 'app/.env.local'), '# nothing any more\n');
    await writeFile(path.join(folder, '.env.production'), (await fileText('.env')).replace(/(?<=SECRET=).*/, 'x'));
    await eventually(async () =>
      assert.deepEqual(await rowsBelow(), [
        '.env: MY_ID, MY_SECRET',
        '.env.production: changed: has something else now · MY_ID, MY_SECRET',
        'app/.env.local: gone: the key was put here, and is here no more · SHOP_ID, SHOP_SECRET',
      ]),
    );
    await (await view.item('app/.env.local')).click();
    await (await vscode.notifications.shown(/does not have this key any more/)).button('Forget This Place');
    await eventually(async () => assert.equal((await rowsBelow()).length, 2));
  });

  it('and where tripartie.json says that the project needs it, with what else is missing', async () => {
    const { vscode } = setting;
    const identifier = /^MY_ID=(\S+)$/m.exec(await fileText('.env'))?.[1] ?? '';
    const keys = [
      { client: identifier, idVariable: 'MY_ID', secretVariable: 'MY_SECRET' },
      { client: identifier, file: 'app/.env.test' },
      { client: 'nightly-import', file: 'app/.env.nightly' },
      { client: 'Checkout Bakend', file: 'app/.env.slip' },
    ];
    await writeFile(path.join(folder, 'tripartie.json'), `// what we need\n${JSON.stringify({ keys })}`);
    const status = (text: string) =>
      eventually(async () => assert.ok((await vscode.statusBarTexts()).includes(text), text));
    await status('3 of 4 keys are missing here');
    await vscode.statusBar('3 of 4 keys are missing here').click();
    await vscode.quickPick.shown(/^Keys of this project/);
    assert.deepEqual(
      (await vscode.quickPick.items()).slice(0, 4).map(({ label, description }) => [label, description]),
      [
        [identifier, '.env: is there'],
        [identifier, 'app/.env.test: missing'],
        ['nightly-import', 'app/.env.nightly: missing'],
        ['Checkout Bakend', 'app/.env.slip: missing'],
      ],
    );
    await vscode.quickPick.pick('Checkout Bakend');
    await vscode.dialog.shown(/“Checkout Bakend” is no API client of /);
    assert.match(await vscode.dialog.detail(), /Did you mean “checkout-backend”\?/);
    await vscode.dialog.button('Cancel');
    await vscode.quickPick.shown(/^Keys of this project/);
    await vscode.page.keyboard.press('ArrowDown');
    await vscode.page.keyboard.press('Enter');
    await vscode.quickPick.pick('Add /app/.env.test to .gitignore, then write');
    await vscode.notifications.shown(/is in app\/\.env\.test, as TRIPARTIE_CLIENT_ID and TRIPARTIE_CLIENT_SECRET/);
    assert.match(await fileText('app/.env.test'), new RegExp(`^TRIPARTIE_CLIENT_ID=${identifier}\n`));
    await vscode.quickPick.shown(/^Keys of this project/);
    await vscode.quickPick.pick('nightly-import');
    await eventually(async () => assert.match(await vscode.inputBox.message(), /A name that tells what uses this key/));
    assert.equal(await vscode.inputBox.value(), 'nightly-import');
    await vscode.inputBox.cancel();
    await vscode.quickPick.shown(/^Keys of this project/);
    await status('2 of 4 keys are missing here');
    await vscode.quickPick.pick('Do not say in the status bar what is missing');
    await vscode.quickPick.shown(/^Keys of this project/);
    await vscode.quickPick.cancel();
    await eventually(async () => assert.ok(!(await vscode.statusBarTexts()).some((text) => text.includes('missing'))));
  });

  it('and not once somebody else has deleted it while that was asked', async () => {
    const { vscode } = setting;
    const before = await fileText('.env');
    await fillInClient(vscode, 'short-lived', ['OFFER_READ']);
    await chooseForNew(vscode, 'short-lived', 'Write to .env…');
    await vscode.quickPick.pick('.env');
    await vscode.quickPick.pick('SHOP_CLIENT_ID, SHOP_CLIENT_SECRET');
    await vscode.quickPick.shown(/\(3\/3\)/);
    const [identifier] = await keysNamed(setting, 'short-lived');
    assert.equal((await askAsAnother(setting, 'DELETE', `/api-clients/${identifier}`)).status, 204);
    await vscode.quickPick.pick('Write');
    await vscode.notifications.shown(
      /“short-lived” was deleted or replaced meanwhile, so nothing was written to \.env/,
    );
    assert.equal(await fileText('.env'), before);
  });
});
