import assert from 'node:assert/strict';
import { eventually } from '../host/eventually.ts';
import { menuEntries } from '../host/parts/menu.ts';
import { openSetting, type Setting, signInWithKey } from './support.ts';

const NAME = 'Acme Sandbox · Custom address (Tripartie)';

for (const version of ['newest', 'oldest'] as const) {
  describe(`The Accounts menu, in the ${version} workbench`, () => {
    let setting: Setting;
    before(async () => {
      setting = await openSetting({}, { version });
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
        await eventually(async () => assert.equal(await vscode.view(name).description(), ''));
      }
      await vscode.view('Account').welcomeButton('Sign In');
      await vscode.quickPick.shown(/Sign in to Tripartie/);
    });
  });
}
