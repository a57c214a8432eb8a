import assert from 'node:assert/strict';
import type { RequestLine } from '../../src/sandbox/index.ts';
import { eventually } from '../host/eventually.ts';
import type { Workbench } from '../host/workbench.ts';
import { createCaller, type Key } from './caller.ts';
import { Keys } from './pressed.ts';
import { confirmUndo, undoFromRow } from './rotating.ts';
import {
  chooseForNew,
  fillInClient,
  openSetting,
  replaceKeyFromInput,
  type Setting,
  signInWithKey,
} from './support.ts';

async function createKey(vscode: Workbench, name: string): Promise<Key> {
  // What an earlier test copied must not be taken for this key.
  await vscode.setClipboard('');
  await fillInClient(vscode, name, ['OFFER_READ', 'PERSONA_AUTH']);
  await chooseForNew(vscode, name, 'Copy as .env lines');
  const key = await keyOnClipboard(vscode);
  await vscode.quickPick.cancel();
  return key;
}

async function keyOnClipboard(vscode: Workbench, unlike?: string): Promise<Key> {
  return eventually(async () => {
    const lines = /TRIPARTIE_CLIENT_ID=(\S+)\nTRIPARTIE_CLIENT_SECRET=(\S+)\n/.exec(await vscode.clipboard());
    assert.ok(lines?.[1] && lines[2] && lines[1] !== unlike);
    return { identifier: lines[1], secret: lines[2] };
  });
}

function isCreate({ method, path }: RequestLine): boolean {
  return method === 'POST' && path === '/api-clients';
}

