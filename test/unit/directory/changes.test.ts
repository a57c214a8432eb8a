import assert from 'node:assert/strict';
import { CancelledError } from '../../../src/api/index.ts';
import { Directory } from '../../../src/directory/index.ts';
import { directoryOf, held, ids } from './directories.ts';
import { listOf, user, users } from './vocabulary.ts';

describe('What a directory is told besides its pages', () => {
  it('believes what the extension did itself more than pages that are under way', async () => {
    const page = held(2);
    const { directory } = directoryOf(users(25), page.bend);
    const load = directory.load();
    await page.asked;
    directory.changed(user(12, 'Edited Twelve'));
    directory.changed(user(99, 'Invited Person'));
    directory.removed(13);
    page.go();
    await load;
    assert.deepEqual(ids(directory, 'edited twelve'), [12]);
    assert.equal(directory.get(13), undefined);
    assert.equal(directory.get(99)?.firstName, 'Invited');
    assert.equal(directory.progress.seen, 25);
  });

  it('counts on while the extension adds and removes', async () => {
    const { directory } = directoryOf(users(5));
    await directory.load();
    directory.changed(user(6, 'New Person'));
    directory.changed(user(6, 'New Name'));
    assert.equal(directory.progress.total, 6);
    directory.removed(1);
    directory.removed(1);
    assert.equal(directory.progress.total, 5);
  });

  it('counts nobody twice who was looked up before the page came', async () => {
    const page = held(2);
    const { directory } = directoryOf(users(25), page.bend);
    let load = Promise.resolve();
    await new Promise<unknown>((onProgress) => {
      load = directory.load({ onProgress });
    });
    directory.changed(user(12, 'Looked Up'));
    assert.deepEqual(directory.progress, { seen: 11, total: 25, loading: true, listed: false });
    directory.removed(12);
    directory.removed(13);
    assert.deepEqual(directory.progress, { seen: 10, total: 24, loading: true, listed: false });
    directory.changed(user(12, 'Looked Up'));
    page.go();
    await load;
    assert.deepEqual(directory.progress, { seen: 24, total: 25, loading: false, listed: true });
    directory.changed(user(26, 'New Person'));
    directory.changed(user(27, 'New Person'));
    assert.deepEqual(directory.progress, { seen: 26, total: 26, loading: false, listed: true });
  });

  it('knows at once whom somebody else listed, except for what the extension did itself', async () => {
    const { directory, asked } = directoryOf(users(25));
    directory.changed(user(2, 'Edited Two'));
    await directory.listed(users(12));
    assert.deepEqual(directory.progress, { seen: 12, loading: false, listed: false });
    assert.equal(directory.get(2)?.firstName, 'Edited');
    await directory.load();
    assert.deepEqual(asked, [1, 2, 3, 4]);
    assert.deepEqual(directory.progress, { seen: 25, total: 25, loading: false, listed: true });
    const many = Array.from({ length: 40_000 }, (_, index) => user(100 + index, 'Many'));
    const controller = new AbortController();
    const telling = directory.listed(many, { signal: controller.signal });
    controller.abort();
    directory.drop();
    await assert.rejects(telling, CancelledError);
    assert.equal(directory.progress.seen, 0, 'nobody comes back after the account was left');
  });

  it('tells each time that somebody is known otherwise, and of all whom it knows', async () => {
    const { fetchPage } = listOf(users(25));
    let told = 0;
    const directory = new Directory({ fetchPage, onDidChange: () => (told += 1) });
    const tells = async (act: () => unknown) => {
      const before = told;
      await act();
      return told - before;
    };
    assert.equal(await tells(() => directory.load()), 4, 'after each of three pages, and at the end');
    assert.equal(await tells(() => directory.load()), 0);
    assert.equal(await tells(() => directory.changed(user(26, 'New Person'))), 1);
    assert.equal(await tells(() => directory.removed(1)), 1);
    assert.equal(await tells(() => directory.removed(1)), 0);
    assert.equal(await tells(() => directory.listed(users(3))), 1);
    const known = [...directory.users()].map(({ id }) => id);
    assert.deepEqual(known.length, 25);
    assert.ok(known.includes(26) && !known.includes(1));
  });
});
