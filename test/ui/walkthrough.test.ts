import assert from 'node:assert/strict';
import { type TOTP, URI } from 'otpauth';
import { eventually } from '../host/eventually.ts';
import { click, tryMs } from '../host/parts/click.ts';
import type { Workbench } from '../host/workbench.ts';
import { ownWords } from './refusal.ts';
import { chooseForNew, fillInClient, openSetting, type Setting } from './support.ts';
import { TwoFactorPanel } from './twoFactorPanel.ts';

type StepId = 'sandbox' | 'personalKey' | 'createKey' | 'rotateKey' | 'twoFactor';

/** The walkthrough's page, in the words of the person who follows it. */
function walkthroughOf({ page, runCommand }: Workbench) {
  const step = (id: StepId) => page.locator(`.getting-started-step[data-step-id$="#getStarted#${id}"]`);
  return {
    step,
    /** Brings the page to the front with a step unfolded; one that is just being drawn unfolds a step of its own. */
    open: async (vscode: Workbench, id: StepId) => {
      await runCommand.call(vscode, 'Tripartie: Get Started');
      await eventually(async () => {
        const expanded = await step(id).getAttribute('aria-expanded', { timeout: tryMs });
        if (expanded === 'true') return;
        await click(step(id).locator('h3'));
        throw new Error(`"${id}" stays folded.`);
      });
    },
    /** Presses the button of the unfolded step. */
    press: (id: StepId, name: string) => click(step(id).getByRole('button', { name, exact: true })),
    isDone: async (id: StepId) =>
      (await step(id).getByRole('checkbox').getAttribute('aria-checked', { timeout: tryMs })) === 'true',
  };
}

/** Goes through the wizard for a personal key, from the choice of the environment on. */
async function enterKey({ vscode, sandbox }: Setting): Promise<void> {
  await vscode.quickPick.pick('Custom address');
  await vscode.inputBox.shown(/\(2\/2\)/);
  await vscode.inputBox.type(sandbox.personalKey);
  await vscode.inputBox.accept();
  await vscode.inputBox.closed();
}