for (const version of ['newest', 'oldest'] as const) {
  describe(`Rotating a key, in the ${version} workbench`, () => {
    let setting: Setting;
    before(async () => {
      // High enough for every key that these tests make to be in sight.
      setting = await openSetting({}, { version, size: { width: 1280, height: 1300 } });
      await signInWithKey(setting);
      // The store has to be seen to remember before it is trusted: this is the restart that shows it.
      await setting.vscode.view('Users').item(/Camille/);
      await setting.vscode.reload();
      await setting.vscode.openContainer('Tripartie');
      await setting.vscode.view('API Clients').item('Storefront staging');
    });
    after(() => setting.close());
    afterEach(() => setting.sandbox.faults.clear());

    it('marks and counts the keys that are due', async () => {
      const { vscode } = setting;
      await eventually(async () => {
        const rows = await vscode.view('API Clients').items();
        const due = rows.filter(({ spoken }) => spoken.includes('due for rotation'));
        assert.ok(due.length > 0);
        assert.match(await vscode.badge('Tripartie'), new RegExp(`${due.length} API client`));
      });
    });

    it('is begun with a key on the row that has the focus, and is not due any more from then on', async () => {
      const { vscode } = setting;
      const clients = vscode.view('API Clients');
      const due = (await clients.items()).filter(({ spoken }) => spoken.includes('due for rotation'));
      // This one is due, and stands below the one that is not.
      const name = 'Dispute export (nightly)';
      const named = '“Dispute export \\(nightly\\)”';
      await (await clients.item('Storefront staging')).click();
      // What was clicked is selected and unfolded; the arrow keys move the focus on from it.
      await vscode.page.keyboard.press('ArrowLeft');
      await vscode.page.keyboard.press('ArrowDown');
      await vscode.setClipboard('');
      const keys = new Keys(vscode);
      await keys.press('Control+Alt+r');
      await vscode.quickPick.shown(new RegExp(`The new key of ${named} works`));
      await keys.press('Enter');
      await eventually(async () => {
        assert.match(await vscode.clipboard(), /^sandbox_secret_/);
        const [copied] = await vscode.quickPick.items();
        assert.equal(copied?.label, 'Copied');
        assert.ok(copied.icons.includes('check'), copied.icons.join());
      });
      await keys.press('Enter');
      assert.ok(keys.count <= 4, `${keys.count} keys`);
      await vscode.notifications.shown(new RegExp(`${named}: both keys work until you delete the old one`));
      await eventually(async () =>
        assert.match(await vscode.badge('Tripartie'), new RegExp(`${due.length - 1} API client`)),
      );
      await eventually(async () => {
        const rows = (await clients.items()).filter(({ label }) => label === name);
        assert.deepEqual(
          rows.map(({ icon, description }) => [icon, description]),
          [
            ['sync', 'old key'],
            ['key', 'new key'],
          ],
          'both keys stand together, and can be told apart',
        );
        for (const [index, words] of ['old key of a rotation', 'new key of a rotation'].entries())
          assert.match(rows[index]?.spoken ?? '', new RegExp(`, ${words}, `));
      });
      await vscode.runCommand('Tripartie: Rotate Due API Clients…');
      await vscode.quickPick.shown(/^Rotate due API clients/);
      const offered = await vscode.quickPick.items();
      const [unticked, ...others] = offered.filter(({ checked }) => !checked);
      assert.deepEqual([offered.length, unticked?.label, others], [due.length - 1, 'Warehouse bridge', []]);
      assert.match(unticked?.detail ?? '', /^Cannot be rotated: nobody can ask for INTERNAL_WRITE/);
      await vscode.quickPick.tick(offered.slice(0, 2).map(({ label }) => label));
      await vscode.quickPick.accept();
      const [one, other] = offered.map(({ label }) => label);
      await vscode.quickPick.shown(new RegExp(`The new key of “${one}” works`));
      await vscode.quickPick.pick('I will say when');
      await vscode.quickPick.shown(new RegExp(`The new key of “${other}” works`));
      await vscode.quickPick.cancel();
      for (const each of [one ?? '', other ?? '']) {
        await undoFromRow({ setting, name: each });
        await vscode.dialog.button('Delete the New Key');
        await vscode.notifications.shown(new RegExp(`“${each}”: the new key was deleted`));
      }
      await undoFromRow({ setting, name });
      await vscode.dialog.button('Delete the New Key');
      await vscode.notifications.shown(new RegExp(`${named}: the new key was deleted`));
    });

    it('never breaks the program that uses it, over a reload in the middle', async () => {
      const { vscode } = setting;
      const caller = createCaller(setting);
      const old = await createKey(vscode, 'in-use');
      await caller.use(old);
      await caller.call();

      const clients = vscode.view('API Clients');
      await (await clients.item('in-use')).inlineAction(/Rotate API Client/);
      await vscode.quickPick.shown(/The new key of “in-use” works/);
      await caller.call();
      await vscode.quickPick.pick('Copy as .env lines');
      const fresh = await keyOnClipboard(vscode, old.identifier);
      await vscode.quickPick.pick('I will say when');
      await vscode.notifications.shown(/“in-use”: both keys work until you delete the old one/);
      await caller.call();

      // Both keys work, and a restart of the editor changes nothing about that.
      await vscode.reload();
      await vscode.openContainer('Tripartie');
      const row = await vscode.view('Account').item('Rotating “in-use”');
      await eventually(async () => assert.match(await row.description(), /delete the old one when you are ready/));
      await caller.call();
      await caller.use(fresh);
      await caller.call();

      // The API is asked who the person is and does not answer: the row does what it says all the same.
      const silent = setting.sandbox.faults.add({ kind: 'hang', when: 'before', method: 'GET', path: '/me' });
      await vscode.view('Account').action(/Refresh/);
      await eventually(() => assert.equal(silent.fired, 1));
      await row.click();
      await vscode.dialog.shown(/Delete the old key of “in-use”/);
      assert.match(await vscode.dialog.detail(), new RegExp(old.identifier));
      await vscode.dialog.button('Delete the Old Key');
      await vscode.notifications.shown(/“in-use”: the key was rotated/);
      await caller.call();
      assert.deepEqual(new Set(caller.statuses), new Set([200]));

      await caller.use(old);
      await caller.call();
      assert.equal(caller.statuses.at(-1), 401, 'the old key is gone');
      await eventually(async () => {
        const rows = (await clients.items()).filter(({ label }) => label === 'in-use');
        assert.deepEqual(
          rows.map(({ icon }) => icon),
          ['key'],
        );
        assert.ok(!(await vscode.view('Account').items()).some(({ label }) => label.startsWith('Rotating')));
      });
    });

    it('can be undone while both keys work', async () => {
      const { vscode } = setting;
      const old = await createKey(vscode, 'second-thoughts');
      const clients = vscode.view('API Clients');
      await (await clients.item('second-thoughts')).inlineAction(/Rotate API Client/);
      await vscode.quickPick.shown(/The new key of “second-thoughts” works/);
      await vscode.quickPick.cancel();
      const row = await vscode.view('Account').item('Rotating “second-thoughts”');
      await eventually(async () => assert.match(await row.description(), /choose for how long/));
      await undoFromRow({ setting, name: 'second-thoughts' });
      await confirmUndo({ setting, name: 'second-thoughts', old });
      const caller = createCaller(setting);
      await caller.use(old);
      await caller.call();
      assert.deepEqual(caller.statuses, [200]);
      await eventually(async () =>
        assert.equal((await clients.items()).filter(({ label }) => label === 'second-thoughts').length, 1),
      );
    });

    it('says why a key cannot be rotated, before anything is made', async () => {
      const { vscode, sandbox } = setting;
      const before = sandbox.requests.lines.filter(isCreate);
      const body = { identifier: 'f'.repeat(32), createdAt: '2026-01-01T00:00:00+00:00', scopes: ['INTERNAL_WRITE'] };
      sandbox.faults.add({
        kind: 'replace',
        status: 200,
        path: '/api-clients',
        body: JSON.stringify([{ ...body, name: 'special' }]),
        headers: { 'content-type': 'application/json', 'content-range': '0-1/1' },
        times: 'always',
      });
      await vscode.runCommand('Tripartie: Rotate API Client…');
      await vscode.quickPick.pick('special');
      await vscode.notifications.shown(
        /“special” cannot be rotated, and nothing was changed. It carries INTERNAL_WRITE/,
      );
      const after = sandbox.requests.lines.filter(isCreate);
      assert.equal(after.length, before.length);
    });

    it('finds a key whose secret nobody has, and deletes it on the person’s word only', async () => {
      const { vscode, sandbox } = setting;
      await vscode.runCommand('Tripartie: Refresh');
      await createKey(vscode, 'lost-rotation');
      sandbox.faults.add({ kind: 'reset', when: 'after', method: 'POST', path: '/api-clients' });
      await (await vscode.view('API Clients').item('lost-rotation')).inlineAction(/Rotate API Client/);
      await vscode.dialog.shown(/“lost-rotation” was made whose secret nobody has/);
      await vscode.dialog.button('Delete It');
      await vscode.notifications.shown(/the key whose secret nobody had is deleted/);
    });

    it('is taken up after the window was reloaded while a key was being made', async () => {
      const { vscode, sandbox } = setting;
      await createKey(vscode, 'reloaded');
      const hanging = sandbox.faults.add({ kind: 'hang', when: 'after', method: 'POST', path: '/api-clients' });
      await (await vscode.view('API Clients').item('reloaded')).inlineAction(/Rotate API Client/);
      await eventually(() => assert.equal(hanging.fired, 1));
      const creates = sandbox.requests.lines.filter(isCreate).length;
      await vscode.reload();
      await vscode.openContainer('Tripartie');
      const told = await vscode.notifications.shown(/The rotation of “reloaded” waits for you/);
      await told.button('Go On');
      await vscode.dialog.shown(/“reloaded” was made whose secret nobody has/);
      await vscode.dialog.button('Delete It');
      await vscode.notifications.shown(/the key whose secret nobody had is deleted/);
      assert.equal(sandbox.requests.lines.filter(isCreate).length, creates, 'it was never sent again');
    });

    it('goes on in one window while another looks on', async () => {
      const { vscode } = setting;
      const caller = createCaller(setting);
      const old = await createKey(vscode, 'two-windows');
      await caller.use(old);
      await (await vscode.view('API Clients').item('two-windows')).inlineAction(/Rotate API Client/);
      await vscode.quickPick.shown(/The new key of “two-windows” works/);

      const other = await vscode.secondWindow();
      await other.openContainer('Tripartie');
      await other.view('Account').item('Rotating “two-windows”');
      await caller.call();

      await vscode.page.bringToFront();
      await vscode.quickPick.pick('Copy as .env lines');
      const fresh = await keyOnClipboard(vscode, old.identifier);
      await caller.use(fresh);
      await caller.call();
      await vscode.quickPick.pick('Delete the old key now');
      await vscode.dialog.button('Delete the Old Key');
      await vscode.notifications.shown(/“two-windows”: the key was rotated/);
      await caller.call();
      assert.deepEqual(new Set(caller.statuses), new Set([200]));

      await other.page.bringToFront();
      await other.reload();
      await other.openContainer('Tripartie');
      await eventually(async () => {
        const rows = (await other.view('API Clients').items()).filter(({ label }) => label === 'two-windows');
        assert.deepEqual(
          rows.map(({ icon }) => icon),
          ['key'],
        );
        assert.ok(!(await other.view('Account').items()).some(({ label }) => label.includes('two-windows')));
      });
      await other.close();
    });

    it('tests credentials, and imports a secret only if it works', async () => {
      const { vscode } = setting;
      await vscode.runCommand('Tripartie: Test API Client Credentials');
      await vscode.quickPick.pick('in-use');
      await vscode.notifications.shown(/The credentials of “in-use” work. A token with OFFER_READ, PERSONA_AUTH/);
      await vscode.runCommand('Tripartie: Import API Client Secret…');
      await vscode.quickPick.pick('Storefront staging');
      await vscode.inputBox.shown(/Import the secret/);
      await vscode.inputBox.type('sandbox_secret_wrong');
      await vscode.inputBox.accept();
      await eventually(async () => assert.match(await vscode.inputBox.message(), /does not accept this secret/));
      await vscode.inputBox.cancel();
    });

    it('is in the activity log, without its secret', async () => {
      const { vscode } = setting;
      await vscode.runCommand('Tripartie: Show Activity Log');
      const text = await eventually(async () => {
        const lines = (await vscode.page.locator('.monaco-editor .view-lines').first().textContent()) ?? '';
        const spaced = lines.replaceAll('\u00a0', ' ');
        assert.match(spaced, /rotated {2}· {2}\w+ in-use {2}· {2}new key \w+: the old key is deleted/);
        return spaced;
      });
      assert.ok(!text.includes('sandbox_secret_'));
    });

    it('threw nothing that nobody caught', () => {
      assert.deepEqual(setting.vscode.pageErrors, []);
    });
  });
}

