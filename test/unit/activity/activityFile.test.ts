import assert from 'node:assert/strict';
import { appendFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Activity, appendActivity, KEPT, readActivities } from '../../../src/activity/activityFile.ts';
import type { Files } from '../../../src/platform/files.ts';
import { createNodePlatform } from '../../../src/platform/node/platform.ts';

const ENTRY: Activity = { at: 1_700_000_000_000, account: 'Acme · Sandbox', what: 'created', about: 'abc ci' };

describe('The activity log', () => {
  let folder: string;
  let file: string;
  let files: Files;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tripartie-activity-'));
    files = createNodePlatform(join(folder, 'below')).files;
    file = join(folder, 'below', 'activity.jsonl');
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('is empty before anything was done', async () => {
    assert.deepEqual(await readActivities(files), []);
  });

  it('keeps what was done, in order', async () => {
    await appendActivity(files, ENTRY);
    await appendActivity(files, { ...ENTRY, what: 'deleted', outcome: 'done' });
    assert.deepEqual(
      (await readActivities(files)).map(({ what }) => what),
      ['created', 'deleted'],
    );
  });

  it('keeps what was done to a client whose name is long, cut', async () => {
    await appendActivity(files, { ...ENTRY, about: `identifier ${'long '.repeat(100)}` });
    const [kept] = await readActivities(files);
    assert.equal(kept?.about?.length, 200);
    assert.match(kept.about, /^identifier long/);
  });

  it('has no place for a secret', async () => {
    await appendActivity(files, { ...ENTRY, secret: 'sandbox_secret_activity' } as Activity);
    assert.deepEqual(await readActivities(files), [ENTRY]);
  });

  it('is bounded', async () => {
    const line = `${JSON.stringify(ENTRY)}\n`;
    await appendActivity(files, ENTRY);
    await writeFile(file, line.repeat(2 * KEPT - 1));
    await appendActivity(files, { ...ENTRY, what: 'deleted' });
    const kept = await readActivities(files);
    assert.equal(kept.length, KEPT);
    assert.equal(kept.at(-1)?.what, 'deleted');
  });

  it('survives a damaged line, and a folder that cannot be written', async () => {
    await appendActivity(files, ENTRY);
    await appendFile(file, '{"at":"never"}\nhalf a li\n');
    await appendActivity(files, ENTRY);
    assert.equal((await readActivities(files)).length, 2);
    await appendActivity(createNodePlatform(join(file, 'not a folder')).files, ENTRY);
  });
});
