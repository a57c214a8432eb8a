import assert from 'node:assert/strict';
import { allPages, CancelledError } from '../../../src/api/index.ts';
import { all, items, listed, listOf } from './lists.ts';
import { deferred, errorOf } from './vocabulary.ts';

describe('allPages', () => {
  for (const count of [0, 1, 49, 50, 51, 100, 1001]) {
    it(`gives all of ${count} items, in order, and one page more to be sure`, async () => {
      const { asked, fetchPage } = listOf(count, 50);
      const { ids, last } = await listed(fetchPage);
      assert.deepEqual(ids, all(count));
      assert.deepEqual(last, { seen: count, total: count, end: 'complete' });
      assert.equal(asked.length, Math.ceil(count / 50) + 1);
    });
  }

  it('asks for at least one page at a time', async () => {
    const { asked, fetchPage } = listOf(1, 50);
    await assert.rejects(allPages(fetchPage, { keyOf: Number, width: 0 }).next(), RangeError);
    assert.deepEqual(asked, []);
  });

  it('goes on where the count is too low, and does not call that complete', async () => {
    const { fetchPage } = listOf(500, 50, (page) => ({ ...page, total: 60 }));
    const { ids, last } = await listed(fetchPage);
    assert.deepEqual(ids, all(500));
    assert.equal(last?.end, 'uncertain');
  });

  it('stops soon where the count is far too high', async () => {
    const { asked, fetchPage } = listOf(120, 50, (page) => ({ ...page, total: 1e15 }));
    const { ids, last } = await listed(fetchPage);
    assert.deepEqual(ids, all(120));
    assert.equal(last?.end, 'uncertain');
    assert.ok(asked.length <= 3 + 3 + 16, String(asked.length));
  });

  it('works without any count', async () => {
    const { fetchPage } = listOf(333, 50, ({ items: some, page }) => ({ items: some, page }));
    const { ids, last, progress } = await listed(fetchPage);
    assert.deepEqual(ids, all(333));
    assert.deepEqual(last, { seen: 333, end: 'uncertain' });
    assert.equal(progress.length, 8, 'one page past the end');
  });

  it('asks for several pages at a time without any count, too', async () => {
    const { asked, fetchPage } = listOf(333, 50, ({ items: some, page }) => ({ items: some, page }));
    const pages = allPages(fetchPage, { keyOf: ({ id }) => id, width: 3 });
    await pages.next();
    assert.deepEqual(asked, [1, 2, 3, 4]);
    await pages.return();
  });

  it('asks for the page past the end along with the last ones', async () => {
    const { asked, fetchPage } = listOf(100, 50);
    const pages = allPages(fetchPage, { keyOf: ({ id }) => id });
    await pages.next();
    assert.deepEqual(asked, [1, 2, 3]);
    await pages.return();
  });

  it('does not call complete what repeated on the way, although the number is right', async () => {
    const { fetchPage } = listOf(100, 50, (page) =>
      page.page === 2 ? { ...page, items: items(49, 99) } : page.page === 3 ? { ...page, items: items(99, 100) } : page,
    );
    const { ids, last } = await listed(fetchPage);
    assert.deepEqual(ids, all(100));
    assert.deepEqual(last, { seen: 100, total: 100, end: 'uncertain' });
  });

  it('does not call complete what was counted anew on the way, although the number is right', async () => {
    const { fetchPage } = listOf(100, 50, (page) => (page.page === 1 ? { ...page, total: 101 } : page));
    assert.deepEqual((await listed(fetchPage)).last, { seen: 100, total: 100, end: 'uncertain' });
  });

  it('goes on past the last counted page when that only repeats', async () => {
    const { fetchPage } = listOf(100, 50, (page) =>
      page.page === 2 ? { ...page, items: items(0, 50) } : page.page === 3 ? { ...page, items: items(50, 100) } : page,
    );
    assert.deepEqual((await listed(fetchPage)).ids, all(100));
  });

  it('ends when the same page comes again and again', async () => {
    const { asked, fetchPage } = listOf(50, 50, (page) => ({ items: items(0, 50), page: page.page, total: 100_000 }));
    const { ids, last } = await listed(fetchPage);
    assert.deepEqual(ids, all(50));
    assert.equal(last?.end, 'uncertain');
    assert.ok(asked.length < 25);
  });

  it('passes over a page that repeats, and an empty one among others', async () => {
    const { fetchPage } = listOf(500, 50, (page) =>
      page.page === 4 ? { ...page, items: items(0, 50) } : page.page === 7 ? { ...page, items: [] } : page,
    );
    const { ids, last } = await listed(fetchPage);
    assert.deepEqual(
      ids,
      all(500).filter((id) => !(id >= 150 && id < 200) && !(id >= 300 && id < 350)),
    );
    assert.equal(last?.end, 'uncertain');
  });

  it('gives no item twice when some are put in on the way, and says that the total moved', async () => {
    const { fetchPage } = listOf(300, 50, (page) =>
      page.page < 3
        ? page
        : { ...page, items: items((page.page - 1) * 50 - 10, Math.min(page.page * 50 - 10, 300)), total: 310 },
    );
    const { ids, last } = await listed(fetchPage);
    assert.deepEqual(ids, all(300));
    assert.deepEqual(last, { seen: 300, total: 310, end: 'uncertain' });
  });

  it('takes a count that only some pages carry', async () => {
    const { fetchPage } = listOf(200, 50, (page) => (page.items.length > 0 ? page : { items: [], page: page.page }));
    assert.deepEqual((await listed(fetchPage)).last, { seen: 200, total: 200, end: 'complete' });
  });

  it('gives the first page before it asks for another', async () => {
    const { asked, fetchPage } = listOf(500, 50);
    const pages = allPages(fetchPage, { keyOf: ({ id }) => id });
    await pages.next();
    assert.equal(asked[0], 1);
    await pages.return();
  });

  it('asks for the first page on behalf of the person, for the others in the background', async () => {
    const priorities = new Map<number, string | undefined>();
    const { fetchPage } = listOf(200, 50);
    const pages = allPages(
      (page, options) => {
        priorities.set(page, options.priority);
        return fetchPage(page);
      },
      {
        keyOf: ({ id }) => id,
      },
    );
    for await (const _ of pages);
    assert.deepEqual(
      new Set([...priorities].map(([page, priority]) => (page === 1 ? `first ${priority}` : priority))),
      new Set(['first person', 'background']),
    );
  });

  for (const width of [1, 3, 8]) {
    it(`keeps ${width} under way, and not much ahead of a slow reader`, async () => {
      let underWay = 0;
      let most = 0;
      let asked = 0;
      const { fetchPage } = listOf(5000, 50);
      const pages = allPages(
        async (page) => {
          asked = Math.max(asked, page);
          most = Math.max(most, ++underWay);
          await new Promise((resolve) => setImmediate(resolve));
          underWay -= 1;
          return fetchPage(page);
        },
        { keyOf: ({ id }) => id, width },
      );
      await pages.next();
      await pages.next();
      for (let turn = 0; turn < 50; turn += 1) await new Promise((resolve) => setImmediate(resolve));
      assert.equal(asked, 2 + width * 4);
      for await (const _ of pages);
      assert.equal(most, width);
    });
  }

  it('ends in the error of a page, asks for nothing more, and leaves no rejection behind', async () => {
    const { asked, fetchPage } = listOf(5000, 50);
    const pages = allPages((page) => (page >= 3 ? Promise.reject(new RangeError(`page ${page}`)) : fetchPage(page)), {
      keyOf: ({ id }) => id,
    });
    await assert.rejects(async () => {
      for await (const _ of pages);
    }, /page 3/);
    const before = asked.length;
    await new Promise((resolve) => setImmediate(resolve));
    assert.equal(asked.length, before);
  });

  it('after the error of a page asks for nothing more, whatever else arrives', async () => {
    const { asked, fetchPage } = listOf(5000, 50);
    const rest = deferred<void>();
    const pages = allPages(
      async (page) => {
        const answer = fetchPage(page);
        if (page === 2) throw new RangeError('page 2');
        if (page > 2) await rest.promise;
        return answer;
      },
      { keyOf: ({ id }) => id },
    );
    await pages.next();
    await assert.rejects(pages.next(), /page 2/);
    rest.resolve();
    await new Promise((resolve) => setImmediate(resolve));
    assert.deepEqual(asked, [1, 2, 3, 4, 5]);
  });

  it('leaving early cancels what is under way', async () => {
    const signals: AbortSignal[] = [];
    const { fetchPage } = listOf(5000, 50);
    for await (const _ of allPages(
      (page, { signal }) => {
        if (signal) signals.push(signal);
        return fetchPage(page);
      },
      {
        keyOf: ({ id }) => id,
      },
    ))
      break;
    assert.ok(signals.every(({ aborted }) => aborted));
  });

  it('ends at once when it is cancelled, although pages are at hand', async () => {
    const controller = new AbortController();
    const { fetchPage } = listOf(5000, 50);
    const pages = allPages(fetchPage, { keyOf: ({ id }) => id, signal: controller.signal });
    await pages.next();
    await pages.next();
    controller.abort();
    const error = await errorOf(pages.next());
    assert.ok(error instanceof CancelledError);
    assert.equal(error.operation, 'allPages');
  });
});