for (const version of ['newest', 'oldest'] as const) {
  describe(`The walkthrough, in the ${version} workbench`, () => {
    let setting: Setting;
    let walkthrough: ReturnType<typeof walkthroughOf>;
    before(async () => {
      setting = await openSetting({}, { version, size: { width: 1500, height: 900 } });
      walkthrough = walkthroughOf(setting.vscode);
    });
    after(() => setting.close());
    afterEach(() => setting.sandbox.faults.clear());

    const becomesDone = (id: StepId) => eventually(async () => assert.ok(await walkthrough.isDone(id), id));

    it('is one link away for who is signed out', async () => {
      const { vscode } = setting;
      await vscode.openContainer('Tripartie');
      const link = vscode.page.locator('.welcome-view-content a', { hasText: 'Get started' });
      await link.click();
      await walkthrough.step('sandbox').waitFor();
      await eventually(async () => {
        const titles = await vscode.page.locator('.getting-started-step h3').allTextContents();
        assert.equal(titles.length, 5);
        assert.deepEqual(titles.slice(0, 2), ['Look around in the sandbox', 'Sign in with your own key']);
      });
    });

    it('shows a picture in the colours of the theme', async () => {
      const { vscode } = setting;
      await walkthrough.open(vscode, 'sandbox');
      const picture = vscode.page
        .frameLocator('iframe.webview.ready')
        .frameLocator('iframe#active-frame')
        .locator('svg');
      const text = picture.locator('text').first();
      await eventually(async () => {
        const fill = await text.evaluate((each) => getComputedStyle(each).fill, undefined, { timeout: tryMs });
        assert.match(fill, /^rgb/);
        assert.notEqual(fill, 'rgb(0, 0, 0)', 'a colour that is not known is drawn black');
      });
    });

    it('leaves a step open whose command was cancelled', async () => {
      const { vscode } = setting;
      await walkthrough.open(vscode, 'personalKey');
      await walkthrough.press('personalKey', 'Sign In');
      await vscode.quickPick.shown(/Sign in with a personal key/);
      await vscode.quickPick.cancel();

      await walkthrough.open(vscode, 'createKey');
      await walkthrough.press('createKey', 'Create API Client');
      const asked = await vscode.notifications.shown(/Sign in to Tripartie to go on/);
      // The extension says things in their order: by now it would have said that the one before is done.
      assert.equal(await walkthrough.isDone('personalKey'), false);
      await asked.dismiss();
    });

    it('leaves the own key open for an API client’s credentials, which are nobody’s own key', async () => {
      const { vscode, sandbox } = setting;
      const { apiClient } = sandbox.credentials;
      assert.ok(apiClient);
      await vscode.runCommand('Tripartie: Sign In…');
      await vscode.quickPick.pick('API client credentials');
      await vscode.quickPick.pick('Custom address');
      for (const [index, text] of [apiClient.identifier, apiClient.secret].entries()) {
        await vscode.inputBox.shown(new RegExp(`\\(${index + 2}/3\\)`));
        await vscode.inputBox.type(text);
        await vscode.inputBox.accept();
      }
      await vscode.view('Account').item('API client');
      await walkthrough.open(vscode, 'personalKey');
      for (const id of ['sandbox', 'personalKey'] as const) assert.equal(await walkthrough.isDone(id), false, id);
    });

    it('checks the sandbox off, and then the own key', async () => {
      const { vscode } = setting;
      await walkthrough.open(vscode, 'sandbox');
      await walkthrough.press('sandbox', 'Sign In to the Sandbox');
      await becomesDone('sandbox');
      for (const id of ['personalKey', 'createKey'] as const) assert.equal(await walkthrough.isDone(id), false, id);
      await walkthrough.open(vscode, 'personalKey');
      await walkthrough.press('personalKey', 'Sign In');
      await enterKey(setting);
      await becomesDone('personalKey');
    });

    it('leaves a step open that was begun and left', async () => {
      const { vscode } = setting;
      await vscode.view('API Clients').item('Storefront staging');
      // The store has to be seen to remember before a rotation trusts it: this is the restart that shows it.
      await vscode.reload();
      await vscode.openContainer('Tripartie');
      await vscode.view('API Clients').item('Storefront staging');

      await walkthrough.open(vscode, 'createKey');
      await walkthrough.press('createKey', 'Create API Client');
      await vscode.inputBox.shown(/Create API client/);
      await vscode.inputBox.cancel();
      // It is asked for anew when the one that was left has come to its end.
      await walkthrough.press('createKey', 'Create API Client');
      await vscode.inputBox.shown(/Create API client/);
      assert.equal(await walkthrough.isDone('createKey'), false);
      await vscode.inputBox.cancel();
    });

    it('leaves a step open whose command failed, and checks it off when a key was created', async () => {
      const { vscode, sandbox } = setting;
      sandbox.faults.add({
        kind: 'replace',
        status: 403,
        body: ownWords(403),
        method: 'POST',
        path: '/api-clients',
      });
      await fillInClient(vscode, 'first-key', ['OFFER_READ']);
      const failed = await vscode.notifications.shown(/Your role does not allow this/);
      assert.equal(await walkthrough.isDone('createKey'), false);
      await failed.dismiss();
      await fillInClient(vscode, 'first-key', ['OFFER_READ']);
      await chooseForNew(vscode, 'first-key');
      await becomesDone('createKey');
    });

    it('checks the rotation off when the old key is gone, and not before', async () => {
      const { vscode } = setting;
      await walkthrough.open(vscode, 'rotateKey');
      await (await vscode.view('API Clients').item('first-key')).inlineAction(/Rotate API Client/);
      await vscode.quickPick.shown(/The new key of “first-key” works/);
      await vscode.quickPick.pick('I will say when');
      const told = await vscode.notifications.shown(/both keys work until you delete the old one/);
      assert.equal(await walkthrough.isDone('rotateKey'), false);
      await told.button('Delete the Old Key…');
      await vscode.dialog.button('Delete the Old Key');
      await becomesDone('rotateKey');
    });

    it('checks two-factor sign-in off when a code was accepted', async () => {
      const { vscode } = setting;
      await walkthrough.open(vscode, 'twoFactor');
      await walkthrough.press('twoFactor', 'Set Up Two-Factor Sign-In');
      const panel = new TwoFactorPanel(vscode);
      await panel.press('Show QR code');
      await panel.shown(/Scan this/);
      const uri = (await panel.readQr()) ?? '';
      await panel.enter((URI.parse(uri) as TOTP).generate());
      await panel.shown('Two-factor sign-in is on');
      await walkthrough.open(vscode, 'twoFactor');
      await becomesDone('twoFactor');
    });
  });
}
