import assert from 'node:assert/strict';
import fc from 'fast-check';
import { CancelledError, type UserSummary } from '../../../src/api/index.ts';
import { Ids, keyOf } from '../../../src/directory/ids.ts';
import { type Match, UserIndex } from '../../../src/directory/index.ts';
import { found, indexOf, person, user, users } from './vocabulary.ts';

const change = fc.oneof(
  fc.record({ put: person }),
  fc.record({ remove: fc.oneof(fc.nat(60), fc.nat(60).map(String)) }),
);

describe('UserIndex', () => {
  it('is after any additions, changes and removals what a new index of the same users is', () => {
    fc.assert(
      fc.property(fc.array(change, { maxLength: 120 }), fc.string({ maxLength: 3 }), (changes, query) => {
        const index = new UserIndex();
        const model = new Map<string | number, UserSummary>();
        for (const each of changes) {
          if ('put' in each) {
            index.update(each.put);
            model.set(keyOf(each.put.id), each.put);
          } else {
            index.remove(each.remove);
            model.delete(keyOf(each.remove));
          }
        }
        assert.equal(index.size, model.size);
        for (const [key, value] of model) assert.equal(index.get(key), value);
        for (const typed of ['', 'a', 'b', '1', query]) {
          assert.deepEqual(found(index, typed), found(indexOf(model.values()), typed));
        }
      }),
      { numRuns: 300 },
    );
  });

  it('finds everybody in blocks whose text was rewritten many times', () => {
    const index = indexOf(users(1200));
    for (let round = 0; round < 4; round += 1) {
      for (let id = 1; id <= 1200; id += 1) index.update(user(id, `Round${'x'.repeat(round * 5)} Q${id}q`));
      assert.deepEqual(found(index, 'q1200q', 1), [1200]);
      assert.deepEqual(found(index, 'q1q', 1), [1]);
      assert.equal(found(index, 'round').length, 1200);
      assert.deepEqual(found(index, 'number1'), []);
    }
  });

  it('takes an id as text and as a number for the same', () => {
    const index = indexOf([user('42', 'Old')]);
    index.update(user(42, 'New'));
    assert.equal(index.size, 1);
    assert.equal(index.get('42')?.firstName, 'New');
    assert.equal(index.get('042'), undefined);
    index.remove(7);
    index.remove('42');
    assert.deepEqual([index.size, index.get(42)], [0, undefined]);
  });

  it('shows what is new of a user whose searched fields stayed', () => {
    const index = indexOf([user(1, 'Jane Doe')]);
    index.update(user(1, 'Jane Doe', { twoFactor: true }));
    assert.equal(index.search('jane', 5)[0]?.user.twoFactor, true);
  });

  it('adds in slices that others come between', async () => {
    const index = new UserIndex();
    let turns = 0;
    const timer = setInterval(() => {
      turns += 1;
    });
    await index.add(users(30), { budgetMs: 0 });
    clearInterval(timer);
    assert.equal(index.size, 30);
    assert.ok(turns >= 10, `${turns} turns`);
  });

  it('keeps what was added until a cancel', async () => {
    const index = new UserIndex();
    const controller = new AbortController();
    function* cancelledAfter(count: number) {
      for (const each of users(100)) {
        if (each.id === count + 1) controller.abort();
        yield each;
      }
    }
    await assert.rejects(index.add(cancelledAfter(7), { signal: controller.signal }), CancelledError);
    assert.equal(index.size, 7);
  });

  it('removes everybody who is not to be kept', async () => {
    const index = indexOf(users(600));
    await index.retain((id) => Number(id) % 100 === 0, { budgetMs: 0.1 });
    assert.deepEqual(found(index, ''), [100, 200, 300, 400, 500, 600]);
  });

  it('tells what to mark', () => {
    const [match] = indexOf([user(1, 'Jane Doe')]).search('doe', 1);
    assert.deepEqual(match?.ranges, { name: [[5, 8]], email: [], roleInCompany: [], id: [] });
  });

  it('searches in slices what it searches at once', async () => {
    const index = indexOf(users(2000));
    const sliced = await index.searchSliced('person 99', 30, { budgetMs: 0 });
    const usersOf = (matches: readonly Match[]) => matches.map((match) => match.user);
    assert.deepEqual(usersOf(sliced), usersOf(index.search('person 99', 30)));
    assert.equal(sliced.length, 30);
  });

  it('goes on with a search while users come, change and go', async () => {
    const index = indexOf(users(1100));
    const search = index.searchSliced('person', 2000, { budgetMs: 0 });
    // Each turn of the timers is a slice; after four of them the first users are found and the last are not.
    index.update(user(1100, 'Other Name', { roleInCompany: 'New here', email: 'new@new.example' }));
    for (let slice = 0; slice < 4; slice += 1) await new Promise((resolve) => setTimeout(resolve));
    index.remove(2);
    index.update(user(2000, 'Person Late'));
    const ids = (await search).map((match) => match.user.id);
    assert.deepEqual(
      ids,
      users(1099)
        .map(({ id }) => id)
        .filter((id) => id !== 2),
    );
  });

  it('ends a search when it is cancelled or everybody is forgotten', async () => {
    const index = indexOf(users(1100));
    await assert.rejects(index.searchSliced('a', 3, { signal: AbortSignal.abort() }), CancelledError);
    const search = index.searchSliced('a', 3, { budgetMs: 0 });
    index.clear();
    await assert.rejects(search, CancelledError);
    assert.deepEqual([index.size, found(index, '')], [0, []]);
  });
});

describe('Ids', () => {
  it('counts each id once', () => {
    const ids = new Ids();
    for (const id of ['', 'x', 'x', 5, '5']) ids.set(id, 1);
    assert.equal(ids.size, 3);
    ids.delete('gone');
    ids.delete('5');
    assert.equal(ids.size, 2);
  });
});
