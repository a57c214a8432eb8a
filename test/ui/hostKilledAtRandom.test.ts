import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { chanceFrom } from '../helpers/chance.ts';
import { eventually } from '../host/eventually.ts';
import { keyInSight, killHost, only, reload } from './killing.ts';
import {
  ANSWER_LOST,
  chooseFromAccountView,
  confirmDeletion,
  deleteKeyOfLostSecret,
  deleteOrphan,
  handOver,
  keysNamed,
  newKeyIsStored,
  type Run,
  rotate,
  SECRET_LOST,
  selectRow,
  withProgram,
} from './rotating.ts';
import { openSetting, requestsOf, type Setting, signInWithKey } from './support.ts';

/** `npm run test:killed` has 30 moments, at choice other ones: each is named by its milliseconds. */
const MOMENTS = Number(process.env.KILLED_MOMENTS ?? 2);
const chance = chanceFrom(Number(process.env.KILLED_SEED ?? 1));

/** About as long as a rotation takes to where the person is asked, and from their last word to its end. */
const LONGEST_MS = 2_500;

interface Moment {
  readonly after: 'the rotation was begun' | 'the old key may go';
  readonly ms: number;
}

const moments = Array.from({ length: MOMENTS }, (_, index): Moment => {
  return { after: index % 2 === 0 ? 'the rotation was begun' : 'the old key may go', ms: chance(LONGEST_MS) };
});

describe('An extension host that is killed at random moments of rotations', () => {
  let setting: Setting;
  before(async () => {
    setting = await openSetting({ apiClients: 0, users: 5 }, { size: { width: 1280, height: 1300 } });
    await signInWithKey(setting);
  });
  after(() => setting.close());

  /** Another try begins with another key: of the one before, a rotation may be left. */
  let tries = 0;
  for (const { after, ms } of moments) {
    it(`loses no key and refuses no program ${ms} ms after ${after}`, async () => {
      const { vscode, sandbox } = setting;
      tries += 1;
      await withProgram(setting, await keyInSight(setting, `random-${tries}`), async (run) => {
        await reload(setting);
        await vscode.view('API Clients').item(run.name);
        await rotate(run);
        if (after === 'the old key may go') {
          await handOver(run);
          await vscode.quickPick.pick('Delete the old key now');
          await confirmDeletion(run);
        }
        await sleep(ms);
        const seen = requestsOf(sandbox).length;
        await killHost(await only(vscode));
        await eventually(() =>
          assert.ok(
            requestsOf(sandbox)
              .slice(seen)
              .some(({ path }) => path.startsWith('/api-clients')),
          ),
        );
        await vscode.view('Users').item(/Camille/);
        await goOn(run);
      });
    });
  }

  it('threw nothing that nobody caught', () => {
    assert.deepEqual(setting.vscode.pageErrors, []);
  });
});

/** A person who goes on, with whatever the next extension host says of the rotation. */
async function goOn(run: Run): Promise<void> {
  const said = await whatIsSaid(run);
  if (ANSWER_LOST.test(said)) {
    // Where no key was made, nothing is deleted for as long as one may still come.
    const { length } = await keysNamed(run.setting, run.name);
    return length === 2 ? deleteOrphan(run) : undefined;
  }
  if (SECRET_LOST.test(said)) return deleteKeyOfLostSecret(run);
  if (/choose for how long|under way/.test(said)) return chooseFromAccountView(run);
  if (/goes on when you select it/.test(said)) {
    // It is tried again by itself too, and may be over by now.
    await selectRow(run, /goes on when you select it/).catch(async (error: unknown) => {
      if (await isInSight(run)) throw error;
    });
    return goOn(run);
  }
  if (said !== '') assert.fail(`Nobody knows how to go on: ${said}`);
  const [left] = await keysNamed(run.setting, run.name);
  if (left !== run.old.identifier) await newKeyIsStored(run);
}

async function isInSight({ setting, name }: Run): Promise<boolean> {
  return (await setting.vscode.view('Account').items()).some(({ label }) => label === `Rotating “${name}”`);
}

/** What the Account view says of the rotation; nothing once that is over, or where it was not begun. */
function whatIsSaid({ setting, name }: Run): Promise<string> {
  return eventually(async () => {
    const row = (await setting.vscode.view('Account').items()).find(({ label }) => label === `Rotating “${name}”`);
    const { length } = await keysNamed(setting, name);
    assert.ok(
      row ? !/…$/.test(row.description) : length === 1,
      `${length} keys, and the row says: ${row?.description}`,
    );
    return row?.description ?? '';
  });
}
