import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../../../src/platform/clock.ts';
import type { Files } from '../../../src/platform/files.ts';
import { type Disk, nodeDisk } from '../../../src/platform/node/disk.ts';
import { createFiles } from '../../../src/platform/node/files.ts';
import { FaultyDisk } from '../../helpers/platform/faultyDisk.ts';
import { MemoryDisk } from '../../helpers/platform/memoryDisk.ts';
import { failsWith, usesOf } from '../../helpers/platform/uses.ts';

/** All that the files promise, which a disk that only pretends has to keep as well. */
const DISKS: readonly (readonly [string, () => Disk])[] = [
  ['of this computer', () => nodeDisk],
  ['in memory', () => new MemoryDisk(systemClock)],
  ['without a fault', () => new FaultyDisk(nodeDisk, systemClock)],
  ['without hard links', () => new FaultyDisk(nodeDisk, systemClock).has('noHardLinks')],
  [
    'in memory, without hard links and fsync',
    () => {
      const memory = new MemoryDisk(systemClock);
      return new FaultyDisk(memory, systemClock).has('noHardLinks').has('noFsync');
    },
  ],
];

for (const [name, disk] of DISKS) {
  describe(`The files on a disk ${name}`, () => {
    let root: string;
    let files: Files;
    let below: Disk;
    beforeEach(async () => {
      root = await mkdtemp(join(tmpdir(), 'tripartie-files-'));
      below = disk();
      files = createFiles(join(root, 'storage'), below, systemClock);
    });
    afterEach(() => rm(root, { recursive: true, force: true }));

    it('are none in a folder that is not there, and that is an answer', async () => {
      assert.equal(await files.list(), undefined);
      assert.equal(await files.read('one'), undefined);
      assert.equal(await files.modifiedAt('one'), undefined);
      await files.remove('one');
    });

    it('are replaced as a whole, and their folder made with the first', async () => {
      const deep = files.folder('profiles').folder('jane');
      await deep.replace('one', 'text');
      await deep.replace('one', 'é\n');
      assert.equal(await deep.read('one'), 'é\n');
      assert.deepEqual(await deep.list(), ['one']);
      assert.ok(Math.abs(((await deep.modifiedAt('one')) ?? 0) - Date.now()) < 60_000);
      await deep.remove('one');
      assert.equal(await deep.read('one'), undefined);
      assert.deepEqual(await deep.list(), []);
    });

    it('are created by one of many that do so at once', async () => {
      for (let round = 0; round < 10; round += 1) {
        const made = await Promise.all(
          Array.from({ length: 6 }, async (_, nth) => {
            const window = createFiles(join(root, 'storage'), below, systemClock);
            return (await window.create(`round ${round}`, `${nth}`)) ? nth : undefined;
          }),
        );
        const [winner, ...others] = made.filter((nth) => nth !== undefined);
        assert.deepEqual(others, []);
        assert.equal(await files.read(`round ${round}`), `${winner}`);
      }
      assert.equal((await files.list())?.length, 10, 'nothing is left over');
    });

    it('are added to', async () => {
      await Promise.all(['a', 'b', 'c'].map((line) => files.append('log', `${line}\n`)));
      await files.append('log', 'd\n');
      assert.equal(await files.read('log'), 'a\nb\nc\nd\n');
    });

    it('are changed in the order in which that was asked for', async () => {
      const changes = ['1', '2', '3'].map((text) => files.replace('one', text));
      await Promise.all([...changes, files.remove('one'), files.replace('one', '4'), files.append('one', '5')]);
      assert.equal(await files.read('one'), '45');
    });

    it('fail in words where something else is in the place of the folder, or of a file', async () => {
      await files.replace('file', 'text');
      await files.folder('folder').replace('one', 'text');
      const noFolder = files.folder('file');
      for (const each of [noFolder, noFolder.folder('deeper')]) {
        for (const use of Object.values(usesOf(each))) await assert.rejects(use(), failsWith('noFolder'));
      }
      await assert.rejects(files.read('folder'), failsWith('unreachable'));
      await assert.rejects(files.replace('folder', 'text'), failsWith('unreachable'));
      assert.equal(await files.create('folder', 'text'), false);
    });

    it('tell of what was written, until nobody listens any more', async () => {
      let heard = 0;
      let news: () => void = () => undefined;
      const next = () =>
        new Promise<void>((resolve) => {
          news = resolve;
        });
      const watcher = await files.watch(() => {
        heard += 1;
        news();
      });
      for (const write of [
        () => files.replace('one', '1'),
        () => files.append('one', '2'),
        () => files.remove('one'),
        () => files.create('one', '3'),
      ]) {
        const told = next();
        await write();
        await told;
      }
      watcher.dispose();
      await new Promise((resolve) => setImmediate(resolve));
      const before = heard;
      await files.replace('one', '4');
      await new Promise((resolve) => setImmediate(resolve));
      assert.equal(heard, before);
    });
  });
}

describe('The files on the disk of this computer', () => {
  let root: string;
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'tripartie-files-'));
  });
  afterEach(() => rm(root, { recursive: true, force: true }));

  it('can be read by the person alone, however they were made', async () => {
    for (const disk of [nodeDisk, new FaultyDisk(nodeDisk, systemClock).has('noHardLinks')]) {
      const files = createFiles(root, disk, systemClock);
      await files.replace('replaced', 'text');
      await files.create('created', 'text');
      await files.append('added', 'text');
      for (const name of ['replaced', 'created', 'added']) {
        assert.equal((await stat(join(root, name))).mode & 0o777, 0o600, name);
        await rm(join(root, name));
      }
    }
    assert.deepEqual(await readdir(root), []);
  });

  it('are what is in the folder, without what is being written', async () => {
    await mkdir(join(root, 'folder'));
    await writeFile(join(root, 'one.1234.tmp'), 'half a fi');
    await writeFile(join(root, 'one'), 'text');
    assert.deepEqual((await createFiles(root, nodeDisk, systemClock).list())?.toSorted(), ['folder', 'one']);
  });
});
