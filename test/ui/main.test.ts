import assert from 'node:assert/strict';
import { eventually } from '../host/eventually.ts';
import { exactly } from '../host/parts/text.ts';
import { Keys } from './pressed.ts';
import { chooseForNew, fillInClient, openSetting, type Setting, sendAsAnother, signInWithKey } from './support.ts';

for (const version of ['newest', 'oldest'] as const) {
  describe(`The main job, in the ${version} workbench`, () => {
    let setting: Setting;
    before(async () => {
      setting = await openSetting({}, { version });
    });
    after(() => setting.close());

    it('invites to sign in', async () => {
      const { vscode } = setting;
      await vscode.openContainer('Tripartie');
      await eventually(async () => assert.match(await vscode.view('Account').welcome(), /Sign In/));
      await eventually(async () => {
        assert.match(await vscode.view('API Clients').welcome(), /Sign in to see the API clients/);
        assert.match(await vscode.view('Users').welcome(), /Sign in to see the users/);
      });
    });

    it('refuses what is no personal key, at the field, and keeps what was typed', async () => {
      const { vscode, sandbox } = setting;
      await vscode.view('Account').welcomeButton('Sign In');
      await vscode.quickPick.pick('Personal key');
      await vscode.quickPick.pick('Custom address');
      const { inputBox } = vscode;
      await inputBox.shown(/with a personal key \(2\/2\)/);
      assert.ok(await inputBox.isMasked());
      await inputBox.type('not a key');
      await eventually(async () => assert.match(await inputBox.validationMessage(), /not a personal key/));
      const wrong = `${sandbox.personalKey.slice(0, -4)}AAAA`;
      await inputBox.type(wrong);
      await inputBox.accept();
      await eventually(async () => assert.match(await inputBox.message(), /does not accept this key/));
      assert.equal(await inputBox.value(), wrong);
      await inputBox.back();
      await vscode.quickPick.shown(/Sign in with a personal key/);
      await vscode.quickPick.cancel();
      await vscode.quickPick.closed();
      await eventually(async () => assert.match(await vscode.view('Account').welcome(), /Sign In/));
    });

    it('signs in and shows who, where, and until when', async () => {
      const { vscode, url } = setting;
      await signInWithKey(setting);
      const account = vscode.view('Account');
      for (const [label, words] of [
        [/Acme Sandbox/, /Organization owner|Admin/],
        ['Custom address', exactly(url)],
        ['Personal key', /^ends /],
      ] as const) {
        const row = await account.item(label);
        await eventually(async () => assert.match(await row.description(), words));
      }
      await eventually(async () => assert.match(await account.description(), /Acme Sandbox · Custom address/i));
      await eventually(async () =>
        assert.ok((await vscode.statusBarTexts()).some((text) => text.includes('Acme Sandbox'))),
      );
    });

    it('lists API clients, and users page by page', async () => {
      const { vscode } = setting;
      const clients = await vscode.openView('Tripartie', 'API Clients');
      await eventually(async () => assert.equal(await clients.size(), 6));
      const users = await vscode.openView('Tripartie', 'Users');
      await eventually(async () => assert.equal(await users.size(), 51));
      await (await users.item('Load more (50 of 120)')).click();
      await (await users.item('Load more (100 of 120)')).click();
      await eventually(async () => assert.equal(await users.size(), 120));
    });

    it('creates a client, stores its secret, copies it, and lets the secret open the door', async () => {
      const { vscode } = setting;
      await fillInClient(vscode, 'checkout-backend', ['OFFER_READ', 'PERSONA_AUTH']);
      await vscode.quickPick.shown(/“checkout-backend” was created/);
      await vscode.view('API Clients').item('checkout-backend');
      await chooseForNew(vscode, 'checkout-backend', 'Copy the secret');
      const secret = await eventually(async () => {
        const text = await vscode.clipboard();
        assert.match(text, /^sandbox_secret_/);
        return text;
      });
      const clients = vscode.view('API Clients');
      const row = await eventually(async () => {
        const found = (await clients.items()).find(({ label }) => label === 'checkout-backend');
        assert.equal(found?.icon, 'warning', 'on the first day of a store nobody knows whether it remembers');
        return found;
      });
      assert.match(row.spoken, /secret stored in this editor, which may forget it when it restarts/);
      await vscode.view('Account').item('1 secret is not saved');
      await vscode.quickPick.pick('I saved it');
      await eventually(async () => {
        const saved = (await clients.items()).find(({ label }) => label === 'checkout-backend');
        assert.equal(saved?.icon, 'key');
        assert.ok((await vscode.view('Account').items()).every(({ label }) => !label.includes('not saved')));
      });
      await (await clients.item('checkout-backend')).contextMenu('Copy API Client Identifier');
      const identifier = await eventually(async () => {
        const text = await vscode.clipboard();
        assert.match(text, /^[0-9a-f]{32}$/);
        return text;
      });
      const response = await sendAsAnother(
        setting,
        new Request(`${setting.url}/token`, {
          method: 'POST',
          body: new URLSearchParams({ grant_type: 'client_credentials', client_id: identifier, client_secret: secret }),
        }),
      );
      assert.equal(response.status, 200);
    });

    it('has the secret of a new client after seven keys, with the row selected and the copy said where it is', async () => {
      const { vscode } = setting;
      const { quickPick, inputBox } = vscode;
      await vscode.setClipboard('');
      const keys = new Keys(vscode);
      await keys.press('F1');
      await quickPick.type('>Tripartie: Create API Client');
      await eventually(async () => assert.equal((await quickPick.items())[0]?.label, 'Tripartie: Create API Client…'));
      await keys.press('Enter');
      await inputBox.shown(/Create API client.*\(1\/2\)/);
      await inputBox.type('checkout-backend');
      await eventually(async () => assert.match(await inputBox.message(), /Another API client has this name/));
      await inputBox.type('seven-keys');
      await keys.press('Enter');
      await quickPick.shown(/\(2\/2\)/);
      await keys.press('ArrowDown');
      await keys.press('Space');
      await keys.press('Enter');
      await quickPick.shown(/“seven-keys” was created/);
      await keys.press('Enter');
      await eventually(async () => {
        assert.match(await vscode.clipboard(), /^sandbox_secret_/);
        const copied = (await quickPick.items()).find(({ label }) => label === 'Copied');
        assert.ok(copied?.icons.includes('check'), JSON.stringify(copied));
      });
      assert.ok(keys.count <= 7, `${keys.count} keys`);
      const row = vscode.page.locator('.customview-tree .monaco-list-row.selected', { hasText: 'seven-keys' });
      await row.waitFor();
      await quickPick.pick('I saved it');
    });

    it('checks the name while it is typed, asks for a scope, and goes back without losing either', async () => {
      const { vscode } = setting;
      await vscode.runCommand('Tripartie: Create API Client…');
      const { inputBox, quickPick } = vscode;
      await inputBox.shown(/Create API client.*\(1\/2\)/);
      await inputBox.type('x'.repeat(33));
      await eventually(async () => assert.match(await inputBox.message(), /At most 32 characters; this has 33/));
      await inputBox.type('gone\u202Eback');
      await eventually(async () => assert.match(await inputBox.message(), /cannot be seen/));
      await inputBox.type('nightly-report');
      await inputBox.accept();
      await quickPick.shown(/\(2\/2\)/);
      await quickPick.accept();
      await quickPick.shown(/select at least one scope/);
      assert.equal(await quickPick.placeholder(), 'Select at least one scope.');
      await quickPick.pick('DISPUTE_READ');
      await quickPick.shown(/^Create API client – [^–]* \(2\/2\)$/);
      await quickPick.back();
      await inputBox.shown(/Create API client.*\(1\/2\)/);
      assert.equal(await inputBox.value(), 'nightly-report');
      await inputBox.cancel();
      await vscode.runCommand('Tripartie: Create API Client…');
      await inputBox.shown(/Create API client/);
      assert.equal(await inputBox.value(), 'nightly-report', 'Escape loses nothing');
      await inputBox.cancel();
    });

    it('copies a secret from the palette with a pick list', async () => {
      const { vscode } = setting;
      await vscode.setClipboard('');
      await vscode.runCommand('Tripartie: Copy API Client Secret');
      await vscode.quickPick.pick('checkout-backend');
      await vscode.notifications.shown(/secret of “checkout-backend” is on the clipboard, for 60 seconds/);
      await eventually(async () => assert.match(await vscode.clipboard(), /^sandbox_secret_/));
    });

    it('says why a secret that is not here cannot be copied', async () => {
      const { vscode } = setting;
      const clients = vscode.view('API Clients');
      const other = await eventually(async () => {
        const found = (await clients.items()).find(({ icon }) => icon === 'circle-outline');
        assert.ok(found);
        return found;
      });
      await (await clients.item(other.label)).contextMenu('Copy API Client Secret');
      const told = await vscode.notifications.shown(/shows a secret only once/);
      assert.deepEqual(await told.buttons(), ['Import It…', 'Create a New API Client']);
      await told.dismiss();
    });

    it('deletes a client after naming what stops working', async () => {
      const { vscode } = setting;
      const clients = vscode.view('API Clients');
      await (await clients.item('checkout-backend')).inlineAction(/Delete API Client/);
      await vscode.dialog.shown(/Delete the API client “checkout-backend”/);
      assert.match(await vscode.dialog.detail(), /Every program that uses this key stops working/);
      assert.match(await vscode.dialog.detail(), /OFFER_READ, PERSONA_AUTH/);
      await vscode.dialog.button('Cancel');
      await clients.item('checkout-backend');
      await (await clients.item('checkout-backend')).inlineAction(/Delete API Client/);
      await vscode.dialog.button('Delete');
      await eventually(async () =>
        assert.ok(!(await clients.items()).some(({ label }) => label === 'checkout-backend')),
      );
    });

    it('signs out and shows nothing of the account any more', async () => {
      const { vscode } = setting;
      await vscode.runCommand('Tripartie: Sign Out');
      await eventually(async () => assert.match(await vscode.view('Account').welcome(), /Sign In/));
      await eventually(async () => {
        assert.match(await vscode.view('Users').welcome(), /Sign in/);
        assert.match(await vscode.view('API Clients').welcome(), /Sign in/);
        assert.deepEqual(await vscode.view('Users').items(), []);
        assert.deepEqual(await vscode.view('API Clients').items(), []);
        assert.equal(await vscode.view('Account').description(), '');
      });
    });

    it('threw nothing that nobody caught', () => {
      assert.deepEqual(setting.vscode.pageErrors, []);
    });
  });
}

describe('The sandbox account, in the workbench', () => {
  let setting: Setting;
  before(async () => {
    setting = await openSetting();
  });
  after(() => setting.close());

  it('needs nothing and survives a reload with what was made in it', async () => {
    const { vscode } = setting;
    await vscode.runCommand('Tripartie: Sign In…');
    await vscode.quickPick.pick('Sandbox account');
    const clients = await vscode.openView('Tripartie', 'API Clients');
    await eventually(async () => assert.equal(await clients.size(), 8));
    await fillInClient(vscode, 'survivor', ['OFFER_READ']);
    await chooseForNew(vscode, 'survivor');
    await vscode.reload();
    await vscode.openContainer('Tripartie');
    const row = await vscode.view('API Clients').item('survivor');
    await eventually(async () => assert.match((await row.inlineActions()).join(), /Copy API Client Secret/));
  });
});