describe('Rotating a key where the secret store forgets, in the workbench', () => {
  let setting: Setting;
  before(async () => {
    setting = await openSetting({}, { durableSecrets: false });
    await signInWithKey(setting);
    await setting.vscode.view('Users').item(/Camille/);
    await setting.vscode.reload();
    await setting.vscode.openContainer('Tripartie');
    await eventually(async () => assert.match(await setting.vscode.view('Account').welcome(), /did not keep your key/));
    await setting.vscode.view('Account').welcomeButton('Replace Key');
    await replaceKeyFromInput(setting);
  });
  after(() => setting.close());

  it('keeps the old key until the person has a copy of the new one', async () => {
    const { vscode, sandbox } = setting;
    const deletes = () => sandbox.requests.lines.filter(({ method }) => method === 'DELETE').length;
    await (await vscode.view('API Clients').item('Storefront staging')).inlineAction(/Rotate API Client/);
    await vscode.dialog.shown(/Save a copy of the new secret of “Storefront staging”/);
    assert.match(await vscode.dialog.detail(), /keeps secrets in memory only/);
    await vscode.dialog.button('Cancel');
    const row = await vscode.view('Account').item('Rotating “Storefront staging”');
    await eventually(async () => assert.match(await row.description(), /save a copy of the new secret/));
    await row.click();
    await vscode.dialog.shown(/Save a copy/);
    await vscode.dialog.button('Copy New Secret');
    await vscode.dialog.shown(/saved in a safe place/);
    await eventually(async () => assert.match(await vscode.clipboard(), /^sandbox_secret_/));
    await vscode.dialog.button('I Saved It');
    await vscode.quickPick.shown(/The new key of “Storefront staging” works/);
    assert.equal(deletes(), 0);
    await vscode.quickPick.pick('Delete the old key now');
    await vscode.dialog.button('Delete the Old Key');
    await vscode.notifications.shown(/“Storefront staging”: the key was rotated/);
    assert.equal(deletes(), 1);
  });

  it('takes six keys at most, and asks for how long once the copy is saved', async () => {
    const { vscode } = setting;
    const name = 'Dispute export (nightly)';
    const clients = vscode.view('API Clients');
    // When the row of the key that the test before has deleted goes, the others move up.
    await eventually(async () => {
      const rows = await clients.items();
      assert.equal(rows.filter(({ label }) => label === 'Storefront staging').length, 1);
    });
    await (await clients.item(name)).click();
    await vscode.setClipboard('');
    const keys = new Keys(vscode);
    await keys.press('Control+Alt+r');
    await vscode.dialog.shown(/Save a copy of the new secret/);
    await keys.press('Enter');
    await vscode.dialog.shown(/saved in a safe place/);
    await eventually(async () => assert.match(await vscode.clipboard(), /^sandbox_secret_/));
    await keys.press('Enter');
    await vscode.quickPick.shown(/The new key of .* works/);
    await eventually(async () => assert.equal((await vscode.quickPick.items())[0]?.label, 'Copied'));
    await keys.press('Enter');
    await vscode.notifications.shown(/both keys work until you delete the old one/);
    assert.ok(keys.count <= 6, `${keys.count} keys`);
  });
});
