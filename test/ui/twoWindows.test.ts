import assert from 'node:assert/strict';
import { parseApiOrigin } from '../../src/api/origin.ts';
import { eventually } from '../host/eventually.ts';
import type { Workbench } from '../host/workbench.ts';
import { keyThatLasts } from './keys.ts';
import { profileFilesOf } from './profileFilesOf.ts';
import {
  chooseForNew,
  fillInClient,
  openSetting,
  replaceKeyFromInput,
  type Setting,
  signInFromPick,
} from './support.ts';

const SANDBOX = 'Acme Sandbox · Sandbox';
const CUSTOM = 'Acme Sandbox · Custom address';

async function shows(window: Workbench, name: string, clients: number): Promise<void> {
  await window.page.bringToFront();
  await eventually(async () => assert.equal(await window.view('Account').description(), name));
  await eventually(async () => assert.equal(await window.view('API Clients').size(), clients));
}

async function invites(window: Workbench, words: RegExp): Promise<void> {
  await window.page.bringToFront();
  await eventually(async () => assert.match(await window.view('Account').welcome(), words));
}

async function run(window: Workbench, title: string): Promise<void> {
  await window.page.bringToFront();
  await window.runCommand(`Tripartie: ${title}`);
}

/** Makes an API client in a window, whose secret is stored. */
async function create(window: Workbench, name: string): Promise<void> {
  await window.page.bringToFront();
  await fillInClient(window, name, ['OFFER_READ']);
  await chooseForNew(window, name);
}

/** What another window has stored since is not taken away: this one offers to be reloaded. */
async function reloadFrom(window: Workbench): Promise<void> {
  const told = await window.notifications.shown(/Another window of this editor has changed what is stored/);
  const loaded = await loads(window);
  await told.button('Reload Window');
  await eventually(async () => assert.notEqual(await loads(window), loaded));
  await window.ready();
  await window.openContainer('Tripartie');
}

/** Counts the loads of a window: what shows without another one needed no reload. */
async function loads({ page }: Workbench): Promise<number> {
  return page.evaluate(() => performance.timeOrigin);
}

for (const version of ['newest', 'oldest'] as const) {
  describe(`Profiles in two windows, in the ${version} workbench`, () => {
    let setting: Setting;
    let first: Workbench;
    let second: Workbench;
    before(async () => {
      setting = await openSetting({}, { version });
      first = setting.vscode;
      second = await first.secondWindow();
      for (const window of [first, second]) {
        await window.page.bringToFront();
        await window.openContainer('Tripartie');
        await invites(window, /Sign In/);
      }
    });
    after(() => setting.close());

    it('are signed in to, renamed and signed out of in both at once', async () => {
      const loaded = await loads(second);
      await run(first, 'Sign In…');
      await first.quickPick.pick('Sandbox account');
      await shows(first, SANDBOX, 8);
      await shows(second, SANDBOX, 8);
      await run(second, 'Rename Profile…');
      await second.inputBox.shown(/^Rename /);
      await second.inputBox.type('Playground');
      await second.inputBox.accept();
      await shows(first, 'Playground · Sandbox', 8);
      await run(first, 'Sign Out');
      await invites(second, /Sign In/);
      assert.equal(await loads(second), loaded);
    });

    it('say that the other window has signed in where this editor shows a key only after a reload', async () => {
      await run(first, 'Sign In…');
      await signInFromPick({ ...setting, vscode: first });
      await shows(first, CUSTOM, 6);
      await invites(second, /You signed in in another window/);
      await eventually(async () => assert.equal(await second.view('Account').description(), CUSTOM));
      assert.equal(await second.dialog.isOpen(), false);
      await second.view('Account').welcomeButton('Reload Window');
      await shows(second, CUSTOM, 6);
    });

    it('are switched in both at once', async () => {
      await run(second, 'Sign In…');
      await second.quickPick.pick('Sandbox account');
      await shows(second, SANDBOX, 8);
      await shows(first, SANDBOX, 8);
      const loaded = await loads(second);
      await run(first, 'Switch Profile…');
      await first.quickPick.pick(CUSTOM);
      await shows(first, CUSTOM, 6);
      await shows(second, CUSTOM, 6);
      assert.equal(await loads(second), loaded);
    });

    it('take up a key that was replaced in the other one after a reload at the latest', async () => {
      await run(first, 'Replace Key…');
      await replaceKeyFromInput(setting, keyThatLasts(setting, 2.5 * 86_400));
      await eventually(async () =>
        assert.equal(await (await first.view('Account').item('Personal key')).description(), 'ends in 2 days'),
      );
      await second.page.bringToFront();
      await second.reload();
      await second.openContainer('Tripartie');
      await eventually(async () =>
        assert.equal(await (await second.view('Account').item('Personal key')).description(), 'ends in 2 days'),
      );
    });

    it('store no secret over those of the other one: the window that was loaded earlier is reloaded first', async () => {
      await create(second, 'from-second');
      await run(first, 'Create API Client…');
      await reloadFrom(first);
      await create(first, 'from-first');
      await run(second, 'Rotate Due API Clients…');
      await reloadFrom(second);
      for (const window of [first, second]) {
        await window.page.bringToFront();
        for (const name of ['from-first', 'from-second']) {
          await eventually(async () => {
            const row = (await window.view('API Clients').items()).find(({ label }) => label === name);
            assert.match(row?.spoken ?? '', /secret stored in this editor/);
          });
        }
      }
    });

    it('threw nothing that nobody caught', () => {
      assert.deepEqual([...first.pageErrors, ...second.pageErrors], []);
    });
  });

  describe(`A key that the secret store gives back for another address, in the ${version} workbench`, () => {
    let setting: Setting;
    before(async () => {
      setting = await openSetting({}, { version });
      await setting.vscode.openContainer('Tripartie');
    });
    after(() => setting.close());

    it('is not used: the person is told what it is', async () => {
      const { vscode, sandbox } = setting;
      await run(vscode, 'Sign In…');
      await signInFromPick(setting);
      await shows(vscode, CUSTOM, 6);
      // What was asked before the reload has arrived.
      await vscode.view('Users').item(/^Load more/);
      const files = profileFilesOf(vscode);
      const [profile] = await files.list();
      assert.ok(profile);
      const { id, environment, kind, subject } = profile;
      const origin = parseApiOrigin('https://elsewhere.sandbox.example');
      await files.note(id, 'binding', { environment, kind, subject, origin });
      const asked = sandbox.requests.lines.length;
      await vscode.reload();
      await vscode.openContainer('Tripartie');
      await invites(vscode, /is not the key that was put there, so it is not used/);
      await eventually(async () =>
        assert.match(await vscode.view('Users').welcome(), /The key of this profile cannot be read here/),
      );
      assert.equal(sandbox.requests.lines.length, asked);
      assert.equal(await vscode.dialog.isOpen(), false);
    });
  });
}
