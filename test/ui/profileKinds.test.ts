import assert from 'node:assert/strict';
import { signJwt } from '../../src/sandbox/jwt.ts';
import { eventually } from '../host/eventually.ts';
import { answer } from './forms.ts';
import { run } from './people.ts';
import { findSecrets } from './secretSearch.ts';
import { chooseForNew, fillInClient, openSetting, type Setting, signInWithKey } from './support.ts';

for (const version of ['newest', 'oldest'] as const) {
  describe(`A profile of an API client, then a read-only one, in the ${version} workbench`, () => {
    let setting: Setting;
    before(async () => {
      setting = await openSetting({}, { version });
      await setting.vscode.openContainer('Tripartie');
    });
    after(() => setting.close());

    it('is signed in to with identifier and secret, which are checked first', async () => {
      const { vscode, sandbox } = setting;
      const { inputBox } = vscode;
      const { apiClient } = sandbox.credentials;
      assert.ok(apiClient);
      await vscode.view('Account').welcomeButton('Sign In');
      await vscode.quickPick.pick('API client credentials');
      await vscode.quickPick.pick('Custom address');
      await inputBox.shown(/with API client credentials \(2\/3\)/);
      await inputBox.type(apiClient.identifier);
      await inputBox.accept();
      await inputBox.shown(/\(3\/3\)/);
      assert.ok(await inputBox.isMasked());
      await inputBox.type('sandbox_secret_wrong');
      await inputBox.accept();
      await eventually(async () => assert.match(await inputBox.message(), /does not accept identifier and secret/));
      await inputBox.type(apiClient.secret);
      await inputBox.accept();
      await inputBox.closed();
      const row = await vscode.view('Account').item('API client');
      await eventually(async () => assert.equal(await row.description(), `…${apiClient.identifier.slice(-8)}`));
      assert.match(
        await row.tooltip(),
        /^Signed in as the API client [0-9a-f]{32}\. Access tokens renew themselves\.$/,
      );
      await vscode.view('Account').item('Personas only');
      await vscode.screenshot('profile-api-client');
    });

    it('says in each list that this credential cannot fill it, and offers a personal key', async () => {
      const { vscode, sandbox } = setting;
      for (const [view, words] of [
        ['API Clients', /Tripartie lists API clients to a personal key only/],
        ['Users', /Tripartie lists users to a personal key only/],
      ] as const) {
        await eventually(async () => {
          assert.match(await vscode.view(view).welcome(), words);
          assert.equal(await vscode.view(view).size(), 0);
        });
      }
      const lists = sandbox.requests.lines.filter(({ path }) => path === '/users' || path === '/api-clients');
      assert.deepEqual(lists, [], 'nothing is asked that is always refused');
      await vscode.view('Users').welcomeButton('Sign In With a Personal Key');
      await vscode.quickPick.shown(/Sign in with a personal key.*\(1\/2\)/);
      await vscode.quickPick.cancel();
    });

    it('is told apart where a command needs a person', async () => {
      const { vscode } = setting;
      await run(setting, 'Create API Client…');
      const told = await vscode.notifications.shown(/is an API client\. This needs a person’s key/);
      assert.deepEqual(await told.buttons(), ['Switch Profile']);
      await told.dismiss();
    });

    it('works with personas', async () => {
      const { vscode } = setting;
      await run(setting, 'Create Persona Sign-In Link…');
      await answer(setting, ['ines.moreau@personas-sandbox.example', '', 'https://shop.sandbox.example/']);
      await eventually(async () => assert.match(await vscode.inputBox.message(), /works until/));
      assert.match(await vscode.inputBox.value(), /^https:\/\/shop\.sandbox\.example\/\?personaKey=/);
      await vscode.inputBox.cancel();
      assert.deepEqual(vscode.pageErrors, []);
    });

    /** The buttons of a view's title and of a row of it. */
    async function buttons(): Promise<string> {
      const { vscode } = setting;
      const row = await vscode.view('API Clients').item('Storefront production');
      return [...(await vscode.view('API Clients').actions()), ...(await row.inlineActions())].join();
    }

    it('has no buttons that change something where it is read-only', async () => {
      const { vscode } = setting;
      await signInWithKey(setting);
      await eventually(async () => assert.match(await buttons(), /Create API Client.*Delete API Client/));
      await run(setting, 'Make Profile Read-Only');
      await vscode.view('Account').item('Read-only');
      const shown = (await vscode.view('Account').items()).find(({ label }) => label === 'Read-only');
      assert.equal(shown?.icon, 'lock');
      await eventually(async () =>
        assert.ok((await vscode.statusBarTexts()).some((text) => text.endsWith('Custom address · read-only'))),
      );
      await eventually(async () => {
        const left = await buttons();
        assert.doesNotMatch(left, /Create|Delete|Rotate/);
        assert.match(left, /Refresh/);
      });
    });

    it('refuses a change in words where it is read-only, before anything is asked', async () => {
      const { vscode, sandbox } = setting;
      const before = sandbox.requests.lines.length;
      await run(setting, 'Create API Client…');
      const told = await vscode.notifications.shown(/Custom address · read-only: nothing can be changed through it/);
      assert.deepEqual(await told.buttons(), ['Allow Changes']);
      await told.dismiss();
      assert.equal(await vscode.inputBox.isOpen(), false);
      assert.ok(!sandbox.requests.lines.slice(before).some(({ method }) => method !== 'GET'));
    });

    it('stays read-only over a reload, until the person allows changes in a question that names it', async () => {
      const { vscode } = setting;
      await vscode.reload();
      await vscode.openContainer('Tripartie');
      await (await vscode.view('Account').item('Read-only')).click();
      await vscode.dialog.shown('Allow changes to Acme Sandbox · Custom address?');
      await vscode.dialog.button('Cancel');
      await run(setting, 'Create API Client…');
      await (await vscode.notifications.shown(/nothing can be changed through it/)).button('Allow Changes');
      await vscode.dialog.button('Allow Changes');
      await vscode.inputBox.shown(/Create API client.*\(1\/2\)/);
      await vscode.inputBox.cancel();
      await eventually(async () => assert.match(await buttons(), /Create API Client.*Delete API Client/));
      await fillInClient(vscode, 'allowed', ['OFFER_READ']);
      await chooseForNew(vscode, 'allowed');
      assert.deepEqual(vscode.pageErrors, []);
    });
  });

  describe(`The key in TRIPARTIE_PERSONAL_KEY, in the ${version} workbench`, () => {
    let setting: Setting;
    const iat = Math.floor(Date.now() / 1000);
    const key = signJwt(1, { iat, exp: iat + 86_400, user: 1 });
    before(async () => {
      setting = await openSetting({}, { version, env: { TRIPARTIE_PERSONAL_KEY: key } });
      await setting.vscode.openContainer('Tripartie');
    });
    after(() => setting.close());

    it('is signed in with before anything is clicked', async () => {
      const { vscode } = setting;
      await eventually(async () => assert.equal(await vscode.view('API Clients').size(), 6));
      await eventually(async () =>
        assert.equal(await vscode.view('Account').description(), 'Acme Sandbox · Custom address'),
      );
      await run(setting, 'Switch Profile…');
      await vscode.quickPick.shown(/Switch profile/);
      await eventually(async () => {
        const [variable] = await vscode.quickPick.items();
        assert.equal(variable?.description, 'active');
        assert.match(variable.detail, /the key in TRIPARTIE_PERSONAL_KEY/);
      });
      await vscode.quickPick.cancel();
    });

    it('is replaced where it comes from, not here', async () => {
      const { vscode } = setting;
      await run(setting, 'Replace Key…');
      await (await vscode.notifications.shown(/comes from the environment variable/)).dismiss();
      assert.equal(await vscode.inputBox.isOpen(), false);
    });

    it('can be left and taken up again, in a window that was reloaded too', async () => {
      const { vscode } = setting;
      await run(setting, 'Sign Out');
      await eventually(async () => assert.match(await vscode.view('Account').welcome(), /Sign In/));
      await vscode.reload();
      await vscode.openContainer('Tripartie');
      await eventually(async () => assert.match(await vscode.view('Account').welcome(), /Sign In/));
      await run(setting, 'Switch Profile…');
      await vscode.quickPick.pick('Acme Sandbox · Custom address');
      await eventually(async () => assert.equal(await vscode.view('API Clients').size(), 6));
    });

    it('is kept nowhere', async () => {
      assert.deepEqual(await findSecrets(setting.vscode, { key }), []);
      assert.deepEqual(setting.vscode.pageErrors, []);
    });
  });
}
