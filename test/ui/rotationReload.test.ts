import assert from 'node:assert/strict';
import { eventually } from '../host/eventually.ts';
import type { HostVersion } from '../host/versions.ts';
import type { Workbench } from '../host/workbench.ts';
import type { Key } from './caller.ts';
import {
  ANSWER_LOST,
  chooseFromAccountView,
  chooseToDelete,
  confirmDeletion,
  deleteKeyOfLostSecret,
  deleteOrphan,
  deleteOrphanAndRotate,
  deleteUnstoredAndRotate,
  endsByItself,
  handOver,
  heldBack,
  holdStore,
  keysNamed,
  makeKey,
  newKeyIsStored,
  noRow,
  type Run,
  rotate,
  rotateToTheEnd,
  SECRET_LOST,
  selectRow,
  withProgram,
} from './rotating.ts';
import { openSetting, replaceKeyFromInput, type Setting, signInWithKey } from './support.ts';

interface Row {
  /** What is under way when the window is reloaded. */
  readonly step: string;
  /** Rotates as far as that step, which is held back there. */
  reach(run: Run): Promise<void>;
  /** What a person does after the reload, to the end of the rotation. */
  finish(run: Run): Promise<void>;
  /** What the Account view says after the reload, where the rotation waits for the person: any window may go on then. */
  readonly waits?: RegExp;
  /** Where any window ends it, what a person sees in each. */
  readonly ended?: (run: Run) => Promise<void>;
  /** What a person sees in the first window once the other one has done that; else that it is over. */
  readonly after?: (run: Run) => Promise<void>;
}

const UNSTORED = new RegExp(`${SECRET_LOST.source}|${ANSWER_LOST.source}`);

const CHOOSE = /both keys work: choose for how long/;

const DELETE_A_KEY = { method: 'DELETE', path: '/api-clients/*' } as const;

const ROWS: readonly Row[] = [
  {
    step: 'the list of keys is read',
    reach: async (run) => {
      // The view reads a list too: it has to be done with its own.
      await run.setting.vscode.view('API Clients').item(run.name);
      await heldBack(run, { kind: 'hang', when: 'before', method: 'GET', path: '/api-clients' }, rotate);
    },
    finish: async (run) => {
      await noRow(run);
      await rotateToTheEnd(run);
    },
  },
  {
    step: 'a key was made and its answer is on the way',
    waits: ANSWER_LOST,
    reach: (run) => heldBack(run, { kind: 'hang', when: 'after', method: 'POST', path: '/api-clients' }, rotate),
    finish: deleteOrphanAndRotate,
  },
  {
    step: 'the person is asked about a key whose answer was lost',
    waits: ANSWER_LOST,
    reach: async (run) => {
      await heldBack(run, { kind: 'reset', when: 'after', method: 'POST', path: '/api-clients' }, rotate);
      await run.setting.vscode.dialog.shown(new RegExp(`“${run.name}” was made whose secret nobody has`));
    },
    finish: deleteOrphanAndRotate,
  },
  {
    step: 'the new secret is being stored',
    waits: UNSTORED,
    reach: async (run) => {
      const held = await holdStore(run, 'CREATED');
      await rotate(run);
      await eventually(async () => assert.ok((await held()) > 0));
    },
    finish: deleteUnstoredAndRotate,
  },
  {
    step: 'the new key is tried',
    waits: CHOOSE,
    reach: (run) => heldBack(run, { kind: 'hang', when: 'before', method: 'POST', path: '/token' }, rotate),
    finish: chooseFromAccountView,
  },
  {
    step: 'both keys work and the person is asked for how long',
    waits: CHOOSE,
    reach: async (run) => {
      await rotate(run);
      await run.setting.vscode.quickPick.shown(new RegExp(`The new key of “${run.name}” works`));
    },
    finish: chooseFromAccountView,
  },
  {
    step: 'the new key is tried once more',
    reach: async (run) => {
      await rotate(run);
      await handOver(run);
      await run.setting.vscode.quickPick.pick('Delete the old key now');
      await heldBack(run, { kind: 'hang', when: 'before', method: 'POST', path: '/token' }, confirmDeletion);
    },
    finish: endsByItself,
    ended: isOver,
  },
  {
    step: 'the person has cancelled that the old key goes at once',
    waits: CHOOSE,
    reach: async (run) => {
      const { vscode } = run.setting;
      await rotate(run);
      await handOver(run);
      await vscode.quickPick.pick('Delete the old key now');
      await heldBack(run, { kind: 'hang', when: 'before', method: 'POST', path: '/token' }, confirmDeletion);
      await (await vscode.notifications.shown(new RegExp(`^Rotating “${run.name}”`))).button('Cancel');
      await vscode.notifications.shown(new RegExp(`The rotation of “${run.name}” is paused. Both keys are untouched`));
    },
    finish: async (run) => {
      assert.equal((await keysNamed(run.setting, run.name)).length, 2);
      await selectRow(run, CHOOSE);
      await chooseToDelete(run);
    },
  },
  {
    step: 'the old key is about to be deleted, on the word of the Account view',
    reach: async (run) => {
      const { vscode } = run.setting;
      await rotate(run);
      await handOver(run);
      await vscode.quickPick.pick('I will say when');
      await selectRow(run, /both keys work: delete the old one when you are ready/);
      await heldBack(run, { kind: 'hang', when: 'before', ...DELETE_A_KEY }, confirmDeletion);
    },
    finish: endsByItself,
    ended: isOver,
  },
  {
    step: 'the old key was deleted and the answer is on the way',
    reach: async (run) => {
      await rotate(run);
      await handOver(run);
      await run.setting.vscode.quickPick.pick('Delete the old key now');
      await heldBack(run, { kind: 'hang', when: 'after', ...DELETE_A_KEY }, confirmDeletion);
    },
    finish: endsByItself,
    ended: isOver,
  },
  {
    step: 'the old key is gone and its secret is being forgotten',
    reach: async (run) => {
      const { setting } = run;
      await rotate(run);
      await handOver(run);
      await setting.vscode.quickPick.pick('Delete the old key now');
      const held = await holdStore(run);
      await confirmDeletion(run);
      await eventually(async () => {
        const { path, status } = setting.sandbox.requests.lines.findLast(({ method }) => method === 'DELETE') ?? {};
        assert.deepEqual({ path, status }, { path: `/api-clients/${run.old.identifier}`, status: 204 });
        assert.ok((await held()) > 0);
      });
    },
    // The window that closes may get it done before it is gone, and then nothing is left to say.
    finish: isOver,
    ended: isOver,
  },
  // The last one: it stays in the Account view for two minutes, as long as a request may be under way.
  {
    step: 'the request for a key is under way, and never arrives',
    reach: (run) => heldBack(run, { kind: 'hang', when: 'before', method: 'POST', path: '/api-clients' }, rotate),
    finish: mayStillArrive,
    after: mayStillArrive,
  },
];

