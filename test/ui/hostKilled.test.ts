import assert from 'node:assert/strict';
import { eventually } from '../host/eventually.ts';
import type { Workbench } from '../host/workbench.ts';
import { keyInSight, killHost, only, reload } from './killing.ts';
import { ANSWER_IS_ON_THE_WAY, aboutToBeDeleted, type ReloadRow } from './reloadSteps.ts';
import {
  chooseToDelete,
  deleteOrphan,
  endsByItself,
  handOver,
  keysNamed,
  noRow,
  rotate,
  saveCopy,
  selectRow,
  withProgram,
} from './rotating.ts';
import {
  chooseForNew,
  fillInClient,
  openSetting,
  replaceKeyFromInput,
  type Setting,
  signInWithKey,
} from './support.ts';

/** The row of a client says that of its secret. */
async function secretIs(vscode: Workbench, name: string, words: RegExp): Promise<void> {
  await eventually(async () => {
    const row = (await vscode.view('API Clients').items()).find(({ label }) => label === name);
    assert.match(row?.spoken ?? '', words);
  });
}

/** Every await of a rotation is in `test/vscode/killedHost.test.ts`; these are in sight. */
const DURABLE: readonly ReloadRow[] = [
  { ...ANSWER_IS_ON_THE_WAY, finish: deleteOrphan },
  {
    step: 'the old key is about to be deleted',
    reach: async (run) => {
      await rotate(run);
      await handOver(run);
      await run.setting.vscode.quickPick.pick('Delete the old key now');
      await aboutToBeDeleted(run);
    },
    finish: async (run) => {
      await endsByItself(run);
      await noRow(run);
    },
  },
];

for (const version of ['newest', 'oldest'] as const) {
  describe(`An extension host that is killed, where secrets last, in the ${version} workbench`, () => {
    let setting: Setting;
    before(async () => {
      setting = await openSetting({ apiClients: 0, users: 5 }, { version, size: { width: 1280, height: 1300 } });
      await signInWithKey(setting);
    });
    after(() => setting.close());

    it('makes no store one that remembers: the page is the same', async () => {
      const { vscode } = setting;
      await fillInClient(vscode, 'first-day', ['OFFER_READ']);
      await chooseForNew(vscode, 'first-day');
      await secretIs(vscode, 'first-day', /may forget it when it restarts/);
      await killHost(await only(vscode));
      await vscode.notifications.shown(/1 secret of API clients is not saved/);
      await secretIs(vscode, 'first-day', /may forget it when it restarts/);
      await reload(setting);
      await secretIs(vscode, 'first-day', /secret stored in this editor,/);
    });

    it('while the answer to a create is on the way, leaves word of the key', async () => {
      const { vscode, sandbox } = setting;
      const held = sandbox.faults.add({ kind: 'hang', when: 'after', method: 'POST', path: '/api-clients' });
      await fillInClient(vscode, 'cut-short', ['OFFER_READ']);
      await eventually(() => assert.equal(held.fired, 1));
      await killHost(await only(vscode));
      await vscode.dialog.shown(/“cut-short” was made whose secret nobody has/);
      await vscode.dialog.button('Delete It');
      await eventually(async () => assert.deepEqual(await keysNamed(setting, 'cut-short'), []));
    });

    for (const [index, row] of (version === 'newest' ? DURABLE : DURABLE.slice(-1)).entries()) {
      it(`while ${row.step} in a rotation`, async () => {
        await withProgram(setting, await keyInSight(setting, `rotated-${index}`), async (run) => {
          await reload(setting);
          await row.reach(run);
          await killHost(await only(setting.vscode));
          await row.finish(run);
        });
      });
    }

    it('in one of two windows takes nothing away that the other one has stored since the page was loaded', async () => {
      await reload(setting);
      const first = await only(setting.vscode);
      const others = await setting.vscode.server.extensionHosts();
      const other = await first.vscode.secondWindow();
      await other.openContainer('Tripartie');
      await other.view('Users').item(/Camille/);
      await first.vscode.page.bringToFront();
      await fillInClient(first.vscode, 'of-the-first', ['OFFER_READ']);
      await chooseForNew(first.vscode, 'of-the-first');
      await other.page.bringToFront();
      await killHost({ vscode: other, others });
      await other.view('Users').item(/Camille/);
      await other.runCommand('Tripartie: Create API Client…');
      await other.notifications.shown(/Another window of this editor has changed what is stored/);
      await first.vscode.page.bringToFront();
      await reload(setting);
      await secretIs(first.vscode, 'of-the-first', /secret stored in this editor,/);
    });
  });

  describe(`An extension host that is killed, where secrets are forgotten, in the ${version} workbench`, () => {
    let setting: Setting;
    before(async () => {
      setting = await openSetting(
        { apiClients: 0, users: 5 },
        { version, durableSecrets: false, size: { width: 1280, height: 1300 } },
      );
      await signInWithKey(setting);
    });
    after(() => setting.close());

    it('deletes no old key before a copy of the new secret is saved', async () => {
      const { vscode } = setting;
      await withProgram(setting, await keyInSight(setting, 'rotated'), async (run) => {
        await rotate(run);
        await vscode.dialog.shown(/Save a copy of the new secret/);
        await killHost(await only(vscode));
        await vscode.putAway();
        assert.equal((await keysNamed(setting, 'rotated')).length, 2);
        await selectRow(run, /save a copy of the new secret/);
        await saveCopy(run);
        await chooseToDelete(run);
      });
    });

    it('asks again for a secret that is not saved, and says so when it is lost', async () => {
      const { vscode } = setting;
      // What an extension host told that is gone by now does nothing any more.
      await vscode.putAway();
      await fillInClient(vscode, 'in-the-page', ['OFFER_READ']);
      await chooseForNew(vscode, 'in-the-page');
      await killHost(await only(vscode));
      const asked = await vscode.notifications.shown(/1 secret of API clients is not saved/);
      await asked.button('Save Now');
      await vscode.dialog.shown(/Save the secret of “in-the-page” yourself/);
      await vscode.dialog.button('Cancel');
      await vscode.reload();
      await vscode.openContainer('Tripartie');
      await vscode.view('Account').welcomeButton('Replace Key');
      await replaceKeyFromInput(setting);
      const lost = await vscode.notifications.shown(/The secret of “in-the-page” was not saved before its window went/);
      await lost.button('Delete the Key');
      await eventually(async () => assert.deepEqual(await keysNamed(setting, 'in-the-page'), []));
    });
  });
}
