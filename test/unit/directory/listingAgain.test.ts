import assert from 'node:assert/strict';
import { CancelledError, UnreachableError } from '../../../src/api/index.ts';
import { directoryOf, from1to, held, ids, MAX_AGE } from './directories.ts';
import { user, users } from './vocabulary.ts';

describe('A directory that lists again', () => {
  it('lists again by age or when told to, and forgets who is gone', async () => {
    const { directory, asked, state, clock } = directoryOf(users(25));
    await directory.load();
    asked.length = 0;
    state.people = [...users(25).filter(({ id }) => id !== 3), user(26, 'New Person')];
    clock.now = MAX_AGE - 1;
    await directory.load();
    assert.deepEqual(asked, []);
    clock.now = MAX_AGE;
    await directory.load();
    assert.deepEqual(ids(directory), [...from1to(25).filter((id) => id !== 3), 26]);
    state.people = users(4);
    directory.expire();
    await directory.load();
    assert.deepEqual(ids(directory), [1, 2, 3, 4].filter((id) => id !== 3).concat(3));
  });

  it('lists once more at the end when it is told that somebody changed what is being listed', async () => {
    const page = held(2);
    const { directory, asked, state } = directoryOf(users(25), page.bend);
    const loads = [directory.load(), directory.load()];
    await page.asked;
    directory.expire();
    state.people = [user(26, 'New Person'), ...users(24)];
    page.go();
    for (const load of loads) {
      await load;
      assert.deepEqual(asked, [1, 2, 3, 4, 1, 2, 3, 4]);
      assert.equal(directory.progress.loading, false);
    }
    assert.equal(directory.get(26)?.firstName, 'New');
    await directory.load();
    assert.equal(asked.length, 8, 'and is young then');
  });

  it('begins again with what was left too long ago', async () => {
    const { directory, asked, clock } = directoryOf(users(25));
    const controller = new AbortController();
    await assert.rejects(directory.load({ signal: controller.signal, onProgress: () => controller.abort() }));
    asked.length = 0;
    clock.now = MAX_AGE;
    await directory.load();
    assert.equal(asked[0], 1);
  });

  it('goes on with a listing that was left though the one before is young', async () => {
    let broken = false;
    const { directory, asked } = directoryOf(users(25), (fetchPage) => async (page, options) => {
      if (page === 2 && broken) throw new UnreachableError({ operation: 'listUsers' });
      return fetchPage(page, options);
    });
    await directory.load();
    broken = true;
    directory.expire();
    await assert.rejects(directory.load(), UnreachableError);
    broken = false;
    asked.length = 0;
    await directory.load();
    assert.equal(asked[0], 2);
  });

  it('forgets nobody when users moved while it listed', async () => {
    let moving = false;
    const { directory, state } = directoryOf(users(25), (fetchPage) => async (page, options) => {
      if (moving && page === 2) state.people = users(22);
      return fetchPage(page, options);
    });
    await directory.load();
    state.people = users(24);
    moving = true;
    directory.expire();
    await directory.load();
    assert.deepEqual(ids(directory), from1to(25));
  });

  it('forgets everything when dropped, and takes nothing of what is still under way', async () => {
    const page = held(2);
    const { directory } = directoryOf(users(25), page.bend);
    const load = directory.load();
    await page.asked;
    directory.chose(1);
    directory.drop();
    page.go();
    await assert.rejects(load, CancelledError);
    assert.deepEqual(directory.progress, { seen: 0, loading: false, listed: false });
    assert.deepEqual(ids(directory), []);
    await directory.load();
    directory.drop();
    assert.deepEqual(ids(directory), []);
  });
});