for (const version of ['newest', 'oldest'] as const) {
  describe(`Reloading the window in the middle of a rotation, in the ${version} workbench`, () => {
    const keys = new Map<Row, Key>();
    let setting: Setting;
    before(async () => {
      setting = await openWith(version, ROWS, keys);
    });
    after(() => setting.close());

    for (const [number, row] of ROWS.entries()) {
      it(`while ${row.step}`, async () => {
        const old = keys.get(row);
        assert.ok(old);
        await withProgram(setting, { name: nameOf(number), old }, async (run) => {
          await row.reach(run);
          await setting.vscode.reload();
          await setting.vscode.openContainer('Tripartie');
          await row.finish(run);
        });
      });
    }

    it('threw nothing that nobody caught', () => {
      assert.deepEqual(setting.vscode.pageErrors, []);
    });
  });
}

describe('Reloading the window in the middle of a rotation, with a second window open', () => {
  const keys = new Map<Row, Key>();
  let setting: Setting;
  let other: Workbench;
  before(async () => {
    setting = await openWith('newest', ROWS, keys);
    other = await setting.vscode.secondWindow();
  });
  after(() => setting.close());

  for (const [number, row] of ROWS.entries()) {
    it(`while ${row.step}: the other window ${row.ended ? 'sees it end' : 'finishes it'}`, async () => {
      const { vscode } = setting;
      const old = keys.get(row);
      assert.ok(old);
      const name = nameOf(number);
      await withProgram(setting, { name, old }, async (run) => {
        await vscode.page.bringToFront();
        await row.reach(run);
        await vscode.reload();
        await vscode.openContainer('Tripartie');
        if (row.waits !== undefined) {
          const { waits } = row;
          const waiting = await vscode.view('Account').item(`Rotating “${name}”`);
          await eventually(async () => assert.match(await waiting.description(), waits));
        }

        await other.page.bringToFront();
        await other.reload();
        await other.openContainer('Tripartie');
        await (row.ended ?? row.finish)({ ...run, setting: { ...setting, vscode: other } });

        await vscode.page.bringToFront();
        await vscode.reload();
        await vscode.openContainer('Tripartie');
        await (row.after ?? isOver)(run);
      });
      assert.deepEqual([...vscode.pageErrors, ...other.pageErrors], []);
    });
  }
});

