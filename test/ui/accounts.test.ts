import assert from 'node:assert/strict';
import path from 'node:path';
import { eventually } from '../host/eventually.ts';
import { menuEntries } from '../host/parts/menu.ts';
import { keyThatLasts } from './keys.ts';
import { ask, type ListedUser, run } from './people.ts';
import { openSetting, type Setting, signInFromPick, signInWithKey, signOut } from './support.ts';

const PLACE = 'Acme Sandbox · Custom address';
const NAME = `${PLACE} (Tripartie)`;

for (const version of ['newest', 'oldest'] as const) {
  describe(`The Accounts menu, and another extension that wants a session, in the ${version} workbench`, () => {
    let setting: Setting;
    before(async () => {
      setting = await openSetting({}, { version, unpacked: path.join(import.meta.dirname, 'sessionAsker') });
      await signInWithKey(setting);
      await setting.vscode.view('Account').item('Two-factor sign-in');
    });
    after(() => setting.close());

    const openMenu = () =>
      setting.vscode.page
        .locator('.activitybar')
        .getByRole('button', { name: /^Accounts/ })
        .click();

    it('lists who is signed in, by address and place, and signs out here', async () => {
      const { vscode } = setting;
      await openMenu();
      await eventually(async () => {
        const entries = await menuEntries(vscode.page);
        assert.ok(
          entries.some((entry) => entry.endsWith(NAME)),
          entries.join(', '),
        );
      });
      const { page } = vscode;
      const signOut = page.locator('.monaco-menu [role=menuitem]').filter({ hasText: /^Sign Out$/ });
      const unfold = async () => {
        await page.locator('.monaco-menu [role=menuitem]').filter({ hasText: NAME }).hover({ timeout: 1_000 });
        await signOut.waitFor({ timeout: 1_000 });
      };
      await eventually(unfold);
      await vscode.screenshot('accounts-menu');
      const question = /^Sign out of 'camille\.lefevre@acme-sandbox\.example – Acme Sandbox · Custom address'\?$/;
      // A menu takes no click in its first moments.
      await eventually(async () => {
        if (await vscode.dialog.isOpen()) return;
        await unfold();
        await signOut.click({ timeout: 1_000 });
        await page.locator('.monaco-dialog-box', { hasText: 'Sign out of' }).waitFor({ timeout: 1_000 });
      });
      assert.match(await vscode.dialog.detail(), question);
      await vscode.screenshot('accounts-sign-out');
      await vscode.dialog.button('Sign Out');
      for (const name of ['Account', 'API Clients', 'Users']) {
        await eventually(async () => assert.deepEqual(await vscode.view(name).items(), []));
      }
      await eventually(async () => assert.equal(await vscode.view('Account').description(), ''));
      await vscode.view('Account').welcomeButton('Sign In');
      await vscode.quickPick.shown(/Sign in to Tripartie/);
      await vscode.quickPick.cancel();
    });

    /** Lets the other extension ask, or look without asking. */
    const other = async (does: 'Ask' | 'Look') => {
      await setting.vscode.setClipboard('');
      await setting.vscode.runCommand(`Test: ${does} for a Session`);
    };
    const got = () =>
      eventually(async () => {
        const text = await setting.vscode.clipboard();
        assert.notEqual(text, '');
        return text;
      });
    const asked = (question: RegExp) =>
      eventually(async () => assert.match(await setting.vscode.dialog.detail(), question));

    it('makes nobody sign in for another extension without the person’s word', async () => {
      const { vscode } = setting;
      await other('Ask');
      await asked(/^The extension 'Session Asker' wants to sign in using Tripartie\.$/);
      await vscode.dialog.button('Cancel');
      assert.match(await got(), /^Error: /);
      assert.equal(await vscode.quickPick.isOpen(), false);
    });

    it('gives another extension the session of who signs in for it', async () => {
      const { vscode, sandbox } = setting;
      await other('Ask');
      await vscode.dialog.button('Allow');
      await vscode.quickPick.pick('Custom address');
      await vscode.inputBox.shown(/^Sign in to Custom address with a personal key/);
      await vscode.inputBox.type(sandbox.personalKey);
      await vscode.inputBox.accept();
      assert.equal(await got(), `Session of camille.lefevre@acme-sandbox.example – ${PLACE}`);
      await vscode.view('Account').item('Camille Lefèvre');
    });

    it('gives another extension nothing of another person before that one is chosen for it', async () => {
      const { vscode } = setting;
      const [, second] = await ask<ListedUser[]>(setting, '/users');
      assert.ok(second);
      await signOut(setting);
      await run(setting, 'Sign In…');
      await signInFromPick(setting, keyThatLasts(setting, 86_400, second.id));
      await vscode.view('Account').item(`${second.firstName} ${second.lastName}`);
      await other('Look');
      assert.equal(await got(), 'No session');

      const label = `${second.email} – ${PLACE}`;
      await other('Ask');
      await vscode.dialog.button('Allow');
      await vscode.quickPick.shown(/^The extension 'Session Asker' wants to access a Tripartie account$/);
      await vscode.screenshot('accounts-consent');
      await vscode.quickPick.pick(label);
      assert.equal(await got(), `Session of ${label}`);
    });

    it('shows a name as it is, whatever a menu makes of its characters', async () => {
      const { vscode } = setting;
      const name = 'R&D $(flame) (&X)';
      await run(setting, 'Rename Profile…');
      await vscode.inputBox.shown(/^Rename/);
      await vscode.inputBox.type(name);
      await vscode.inputBox.accept();
      await vscode.inputBox.closed();
      await eventually(async () => {
        await vscode.page.keyboard.press('Escape');
        await openMenu();
        const entries = (await menuEntries(vscode.page)).map((entry) => entry.replace(/[\u2060\ufeff]/g, ''));
        assert.ok(
          entries.some((entry) => entry.endsWith(`${name} · Custom address (Tripartie)`)),
          entries.join(', '),
        );
      });
      await vscode.screenshot('accounts-menu-name');
    });
  });
}
