import assert from 'node:assert/strict';
import path from 'node:path';
import { eventually } from '../host/eventually.ts';
import { root } from '../host/paths.ts';
import { openSetting, type Setting, signInWithKey } from './support.ts';

const ROTATE = 'tripartie_rotate_api_client';

for (const version of ['newest', 'oldest'] as const) {
  describe(`A language model that rotates a key, in the ${version} workbench`, () => {
    let setting: Setting;
    before(async () => {
      const unpacked = path.join(root, 'test/host/toolCaller');
      setting = await openSetting({}, { version, unpacked });
      await signInWithKey(setting);
      await setting.vscode.view('API Clients').item('Storefront staging');
      // The store has to be seen to remember before a rotation trusts it: this is the restart that shows it.
      await setting.vscode.reload();
      await setting.vscode.openContainer('Tripartie');
      await setting.vscode.view('API Clients').item('Storefront staging');
    });
    after(() => setting.close());

    const call = async (name: string, input: object) => {
      const { vscode } = setting;
      await vscode.setClipboard('');
      await vscode.runCommand('Test: Call a Tool');
      await vscode.inputBox.shown('Tool and input');
      await vscode.inputBox.type(JSON.stringify({ name, input }));
      await vscode.inputBox.accept();
    };
    const answer = () =>
      eventually(async () => {
        const text = await setting.vscode.clipboard();
        assert.notEqual(text, '');
        return text;
      });
    const identifierOf = async (wanted: string) => {
      await call('tripartie_list_api_clients', {});
      const clients = (await answer())
        .split('\n')
        .slice(1)
        .map((line) => JSON.parse(line));
      return String(clients.find(({ name }) => name === wanted).identifier);
    };
    const creates = () =>
      setting.sandbox.requests.lines.filter(({ method, path }) => method === 'POST' && path === '/api-clients').length;

    it('asks the person first, who can say no', async () => {
      const { vscode, url } = setting;
      const identifier = await identifierOf('Persona portal');
      await call(ROTATE, { identifier });
      await vscode.dialog.shown(/Rotate this API client\?/);
      const detail = await vscode.dialog.detail();
      for (const part of ['Persona portal', identifier, 'Acme Sandbox', 'Custom address']) {
        assert.ok(detail.includes(part), `${part} in: ${detail} (${url})`);
      }
      await vscode.dialog.button('Cancel');
      assert.match(await answer(), /^Error: /);
      assert.equal(creates(), 0);
    });

    it('rotates with the person watching, and is told that both keys work, and no secret', async () => {
      const { vscode } = setting;
      await call(ROTATE, { identifier: await identifierOf('Persona portal') });
      await vscode.dialog.shown(/Rotate this API client\?/);
      await vscode.dialog.button(/Yes|Continue|Allow|Run/);
      await vscode.quickPick.shown(/The new key of “Persona portal” works/);
      await vscode.quickPick.pick('I will say when');
      const text = await answer();
      assert.match(text, /Both keys work until the person deletes the old one/);
      assert.doesNotMatch(text, /sandbox_secret_/);
      assert.equal(creates(), 1);
      await vscode.view('Account').item('Rotating “Persona portal”');
    });
  });
}
