import assert from 'node:assert/strict';
import { appendFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Activity, appendActivity, KEPT, readActivities } from '../../../src/activity/activityFile.ts';

const ENTRY: Activity = { at: 1_700_000_000_000, account: 'Acme · Sandbox', what: 'created', about: 'abc ci' };

describe('The activity log', () => {
  let folder: string;
  let file: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tripartie-activity-'));
    file = join(folder, 'below', 'activity.jsonl');
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('is empty before anything was done', async () => {
    assert.deepEqual(await readActivities(file), []);
  });

  it('keeps what was done, in order', async () => {
    await appendActivity(file, ENTRY);
    await appendActivity(file, { ...ENTRY, what: 'deleted', outcome: 'done' });
    assert.deepEqual(
      (await readActivities(file)).map(({ what }) => what),
      ['created', 'deleted'],
    );
  });

  it('keeps what was done to a client whose name is long, cut', async () => {
    await appendActivity(file, { ...ENTRY, about: `identifier ${'long '.repeat(100)}` });
    const [kept] = await readActivities(file);
    assert.equal(kept?.about?.length, 200);
    assert.match(kept.about, /^identifier long/);
  });

  it('has no place for a secret', async () => {
    await appendActivity(file, { ...ENTRY, secret: 'sandbox_secret_activity' } as Activity);
    assert.deepEqual(await readActivities(file), [ENTRY]);
  });

  it('is bounded', async () => {
    const line = `${JSON.stringify(ENTRY)}\n`;
    await appendActivity(file, ENTRY);
    await writeFile(file, line.repeat(2 * KEPT - 1));
    await appendActivity(file, { ...ENTRY, what: 'deleted' });
    const kept = await readActivities(file);
    assert.equal(kept.length, KEPT);
    assert.equal(kept.at(-1)?.what, 'deleted');
  });

  it('survives a damaged line, and a folder that cannot be written', async () => {
    await appendActivity(file, ENTRY);
    await appendFile(file, '{"at":"never"}\nhalf a li\n');
    await appendActivity(file, ENTRY);
    assert.equal((await readActivities(file)).length, 2);
    await appendActivity(join(file, 'not a folder'), ENTRY);
  });
});
