import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { type Disk, nodeDisk } from '../../../src/platform/node/disk.ts';
import { codeOf } from '../../../src/platform/node/failures.ts';
import { MemoryDisk } from '../../helpers/platform/memoryDisk.ts';

/** Names of files and folders, of which some are in what may be a file. */
const PATHS = ['a', 'b', 'a/x', 'folder', 'folder/x', 'folder/y'];

const path = fc.constantFrom(...PATHS);
const text = fc.constantFrom('', 'one', 'é'.repeat(3));

/** A folder is never moved: nothing here does that. */
const folder = fc.constantFrom('a', 'a/x', 'folder');
const file = fc.constantFrom('b', 'folder/x', 'folder/y');

/** A use of a disk that has its root somewhere. */
type Use = (disk: Disk, at: (path: string) => string) => Promise<unknown>;

const use: fc.Arbitrary<Use> = fc.oneof(
  path.map<Use>((each) => async (disk, at) => (await disk.list(at(each))).sort()),
  path.map<Use>((each) => (disk, at) => disk.read(at(each))),
  path.map<Use>((each) => async (disk, at) => typeof (await disk.modifiedAt(at(each)))),
  folder.map<Use>((each) => (disk, at) => disk.makeFolder(at(each))),
  path.map<Use>((each) => (disk, at) => disk.remove(at(each))),
  fc.tuple(path, text).map<Use>(
    ([each, words]) =>
      (disk, at) =>
        disk.append(at(each), words),
  ),
  fc.tuple(path, text).map<Use>(([each, words]) => async (disk, at) => {
    const opened = await disk.open(at(each));
    await opened.write(words);
    await opened.close();
  }),
  fc.tuple(file, path).map<Use>(
    ([from, to]) =>
      (disk, at) =>
        disk.rename(at(from), at(to)),
  ),
  fc.tuple(file, path).map<Use>(
    ([from, to]) =>
      (disk, at) =>
        disk.link(at(from), at(to)),
  ),
);

/** What came of a use, as far as both disks can say the same. */
async function outcome(used: Promise<unknown>): Promise<unknown> {
  return used.then(
    (value) => value ?? 'done',
    (error: unknown) => ({ refused: codeOf(error) }),
  );
}

describe('A disk in memory', () => {
  it('does and refuses what a real one does', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(use, { minLength: 3, maxLength: 20 }), async (uses) => {
        const root = await mkdtemp(join(tmpdir(), 'tripartie-disk-'));
        const memory = new MemoryDisk({ now: () => 0 });
        await memory.makeFolder('/memory');
        try {
          for (const each of uses) {
            const real = await outcome(each(nodeDisk, (name) => join(root, name)));
            assert.deepEqual(await outcome(each(memory, (name) => `/memory/${name}`)), real);
          }
        } finally {
          await rm(root, { recursive: true });
        }
      }),
      { numRuns: 100 },
    );
  });

  it('tells who watches a folder, until that is closed, as a real one does', async () => {
    const root = await mkdtemp(join(tmpdir(), 'tripartie-disk-'));
    const memory = new MemoryDisk({ now: () => 0 });
    await memory.makeFolder(root);
    try {
      for (const disk of [nodeDisk, memory]) {
        assert.throws(() => disk.watch(join(root, 'none'), () => undefined), { code: 'ENOENT' });
        const told = new Promise((resolve) => {
          const watcher = disk.watch(root, (name) => {
            watcher.close();
            resolve(name);
          });
        });
        await disk.append(join(root, 'news'), 'text');
        assert.equal(await told, 'news');
        await disk.append(join(root, 'later'), 'text');
      }
    } finally {
      await rm(root, { recursive: true });
    }
  });
});
