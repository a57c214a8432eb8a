import assert from 'node:assert/strict';
import { mkdtemp, realpath, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openPersonFiles } from '../../../src/platform/openPersonFiles.ts';
import type { PersonFiles } from '../../../src/platform/personFiles.ts';

describe('The files of a person', () => {
  let folder: string;
  let files: PersonFiles;
  beforeEach(async () => {
    files = await openPersonFiles();
    folder = await realpath(await mkdtemp(join(tmpdir(), 'tripartie-person-')));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('are where their links lead', async () => {
    await writeFile(join(folder, 'file'), '');
    await symlink('file', join(folder, 'link'));
    assert.equal(await files.realPath(join(folder, 'link')), join(folder, 'file'));
    await assert.rejects(files.realPath(join(folder, 'none')));
  });

  it('are made for nobody else, and never over another one', async () => {
    const file = join(folder, 'new');
    assert.equal(await files.createPrivate(file), true);
    assert.equal((await stat(file)).mode & 0o777, 0o600);
    assert.equal(await files.createPrivate(file), false);
    await assert.rejects(files.createPrivate(join(folder, 'none/new')));
  });
});
