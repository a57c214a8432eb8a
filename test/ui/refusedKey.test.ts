import assert from 'node:assert/strict';
import { eventually } from '../host/eventually.ts';
import type { Workbench } from '../host/workbench.ts';
import { keyThatLasts } from './keys.ts';
import { ask, type ListedUser, run } from './people.ts';
import { fillInClient, openSetting, replaceKeyFromInput, type Setting, signInFromPick } from './support.ts';

const HOUR = 3_600;
const SIGNED_OUT = 'Signed out – replace key';

/** The colour of what is disabled, as the browser computes it. */
function disabledColor({ page }: Workbench): Promise<string> {
  return page.evaluate(() => {
    const probe = document.createElement('span');
    probe.style.color = 'var(--vscode-disabledForeground)';
    document.querySelector('.monaco-workbench')?.append(probe);
    const { color } = getComputedStyle(probe);
    probe.remove();
    return color;
  });
}

for (const version of ['newest', 'oldest'] as const) {
  describe(`A key that Tripartie no longer accepts, in the ${version} workbench`, () => {
    let setting: Setting;
    /** How much later it is at Tripartie, in milliseconds: keys end there by its clock. */
    let later = 0;
    before(async () => {
      later = 0;
      setting = await openSetting({ now: () => Date.now() + later }, { version, size: { width: 1280, height: 1000 } });
      await run(setting, 'Sign In…');
      await signInFromPick(setting, keyThatLasts(setting, HOUR / 2));
      await setting.vscode.openContainer('Tripartie');
      await loaded();
    });
    after(() => setting.close());
    afterEach(() => setting.sandbox.faults.clear());

    async function loaded(): Promise<void> {
      const { vscode } = setting;
      await vscode.view('Account').item('Two-factor sign-in');
      await eventually(async () => assert.equal(await vscode.view('API Clients').size(), 6));
      await eventually(async () => assert.equal(await vscode.view('Users').size(), 51));
    }

    /** All rows are still there, greyed, below one that says what to do. */
    async function stale(clients = 6): Promise<void> {
      const { vscode } = setting;
      for (const view of ['Account', 'API Clients', 'Users']) {
        await vscode.view(view).item(SIGNED_OUT);
        await eventually(async () => assert.equal((await vscode.view(view).items())[0]?.label, SIGNED_OUT));
      }
      await eventually(async () => assert.equal(await vscode.view('API Clients').size(), clients + 1));
      await eventually(async () => assert.equal(await vscode.view('Users').size(), 51));
      const grey = await disabledColor(vscode);
      for (const [view, label] of [
        ['Account', 'Acme Sandbox'],
        ['API Clients', 'Storefront production'],
        ['Users', 'Camille Lefèvre'],
      ] as const) {
        const row = await vscode.view(view).item(label);
        await eventually(async () => {
          assert.equal(await row.color(), grey);
          const spoken = (await vscode.view(view).items()).find((each) => each.label === label)?.spoken;
          assert.match(spoken ?? '', /from before the key ended/);
        });
      }
      assert.notEqual(await (await vscode.view('Users').item(SIGNED_OUT)).color(), grey);
      await eventually(async () =>
        assert.ok((await vscode.statusBarTexts()).some((text) => /Custom address – signed out$/.test(text))),
      );
    }

    it('is said to end soon, in the Account view and in the status bar', async () => {
      const { vscode } = setting;
      const row = await vscode.view('Account').item('Personal key');
      await eventually(async () => {
        assert.match(await row.description(), /^ends in (29|2[5-8]) minutes$/);
        const shown = (await vscode.view('Account').items()).find(({ label }) => label === 'Personal key');
        assert.equal(shown?.icon, 'warning');
      });
      await eventually(async () =>
        assert.ok((await vscode.statusBarTexts()).some((text) => /key ends in 2\d minutes$/.test(text))),
      );
    });

    it('is replaced by a button on its row before it ends', async () => {
      const { vscode } = setting;
      const row = await vscode.view('Account').item('Personal key');
      assert.deepEqual(await row.inlineActions(), ['Replace Key…']);
      await row.inlineAction('Replace Key…');
      await replaceKeyFromInput(setting, keyThatLasts(setting, 0.9 * HOUR));
      await eventually(async () => assert.match(await row.description(), /^ends in 5[0-4] minutes$/));
      await loaded();
    });

    it('leaves every row in its place, greyed, and is told without a modal', async () => {
      const { vscode } = setting;
      later = HOUR * 1000;
      await run(setting, 'Refresh');
      const told = await vscode.notifications.shown(/no longer accepts the key of Acme Sandbox · Custom address/);
      assert.deepEqual(await told.buttons(), ['Replace Key']);
      const message = await told.message();
      const all = await vscode.notifications.all();
      assert.equal(all.find((each) => each.message === message)?.severity, 'warning');
      assert.equal(await vscode.dialog.isOpen(), false);
      await stale();
      const messages = (await vscode.notifications.seen()).filter((text) => text.includes('no longer accepts'));
      assert.equal(messages.length, 1, 'told once, not by each list');
      await told.dismiss();
    });

    it('is replaced in place, by a key of the same person only', async () => {
      const { vscode } = setting;
      const { inputBox } = vscode;
      const [, other] = await ask<ListedUser[]>(setting, '/users');
      assert.ok(other);
      await (await vscode.view('Users').item(SIGNED_OUT)).click();
      await inputBox.shown(/^Replace the key of Acme Sandbox · Custom address/);
      assert.ok(await inputBox.isMasked());
      await inputBox.type(keyThatLasts(setting, HOUR / 2));
      await inputBox.accept();
      await eventually(async () => assert.match(await inputBox.message(), /has expired\. Paste another one/));
      await inputBox.type(keyThatLasts(setting, 2 * HOUR, other.id));
      await inputBox.accept();
      await eventually(async () => assert.match(await inputBox.message(), /This key is of another person/));
      assert.ok((await inputBox.message()).includes(other.email));
      await inputBox.cancel();
      await stale();
      await (await vscode.view('Account').item(SIGNED_OUT)).click();
      await replaceKeyFromInput(setting, keyThatLasts(setting, 2 * HOUR));
      await loaded();
      const grey = await disabledColor(vscode);
      await eventually(async () => assert.notEqual(await (await vscode.view('Users').item(/Camille/)).color(), grey));
      await eventually(async () =>
        assert.ok(!(await vscode.view('Account').items()).some(({ label }) => label === SIGNED_OUT)),
      );
    });

    it('keeps what was loaded when it is refused to a list that loads, which loads with the next key', async () => {
      const { vscode } = setting;
      const more = await vscode.view('Users').item(/^Load more/);
      later = 3 * HOUR * 1000;
      await more.click();
      await stale();
      await run(setting, 'Replace Key…');
      await replaceKeyFromInput(setting, keyThatLasts(setting, 10 * HOUR));
      await loaded();
    });

    it('lets a create wait for the next key, given by keyboard, and then keeps its secret', async () => {
      const { vscode, sandbox } = setting;
      await fillInClient(vscode, 'waited', ['OFFER_READ'], () => {
        later = 11 * HOUR * 1000;
      });
      await vscode.notifications.shown(/no longer accepts the key/);
      await stale();
      assert.ok(!sandbox.state.createdApiClients.some(({ name }) => name === 'waited'));
      await vscode.quickPick.shown(/Creating “waited”… Press Escape to cancel/);
      await run(setting, 'Replace Key…');
      await vscode.notifications.shown(/Creating “waited” – this waits for your new key/);
      await replaceKeyFromInput(setting);
      await vscode.notifications.shown(/“waited” was created and its secret is stored/);
      const row = await vscode.view('API Clients').item('waited');
      await eventually(async () => assert.match((await row.inlineActions()).join(), /Copy API Client Secret/));
      const created = sandbox.state.createdApiClients.filter(({ name }) => name === 'waited');
      assert.equal(created.length, 1, 'made once');
    });

    it('lets a person give up what waits', async () => {
      const { vscode, sandbox } = setting;
      await fillInClient(vscode, 'given-up', ['OFFER_READ'], () => {
        later = 366 * 24 * HOUR * 1000;
      });
      await vscode.quickPick.shown(/Creating “given-up”…/);
      await stale(7);
      await vscode.page.keyboard.press('Escape');
      await (await vscode.notifications.shown(/Creating “given-up” – this waits/)).button('Cancel');
      await vscode.notifications.shown(/was not created/);
      assert.ok(!sandbox.state.createdApiClients.some(({ name }) => name === 'given-up'));
    });

    it('threw nothing that nobody caught', () => {
      assert.deepEqual(setting.vscode.pageErrors, []);
    });
  });
}
