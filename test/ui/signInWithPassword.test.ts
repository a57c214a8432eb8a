import assert from 'node:assert/strict';
import { type TOTP, URI } from 'otpauth';
import { eventually } from '../host/eventually.ts';
import { everyAnswerIsMet } from './documented.ts';
import { answer } from './forms.ts';
import { ask, type ListedUser, run } from './people.ts';
import { ownWords } from './refusal.ts';
import { askAsAnother, openSetting, replaceKeyFromInput, type Setting } from './support.ts';

for (const version of ['newest', 'oldest'] as const) {
  describe(`Signing in with email and password, in the ${version} workbench`, () => {
    let setting: Setting;
    let totp: TOTP;
    /** How much later it is at Tripartie, in milliseconds: keys end there by its clock. */
    let later = 0;
    const code = () => totp.generate({ timestamp: Date.now() + later });
    before(async () => {
      later = 0;
      setting = await openSetting({ now: () => Date.now() + later }, { version });
      totp = await withSecondFactor(setting);
    });
    after(() => setting.close());
    afterEach(() => setting.sandbox.faults.clear());

    /** CrossWindowMutex two-factor sign-in on as another program would. */
    async function withSecondFactor(of: Setting): Promise<TOTP> {
      const patch = async (path: string, body: object) => (await askAsAnother(of, 'PATCH', path, body)).json();
      const { totpUri } = (await patch('/users/1/totp-setup', {})) as { totpUri: string };
      const second = URI.parse(totpUri) as TOTP;
      await patch('/users/1/totp-toggle', { totpEnabled: true, totpChallenge: second.generate() });
      return second;
    }

    async function lastsMinutes({ vscode }: Setting): Promise<void> {
      const row = await vscode.view('Account').item('Personal key');
      await eventually(async () => assert.match(await row.description(), /in \d+ minutes/));
    }

    async function start({ vscode }: Setting, environment: string): Promise<void> {
      await run(setting, 'Sign In…');
      await vscode.quickPick.pick('Email and password');
      await vscode.quickPick.shown('Sign in with email and password');
      await vscode.quickPick.pick(environment);
    }

    it('warns first, asks for the second factor, and says that something is not right but not what', async () => {
      const { vscode, sandbox } = setting;
      const { email, password, captcha } = sandbox.credentials;
      await start(setting, 'Custom address');
      await vscode.dialog.shown(/Sign in to Custom address with your password/);
      assert.match(await vscode.dialog.detail(), /wants a person behind each sign-in/);
      await vscode.dialog.button('Go On');
      await answer(setting, [email, password, captcha, '']);
      await vscode.inputBox.shown(/\(2\/4\)/);
      await eventually(async () => assert.match(await vscode.inputBox.validationMessage(), /does not say which/));
      assert.ok(await vscode.inputBox.isMasked());
      await vscode.inputBox.cancel();
      await start(setting, 'Custom address');
      await vscode.dialog.button('Go On');
      await answer(setting, [email, password, captcha, code()]);
      await vscode.openContainer('Tripartie');
      const row = await vscode.view('Account').item('Two-factor sign-in');
      await eventually(async () => assert.equal(await row.description(), 'on'));
      await lastsMinutes(setting);
    });

    it('is the way to the next key too, not to one of another person', async () => {
      const { vscode, sandbox } = setting;
      const { password, captcha } = sandbox.credentials;
      const users = await ask<ListedUser[]>(setting, '/users');
      const other = users.find(({ firstName }) => firstName === 'Nils');
      assert.ok(other, 'somebody else, who has no second factor');
      later = 2 * 3_600_000;
      await run(setting, 'Refresh');
      await (await vscode.view('Users').item('Signed out – replace key')).click();
      await vscode.quickPick.shown('Replace the key of Acme Sandbox · Custom address');
      assert.equal(await vscode.quickPick.placeholder(), 'How do you want to sign in again?');
      await vscode.quickPick.pick('Email and password');
      await answer(setting, [other.email, password, captcha, '']);
      await vscode.inputBox.shown(/^Replace the key of Acme Sandbox · Custom address.*\(1\/4\)/);
      await eventually(async () => assert.match(await vscode.inputBox.validationMessage(), /is of another person/));
      await vscode.inputBox.cancel();
    });

    it('takes the place of a key that has ended, and the views fill again', async () => {
      const { vscode, sandbox } = setting;
      const { email, password, captcha } = sandbox.credentials;
      await run(setting, 'Replace Key…');
      await vscode.quickPick.pick('Email and password');
      await answer(setting, [email, password, captcha, code()]);
      await eventually(async () => assert.equal(await vscode.view('API Clients').size(), 6));
      await eventually(async () => assert.equal(await vscode.view('Users').size(), 51));
    });

    it('can be left for a key that is pasted, which is then the way to the next one', async () => {
      const { vscode } = setting;
      await run(setting, 'Replace Key…');
      await vscode.quickPick.pick('Personal key');
      await replaceKeyFromInput(setting);
      const row = await vscode.view('Account').item('Personal key');
      await eventually(async () => assert.match(await row.description(), /^ends \d+ \w+ \d+$/));
      await run(setting, 'Replace Key…');
      await vscode.inputBox.shown(/^Replace the key of/);
      await vscode.inputBox.cancel();
      await run(setting, 'Sign Out');
      await eventually(async () => assert.match(await vscode.view('Account').welcome(), /Sign In/));
    });

    it('is not done when the API refuses, and says why', async () => {
      const { email, password, captcha } = setting.sandbox.credentials;
      for (const [status, words] of [
        [429, /You are not signed in\. Too many requests/],
        [500, /You are not signed in\. .*(500|reached)/],
      ] as const) {
        setting.sandbox.faults.add({ path: '/authentication', kind: 'replace', status, body: ownWords(status) });
        await start(setting, 'Custom address');
        await setting.vscode.dialog.button('Go On');
        await answer(setting, [email, password, captcha, '']);
        await (await setting.vscode.notifications.shown(words)).dismiss();
      }
    });

    it('works in the sandbox account, without a warning, with what its questions name', async () => {
      const { vscode, sandbox } = setting;
      const { email, password, captcha } = sandbox.credentials;
      await start(setting, 'Sandbox');
      for (const [index, named] of [email, password, captcha].entries()) {
        await vscode.inputBox.shown(new RegExp(`\\(${index + 1}/4\\)`));
        await eventually(async () => assert.ok((await vscode.inputBox.message()).includes(`“${named}”`)));
        await vscode.inputBox.type(named);
        await vscode.inputBox.accept();
      }
      await vscode.inputBox.shown(/\(4\/4\)/);
      await vscode.inputBox.accept();
      await vscode.view('Account').item(/Acme Sandbox/);
      await lastsMinutes(setting);
      assert.deepEqual(vscode.pageErrors, []);
    });

    everyAnswerIsMet('signInWithPassword', () => setting.sandbox);
  });
}
