import assert from 'node:assert/strict';
import { eventually } from '../host/eventually.ts';
import { askAsAnother, openSetting, type Setting, signInWithKey } from './support.ts';

/** A name that would be an icon and a link wherever VS Code draws them. */
const NAME = '$(zap)[x](command:y) ci-$(host)';

for (const version of ['newest', 'oldest'] as const) {
  describe(`A name that looks like markup, in the ${version} workbench`, () => {
    let setting: Setting;
    before(async () => {
      setting = await openSetting({ apiClients: 2 }, { version });
      const created = await askAsAnother(setting, 'POST', '/api-clients', {
        referenceName: NAME,
        desiredScopes: ['OFFER_READ'],
      });
      assert.equal(created.status, 201);
      await signInWithKey(setting);
      await setting.vscode.view('API Clients').item(NAME);
    });
    after(() => setting.close());

    /** Nothing of a name became a link or an icon in a part of the workbench. */
    const isText = async (part: string) => {
      const drawn = setting.vscode.page.locator(part).locator('a[href], a.monaco-link, .codicon-zap, .codicon-host');
      assert.equal(await drawn.count(), 0, `${part}: ${await drawn.allTextContents()}`);
    };

    it('is shown as it is in a row', async () => {
      await isText('.sidebar .monaco-list-row');
    });

    it('is shown as it is in a pick, in the title of an input, and in a warning', async () => {
      const { vscode } = setting;
      await vscode.runCommand('Tripartie: Import API Client Secret…');
      await vscode.quickPick.shown(/Import a secret/);
      await eventually(async () => {
        const rows = await vscode.quickPick.items();
        const icons = rows.find(({ label }) => label === NAME)?.icons ?? ['none'];
        assert.ok(icons.includes('circle-outline') && !icons.includes('zap'), icons.join());
      });
      await isText('.quick-input-list');
      await vscode.quickPick.pick(NAME);
      await vscode.inputBox.shown(`Import the secret of “${NAME}” – Acme Sandbox · Custom address`);
      await isText('.quick-input-widget .quick-input-titlebar');
      await vscode.inputBox.cancel();
      await vscode.runCommand('Tripartie: Copy API Client Secret');
      await vscode.quickPick.pick(NAME);
      const told = await vscode.notifications.shown(/is not in this editor/);
      assert.ok((await told.message()).includes(`“${NAME}”`));
      await isText('.notifications-toasts .notification-list-item-message');
      await told.dismiss();
    });

    it('is shown as it is in the status bar', async () => {
      const { vscode } = setting;
      await vscode.runCommand('Tripartie: Copy API Client Identifier');
      await vscode.quickPick.pick(NAME);
      await eventually(async () => {
        const texts = await vscode.statusBarTexts();
        assert.ok(
          texts.some((text) => text.replaceAll('\u2060', '').includes(`Identifier of ${NAME} copied`)),
          texts.join(' | '),
        );
      });
      await isText('.statusbar');
    });

    it('is shown as it is in a dialog', async () => {
      const { vscode } = setting;
      await (await vscode.view('API Clients').item(NAME)).contextMenu('Delete API Client…');
      await vscode.dialog.shown(`Delete the API client “${NAME}” of Acme Sandbox · Custom address?`);
      await isText('.monaco-dialog-box .dialog-message');
      await vscode.dialog.button('Delete');
      await eventually(async () => {
        const rows = await vscode.view('API Clients').items();
        assert.ok(!rows.some(({ label }) => label === NAME));
      });
    });
  });
}