/** The Account view knows of no rotation any more, and the new key is the one that the editor has. */
async function isOver(run: Run): Promise<void> {
  await noRow(run);
  await newKeyIsStored(run);
}

/** The person selects the row, and is told why nothing is done yet. */
async function mayStillArrive(run: Run): Promise<void> {
  await selectRow(run, /an answer was lost: select to look for the key/);
  await run.setting.vscode.notifications.shown(
    new RegExp(`“${run.name}”: An answer was lost; it may still arrive at Tripartie. Nothing is deleted meanwhile`),
  );
}

/** The person saves a copy of the new secret, as they are asked to. */
async function saveCopy({ setting, name }: Run): Promise<void> {
  const { vscode } = setting;
  await vscode.dialog.shown(new RegExp(`Save a copy of the new secret of “${name}”`));
  await vscode.dialog.button('Copy New Secret');
  await vscode.dialog.shown(/saved in a safe place/);
  await vscode.dialog.button('I Saved It');
}

/** Where nothing outlives a reload in the secret store. */
const FORGETFUL: readonly Row[] = [
  {
    step: 'a key was made and its answer is on the way',
    reach: (run) => heldBack(run, { kind: 'hang', when: 'after', method: 'POST', path: '/api-clients' }, rotate),
    finish: deleteOrphan,
  },
  {
    step: 'the new key is tried',
    reach: (run) => heldBack(run, { kind: 'hang', when: 'before', method: 'POST', path: '/token' }, rotate),
    finish: deleteKeyOfLostSecret,
  },
  {
    step: 'the person is asked to save a copy',
    reach: async (run) => {
      await rotate(run);
      await run.setting.vscode.dialog.shown(new RegExp(`Save a copy of the new secret of “${run.name}”`));
    },
    finish: deleteKeyOfLostSecret,
  },
  {
    step: 'both keys work until the person says when, who has a copy and imports it',
    reach: async (run) => {
      await rotate(run);
      await saveCopy(run);
      await handOver(run);
      const { quickPick, notifications } = run.setting.vscode;
      await quickPick.pick('I will say when');
      await notifications.shown(new RegExp(`“${run.name}”: both keys work until you delete the old one`));
    },
    finish: async (run) => {
      const { vscode } = run.setting;
      await selectRow(run, SECRET_LOST);
      const told = await vscode.notifications.shown(new RegExp(`The rotation of “${run.name}” stopped`));
      assert.deepEqual(await told.buttons(), ['Import Secret…', 'Leave Both Keys', 'Delete the New Key']);
      await told.button('Import Secret…');
      await vscode.inputBox.shown(new RegExp(`Import the secret of “${run.name}”`));
      await vscode.inputBox.type(run.caller.keys.at(-1)?.secret ?? '');
      await vscode.inputBox.accept();
      await confirmDeletion(run);
      await vscode.notifications.shown(new RegExp(`“${run.name}”: the key was rotated`));
    },
  },
];

describe('Reloading the window in the middle of a rotation, where the secret store forgets', () => {
  const keys = new Map<Row, Key>();
  let setting: Setting;
  before(async () => {
    setting = await openSetting({ apiClients: 0, users: 5 }, { durableSecrets: false });
    for (const [number, row] of FORGETFUL.entries()) keys.set(row, await makeKey(setting, nameOf(number)));
    await signInWithKey(setting);
  });
  after(() => setting.close());

  for (const [number, row] of FORGETFUL.entries()) {
    it(`while ${row.step}`, async () => {
      const { vscode } = setting;
      const old = keys.get(row);
      assert.ok(old);
      await withProgram(setting, { name: nameOf(number), old }, async (run) => {
        await row.reach(run);
        await vscode.reload();
        await vscode.openContainer('Tripartie');
        await vscode.view('Account').welcomeButton('Replace Key');
        await replaceKeyFromInput(setting);
        await row.finish(run);
      });
    });
  }
});

function nameOf(number: number): string {
  return `reload-${number + 1}`;
}

/** A workbench whose store was seen to remember, with a key for each row; programs have had these since before. */
async function openWith(version: HostVersion, rows: readonly Row[], keys: Map<Row, Key>): Promise<Setting> {
  const setting = await openSetting({ apiClients: 0, users: 5 }, { version, size: { width: 1280, height: 1300 } });
  for (const [number, row] of rows.entries()) keys.set(row, await makeKey(setting, nameOf(number)));
  await signIn(setting);
  return setting;
}

/** The store has to be seen to remember before it is trusted: that takes a restart. */
async function signIn(setting: Setting): Promise<void> {
  await signInWithKey(setting);
  await setting.vscode.view('Users').item(/Camille/);
  await setting.vscode.reload();
  await setting.vscode.openContainer('Tripartie');
}
