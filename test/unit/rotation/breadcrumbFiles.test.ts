import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createNodePlatform } from '../../../src/platform/node/platform.ts';
import { createBreadcrumbFiles } from '../../../src/rotation/breadcrumbFiles.ts';

const filesIn = (folder: string) => createNodePlatform(folder).files;

describe('Breadcrumbs of rotations', () => {
  let folder: string;
  beforeEach(async () => {
    folder = join(await mkdtemp(join(tmpdir(), 'tripartie-crumbs-')), 'rotations');
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('are none before the first', async () => {
    const crumbs = createBreadcrumbFiles(filesIn(folder));
    assert.deepEqual(await crumbs.list(), []);
    assert.equal(await crumbs.read('none'), undefined);
    await crumbs.remove('none');
  });

  it('are found again by another window, whatever their id', async () => {
    const ids = ['2f1c', '../outside', 'a/b?c#d', 'é'];
    const crumbs = createBreadcrumbFiles(filesIn(folder));
    for (const id of ids) await crumbs.write(id, `text of ${id}`);
    const other = createBreadcrumbFiles(filesIn(folder));
    assert.deepEqual(new Set(await other.list()), new Set(ids));
    for (const id of ids) assert.equal(await other.read(id), `text of ${id}`);
    assert.equal((await readdir(folder)).length, ids.length, 'nothing is written elsewhere, nothing is left over');
    await crumbs.write('2f1c', 'newer');
    assert.equal(await other.read('2f1c'), 'newer');
    await crumbs.remove('2f1c');
    assert.equal(await other.read('2f1c'), undefined);
  });

  it('are not what else is in the folder, and a folder that cannot be read is no empty one', async () => {
    const crumbs = createBreadcrumbFiles(filesIn(folder));
    await crumbs.write('one', 'text');
    await writeFile(join(folder, 'acme.lock'), '');
    await writeFile(join(folder, '%zz.rotation.json'), 'no valid escape');
    assert.deepEqual(await crumbs.list(), ['one']);
    await assert.rejects(createBreadcrumbFiles(filesIn(join(folder, 'acme.lock'))).list());
  });
});
