import assert from 'node:assert/strict';
import { type TOTP, URI } from 'otpauth';
import { eventually } from '../host/eventually.ts';
import { findSecrets } from './secretSearch.ts';
import { openSetting, type Setting, signInWithKey } from './support.ts';
import { codeOf, isOff, noteUris, openToCode } from './twoFactor.ts';
import { TwoFactorPanel } from './twoFactorPanel.ts';

for (const version of ['newest', 'oldest'] as const) {
  describe(`Two-factor set-up, the whole way, in the ${version} VS Code`, () => {
    let setting: Setting;
    let given: string[];
    before(async () => {
      setting = await openSetting({}, { version });
      given = noteUris(setting);
      await signInWithKey(setting);
    });
    after(() => setting.close());

    it('turns it on with a code of an authenticator app that scanned the picture, and leaves nothing behind', async () => {
      const { vscode } = setting;
      await isOff(setting);
      const panel = await openToCode(setting);
      const scanned = await panel.readQr();
      assert.equal(scanned, given[0]);
      const { secret } = URI.parse(scanned) as TOTP;
      assert.equal(await panel.key(), secret.base32);
      await panel.enter(codeOf(scanned));
      await panel.shown('Two-factor sign-in is on');
      await eventually(async () => {
        assert.equal(await (await vscode.view('Account').item('Two-factor sign-in')).description(), 'on');
      });

      const { base32 } = secret;
      assert.deepEqual(await findSecrets(vscode, { key: base32, 'half of it': base32.slice(0, 16) }), []);
      await panel.press('Done');
      assert.deepEqual(vscode.pageErrors, []);
    });

    it('does not make a key while it is on, and turns it off with a code', async () => {
      const { vscode } = setting;
      const panel = await new TwoFactorPanel(vscode).open();
      await panel.shown('Two-factor sign-in is on already');
      assert.equal(given.length, 1);
      await panel.press('Turn it off…');
      const { inputBox } = vscode;
      await inputBox.shown(/Turn off two-factor sign-in – Acme Sandbox · Custom address/);
      await inputBox.type('12x');
      await eventually(async () => assert.match(await inputBox.validationMessage(), /digits only/));
      await inputBox.type('000000');
      await inputBox.accept();
      await eventually(async () => assert.match(await inputBox.message(), /not right/));
      await inputBox.type(codeOf(given[0] ?? '', 1));
      await inputBox.accept();
      await vscode.notifications.shown(/Two-factor sign-in is off/);
      // The heading is the same while the account is looked at.
      await eventually(async () => assert.match(await panel.text(), /Show QR code/));
      await panel.press('Not now');
    });
  });
}
