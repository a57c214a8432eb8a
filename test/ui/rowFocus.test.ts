import assert from 'node:assert/strict';
import { eventually } from '../host/eventually.ts';
import { tryMs } from '../host/parts/click.ts';
import { chooseForNew, fillInClient, openSetting, putAway, type Setting, signInWithKey } from './support.ts';

describe('The row that the keyboard is at, in the newest workbench', () => {
  let setting: Setting;
  before(async () => {
    setting = await openSetting({ users: 3, apiClients: 2 });
    await signInWithKey(setting);
    await setting.vscode.openView('Tripartie', 'API Clients');
  });
  after(() => setting.close());
  afterEach(() => putAway(setting));

  /** What is spoken of the row that keys go to. */
  function spoken(): Promise<string | null> {
    const row = setting.vscode.page.locator('.customview-tree .monaco-list:focus-within .monaco-list-row.focused');
    return row.getAttribute('aria-label', { timeout: tryMs });
  }

  /** Waits until the row is the one that keys go to. */
  async function isAt(label: RegExp): Promise<void> {
    await eventually(async () => assert.match((await spoken()) ?? '', label));
  }

  /** Goes to the first row; a view that is only about to have the focus does not hear the key. */
  async function goToFirst(label: RegExp): Promise<void> {
    await eventually(async () => {
      await setting.vscode.page.keyboard.press('Home');
      assert.match((await spoken()) ?? '', label);
    });
  }

  /** Presses Delete, and says yes. */
  async function deleteOne(name: string): Promise<void> {
    const { vscode } = setting;
    await vscode.page.keyboard.press('Delete');
    await vscode.dialog.shown(new RegExp(`Delete the API client “${name}”`));
    await vscode.page.keyboard.press('Enter');
  }

  it('is a new one, which has no focus yet, where a key is pressed in the view', async () => {
    const { vscode } = setting;
    await fillInClient(vscode, 'new-one', ['OFFER_READ']);
    await chooseForNew(vscode, 'new-one');
    const selected = vscode.page.locator('.customview-tree .monaco-list-row.selected');
    await eventually(async () => assert.match((await selected.getAttribute('aria-label')) ?? '', /^new-one/));
    await vscode.runCommand('Tripartie: Focus on API Clients View');
    await vscode.page.keyboard.press('Delete');
    await vscode.dialog.shown(/Delete the API client “new-one”/);
    await vscode.page.keyboard.press('Escape');
    await isAt(/^new-one/);
  });

  it('is the next one after one was deleted, the one that creates the first after the last, and then that', async () => {
    const { vscode } = setting;
    await vscode.runCommand('Tripartie: Focus on API Clients View');
    const rows = await vscode.view('API Clients').items();
    await goToFirst(new RegExp(`^${rows[0]?.label}`));
    for (let left = rows.length; left > 0; left -= 1) {
      const [first, second] = await vscode.view('API Clients').items();
      assert.ok(first);
      await isAt(new RegExp(`^${first.label}`));
      await deleteOne(first.label);
      await isAt(second ? new RegExp(`^${second.label}`) : /Create the first one$/);
    }
    await vscode.page.keyboard.press('Enter');
    await vscode.inputBox.shown(/Create API client.*\(1\/2\)/);
    await vscode.inputBox.type('the-first');
    await vscode.inputBox.accept();
    await vscode.quickPick.shown(/\(2\/2\)/);
    await vscode.quickPick.tick(['OFFER_READ']);
    await vscode.quickPick.accept();
    await chooseForNew(vscode, 'the-first');
    await isAt(/^the-first/);
  });

  it('is the first one after that which clears a filter', async () => {
    const { vscode } = setting;
    await vscode.openView('Tripartie', 'Users');
    await vscode.runCommand('Tripartie: Filter Users…');
    await vscode.inputBox.shown(/Filter users/);
    await vscode.inputBox.type('zzz');
    await vscode.inputBox.accept();
    await vscode.view('Users').item('Clear filter');
    await vscode.runCommand('Tripartie: Focus on Users View');
    await goToFirst(/Clear filter$/);
    await vscode.page.keyboard.press('Enter');
    await isAt(/@/);
  });
});
