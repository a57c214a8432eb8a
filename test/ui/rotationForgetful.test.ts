import assert from 'node:assert/strict';
import {
  ANSWER_IS_ON_THE_WAY,
  ASKED_ABOUT_A_KEY,
  aboutToBeDeleted,
  deletedWithoutAnswer,
  keysFor,
  LIST_IS_READ,
  NEVER_ARRIVES,
  NEW_KEY_IS_TRIED,
  type ReloadRow,
  type RowKey,
  type Step,
  triedOnceMore,
} from './reloadSteps.ts';
import {
  chooseToDelete,
  confirmDeletion,
  deleteKeyOfLostSecret,
  deleteOrphan,
  handOver,
  newKeyIsStored,
  noRow,
  type Run,
  rotate,
  SECRET_LOST,
  saveCopy,
  selectRow,
  withProgram,
} from './rotating.ts';
import { openSetting, replaceKeyFromInput, type Setting, signInWithKey } from './support.ts';

/** Rotates up to the choice for how long both keys live, and gives the program the new one. */
async function rotateWithCopy(run: Run): Promise<void> {
  await rotate(run);
  await saveCopy(run);
  await handOver(run);
}

/** Rotates, and the person says that the old key may go at once. */
async function rotateAtOnce(run: Run, confirm: (run: Run) => Promise<void>): Promise<void> {
  await rotateWithCopy(run);
  await run.setting.vscode.quickPick.pick('Delete the old key now');
  await confirm(run);
}

/**
 * What the person has kept of the new key is all there is of its secret.
 * @param offered what can still be done instead
 */
async function importCopy(run: Run, ...offered: readonly string[]): Promise<void> {
  const { vscode } = run.setting;
  await selectRow(run, SECRET_LOST);
  const told = await vscode.notifications.shown(new RegExp(`The rotation of “${run.name}” stopped`));
  assert.deepEqual(await told.buttons(), ['Import Secret…', 'Leave Both Keys', ...offered]);
  await told.button('Import Secret…');
  await vscode.inputBox.shown(new RegExp(`Import the secret of “${run.name}”`));
  await vscode.inputBox.type(run.caller.keys.at(-1)?.secret ?? '');
  await vscode.inputBox.accept();
}

async function isDone(run: Run): Promise<void> {
  await run.setting.vscode.notifications.shown(new RegExp(`“${run.name}”: the key was rotated`));
  await newKeyIsStored(run);
}

/** The person had said that the old key may go, and is not asked again. */
async function importCopyAndEnd(run: Run, ...offered: readonly string[]): Promise<void> {
  await importCopy(run, ...offered);
  await isDone(run);
}

/**
 * Where nothing outlives a reload in the secret store. Such a store keeps a value in the page's memory at once, so that
 * there is no moment in which it is being stored or forgotten.
 */
const FORGETFUL: readonly ReloadRow[] = [
  {
    ...LIST_IS_READ,
    finish: async (run) => {
      await noRow(run);
      await rotateAtOnce(run, confirmDeletion);
      await isDone(run);
    },
  },
  { ...ANSWER_IS_ON_THE_WAY, finish: deleteOrphan },
  { ...ASKED_ABOUT_A_KEY, finish: deleteOrphan },
  { ...NEW_KEY_IS_TRIED, finish: deleteKeyOfLostSecret },
  {
    step: 'the person is asked to save a copy',
    reach: async (run) => {
      await rotate(run);
      await run.setting.vscode.dialog.shown(new RegExp(`Save a copy of the new secret of “${run.name}”`));
    },
    finish: deleteKeyOfLostSecret,
  },
  {
    step: 'both keys work and the person, who has a copy, is asked for how long',
    reach: rotateWithCopy,
    finish: async (run) => {
      await importCopy(run, 'Delete the New Key');
      await chooseToDelete(run);
    },
  },
  {
    step: 'both keys work until the person says when, who has a copy and imports it',
    reach: async (run) => {
      await rotateWithCopy(run);
      const { quickPick, notifications } = run.setting.vscode;
      await quickPick.pick('I will say when');
      await notifications.shown(new RegExp(`“${run.name}”: both keys work until you delete the old one`));
    },
    finish: async (run) => {
      await importCopy(run, 'Delete the New Key');
      await confirmDeletion(run);
      await isDone(run);
    },
  },
  {
    step: 'the new key is tried once more',
    reach: (run) => rotateAtOnce(run, triedOnceMore),
    finish: (run) => importCopyAndEnd(run, 'Delete the New Key'),
  },
  {
    step: 'the old key is about to be deleted',
    reach: (run) => rotateAtOnce(run, aboutToBeDeleted),
    finish: (run) => importCopyAndEnd(run),
  },
  {
    step: 'the old key was deleted and the answer is on the way',
    reach: (run) => rotateAtOnce(run, deletedWithoutAnswer),
    finish: (run) => importCopyAndEnd(run),
  },
  NEVER_ARRIVES,
];

describe('Reloading the window in the middle of a rotation, where the secret store forgets', () => {
  let setting: Setting;
  let keyOf: (row: Step) => Promise<RowKey>;
  before(async () => {
    setting = await openSetting({ apiClients: 0, users: 5 }, { durableSecrets: false });
    keyOf = await keysFor(setting, FORGETFUL);
    await signInWithKey(setting);
  });
  after(() => setting.close());

  for (const row of FORGETFUL) {
    it(`while ${row.step}`, async () => {
      const { vscode } = setting;
      await withProgram(setting, await keyOf(row), async (run) => {
        await row.reach(run);
        await vscode.reload();
        await vscode.openContainer('Tripartie');
        await vscode.view('Account').welcomeButton('Replace Key');
        await replaceKeyFromInput(setting);
        await row.finish(run);
      });
    });
  }

  it('threw nothing that nobody caught', () => {
    assert.deepEqual(setting.vscode.pageErrors, []);
  });
});
