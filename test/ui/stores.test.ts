import assert from 'node:assert/strict';
import { eventually } from '../host/eventually.ts';
import type { Workbench } from '../host/workbench.ts';
import {
  chooseForNew,
  fillInClient,
  openSetting,
  replaceKeyFromInput,
  type Setting,
  signInWithKey,
} from './support.ts';

for (const version of ['newest', 'oldest'] as const) {
  describe(`A secret store that forgets, in the ${version} workbench`, () => {
    let setting: Setting;
    before(async () => {
      setting = await openSetting({}, { version, durableSecrets: false });
    });
    after(() => setting.close());

    it('is noticed after a reload: the person is told why they are signed out', async () => {
      const { vscode } = setting;
      await signInWithKey(setting);
      await vscode.view('Account').item('Acme Sandbox');
      await vscode.reload();
      await vscode.openContainer('Tripartie');
      await eventually(async () =>
        assert.match(await vscode.view('Account').welcome(), /did not keep your key over the restart/),
      );
      await vscode.view('Account').welcomeButton('Replace Key');
      await replaceKeyFromInput(setting);
      await vscode.view('Account').item('Secrets are kept in memory only');
      await eventually(async () => {
        const told = (await vscode.view('Account').items()).filter(({ label }) => label.includes('in memory'));
        assert.equal(told.length, 1);
      });
      assert.deepEqual(await vscode.notifications.seen(), [], 'nothing pops up for it');
      assert.equal(await vscode.dialog.isOpen(), false);
    });

    it('does not lose a new secret: it asks until the secret is saved', async () => {
      const { vscode } = setting;
      await fillInClient(vscode, 'kept-in-memory', ['OFFER_READ']);
      await vscode.dialog.shown(/Save the secret of “kept-in-memory” yourself/);
      assert.match(await vscode.dialog.detail(), /keeps secrets in memory only/);
      await vscode.dialog.button('Cancel');
      const told = await vscode.notifications.shown(/only in this window’s memory/);
      const clients = vscode.view('API Clients');
      await eventually(async () => {
        const row = (await clients.items()).find(({ label }) => label === 'kept-in-memory');
        assert.equal(row?.icon, 'warning');
        assert.match(row.spoken, /copy it before you close the window/);
      });
      await told.button('Save It Now');
      await vscode.dialog.shown(/Save the secret/);
      await vscode.dialog.button('Copy Secret');
      await vscode.dialog.shown(/saved in a safe place/);
      await eventually(async () => assert.match(await vscode.clipboard(), /^sandbox_secret_/));
      await vscode.dialog.button('I Saved It');
      await eventually(async () =>
        assert.equal((await clients.items()).find(({ label }) => label === 'kept-in-memory')?.icon, 'key'),
      );
    });

    it('lets the person delete the new key instead', async () => {
      const { vscode } = setting;
      const clients = vscode.view('API Clients');
      await fillInClient(vscode, 'not-wanted', ['OFFER_READ']);
      await vscode.dialog.shown(/Save the secret of “not-wanted”/);
      await eventually(async () => assert.ok((await clients.items()).some(({ label }) => label === 'not-wanted')));
      await vscode.dialog.button('Delete the New Key');
      await eventually(async () => assert.ok(!(await clients.items()).some(({ label }) => label === 'not-wanted')));
    });
  });

  describe(`A secret store that does not answer, in the ${version} workbench`, () => {
    let setting: Setting;
    let other: Workbench | undefined;
    /** Lets the store answer. */
    let unlock: () => void;
    before(async () => {
      setting = await openSetting({}, { version });
      await signInWithKey(setting);
    });
    after(() => setting.close());

    it('is told as what it is after a reload, and in no modal', async () => {
      const { vscode, sandbox } = setting;
      await vscode.view('Users').item(/^Load more/);
      const unlocked = new Promise<void>((resolve) => {
        unlock = resolve;
      });
      // VS Code opens what it has stored with a key that it asks its server for.
      await vscode.page.route('**/mint-key', async (route) => {
        await unlocked;
        await route.continue();
      });
      const asked = sandbox.requests.lines.length;
      await vscode.reload();
      await vscode.openContainer('Tripartie');
      await eventually(async () =>
        assert.match(await vscode.view('Account').welcome(), /secret store does not answer.*Nothing was lost/),
      );
      await eventually(async () =>
        assert.match(await vscode.view('API Clients').welcome(), /The key of this profile cannot be read here/),
      );
      await vscode.statusBar(/Custom address – signed out$/).waitFor();
      await vscode.screenshot(`store-unanswered-${version}`);
      assert.equal(sandbox.requests.lines.length, asked);
      assert.equal(await vscode.dialog.isOpen(), false);
    });

    it('is asked again by a button, and goes on with the key when it answers', async () => {
      const { vscode } = setting;
      await vscode.view('Account').welcomeButton('Try Again');
      await (await vscode.notifications.shown(/still does not answer\. Your key is unharmed/)).dismiss();
      unlock();
      await vscode.view('Account').welcomeButton('Try Again');
      await eventually(async () => assert.equal(await vscode.view('API Clients').size(), 6));
      assert.deepEqual(vscode.pageErrors, []);
    });

    it('then shows each window what the other one has stored, after a reload at the latest', async () => {
      const { vscode } = setting;
      other = await vscode.secondWindow();
      await other.openContainer('Tripartie');
      await vscode.page.bringToFront();
      await fillInClient(vscode, 'from-the-first', ['OFFER_READ']);
      await chooseForNew(vscode, 'from-the-first');
      await other.page.bringToFront();
      await other.reload();
      await other.openContainer('Tripartie');
      const row = await other.view('API Clients').item('from-the-first');
      await eventually(async () => assert.match((await row.inlineActions()).join(), /Copy API Client Secret/));
    });

    it('is signed out of in each window, after a reload at the latest', async () => {
      const { vscode } = setting;
      assert.ok(other);
      await other.page.bringToFront();
      await other.runCommand('Tripartie: Sign Out');
      await vscode.page.bringToFront();
      await vscode.reload();
      await vscode.openContainer('Tripartie');
      await eventually(async () => assert.match(await vscode.view('Account').welcome(), /Sign In/));
    });
  });
}
