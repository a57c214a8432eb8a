import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { eventually } from '../host/eventually.ts';
import { copiesOf } from './copiesOf.ts';
import { chooseForNew, fillInClient, openSetting, type Setting, signInWithKey } from './support.ts';

/** What the program of npm's script does with the key: nobody is told the secret there. */
const HASH = 'printf %s "$SHOP_CLIENT_SECRET" | sha256sum';

describe('A key is given to one program alone', () => {
  let setting: Setting;
  let folder: string;
  let secret = '';
  let other = '';

  const fileText = (name: string) => readFile(path.join(folder, name), 'utf8');
  const git = (...args: string[]) => execFileSync('git', ['-C', folder, ...args], { encoding: 'utf8' });

  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'tripartie-project-'));
    await writeFile(path.join(folder, '.env.example'), 'SHOP_CLIENT_ID=\nSHOP_CLIENT_SECRET=\n');
    await writeFile(path.join(folder, 'package.json'), JSON.stringify({ scripts: { hash: `${HASH} > hash.npm` } }));
    git('init', '-q');
    git('add', '.');
    git('-c', 'user.name=a', '-c', 'user.email=a@a.example', 'commit', '-q', '-m', 'first');
    // npm's scripts are listed by an extension of VS Code's own.
    setting = await openSetting({}, { folder, builtIns: 'all' });
    await signInWithKey(setting);
    other = await created('mail');
    secret = await created('checkout-backend');
  });
  after(async () => {
    await setting.close();
    await rm(folder, { recursive: true, force: true });
  });

  /** Makes a client. @returns its secret */
  async function created(name: string): Promise<string> {
    const { vscode } = setting;
    await fillInClient(vscode, name, ['OFFER_READ']);
    await chooseForNew(vscode, name, 'Copy the secret');
    const copied = await eventually(async () => {
      const text = await vscode.clipboard();
      assert.match(text, /^sandbox_secret_/);
      return text;
    });
    await vscode.quickPick.cancel();
    await vscode.setClipboard('');
    return copied;
  }

  /** Starts to run something with the key, up to the question what. */
  async function runWithKey(): Promise<void> {
    const { vscode } = setting;
    await vscode.runCommand('Tripartie: Run With a Key…');
    await vscode.quickPick.shown(/^Run with a key/);
    // Those that have their secret here come first.
    await eventually(async () => {
      const first = (await vscode.quickPick.items()).slice(0, 2).map(({ label }) => label);
      assert.deepEqual(first.sort(), ['checkout-backend', 'mail']);
    });
    await vscode.quickPick.pick('checkout-backend');
    await vscode.quickPick.shown(/^Run with “checkout-backend”.*\(1\/2\)/);
    await vscode.quickPick.pick('SHOP_CLIENT_ID, SHOP_CLIENT_SECRET');
    await vscode.quickPick.shown(/\(2\/2\)/);
  }

  const hashOf = (text: string) => `${createHash('sha256').update(text).digest('hex')}  -\n`;

  it('under no name that decides what programs run', async () => {
    const { vscode } = setting;
    await vscode.runCommand('Tripartie: Run With a Key…');
    await vscode.quickPick.pick('checkout-backend');
    await vscode.quickPick.pick('Other names…');
    await vscode.inputBox.type('LD_PRELOAD');
    await eventually(async () => assert.match(await vscode.inputBox.message(), /decides what programs run/));
    await vscode.inputBox.cancel();
  });

  it('a command, and a script of npm', async () => {
    const { vscode } = setting;
    await runWithKey();
    await vscode.quickPick.pick('Type a command…');
    await vscode.inputBox.shown(/\(2\/2\)/);
    await vscode.inputBox.type(`echo ${secret}`);
    await eventually(async () => assert.match(await vscode.inputBox.message(), /secret itself is not needed here/));
    await vscode.inputBox.type(`echo ${other}`);
    await vscode.inputBox.accept();
    await eventually(async () => assert.match(await vscode.inputBox.message(), /The secret of “mail” is in it/));
    await vscode.inputBox.type(`${HASH} > hash.line`);
    await vscode.inputBox.accept();
    await eventually(async () => assert.equal(await fileText('hash.line'), hashOf(secret)));
    await runWithKey();
    await vscode.quickPick.pick('npm: hash');
    await eventually(async () => assert.equal(await fileText('hash.npm'), hashOf(secret)));
    await runWithKey();
    const [first, second] = await vscode.quickPick.items();
    assert.deepEqual([first?.label, second?.label], ['npm: hash', `${HASH} > hash.line`]);
    await vscode.quickPick.cancel();
    for (const each of [secret, other]) assert.deepEqual(await copiesOf(each, vscode, folder), []);
  });
});
