import assert from 'node:assert/strict';
import { allPages, CancelledError, RateLimitedError } from '../../../src/api/index.ts';
import { all, type Item, items, listed, listOf } from './lists.ts';
import { errorOf, onStoppedClock } from './vocabulary.ts';

describe('allPages and the rate limit', () => {
  const limited = () => new RateLimitedError({ operation: 'listUsers', status: 429 });

  it('is waited for, and the same page asked again', () =>
    onStoppedClock(async (pass) => {
      const { asked, fetchPage } = listOf(100, 50);
      let refusals = 1;
      const list = listed((page) => (page === 2 && refusals-- > 0 ? Promise.reject(limited()) : fetchPage(page)));
      await pass(999);
      assert.ok(!asked.includes(2));
      await pass(1);
      assert.deepEqual((await list).ids, all(100));
      assert.equal(asked.length, 3);
    }));

  it('may be cancelled while it is waited for', async () => {
    const controller = new AbortController();
    setImmediate(() => controller.abort());
    const pages = allPages(() => Promise.reject(limited()), {
      keyOf: ({ id }: Item) => id,
      signal: controller.signal,
    });
    const error = await errorOf(pages.next());
    assert.ok(error instanceof CancelledError);
    assert.equal(error.operation, 'allPages');
  });

  it('is waited for until it says', () =>
    onStoppedClock(async (pass) => {
      let asked = 0;
      await pass(1000);
      const pages = allPages(
        async (page) => {
          asked += 1;
          if (asked === 1) throw new RateLimitedError({ operation: 'listUsers' }, new Date(6000));
          return { items: items(0, 1), page, total: 1 };
        },
        { keyOf: ({ id }) => id },
      );
      const first = pages.next();
      await pass(4999);
      assert.equal(asked, 1);
      await pass(1);
      assert.equal((await first).value?.length, 1);
      await pages.return();
    }));

  it('that never ends is an error after five waits', async () => {
    const { setTimeout: real } = globalThis;
    const waits: (number | undefined)[] = [];
    globalThis.setTimeout = ((callback: () => void, wait?: number) => {
      waits.push(wait);
      return real(callback, 0);
    }) as typeof setTimeout;
    try {
      const until = new Date(Date.now() + 3_600_000);
      const pages = allPages(() => Promise.reject(new RateLimitedError({ operation: 'listUsers' }, until)), {
        keyOf: ({ id }: Item) => id,
      });
      assert.ok((await errorOf(pages.next())) instanceof RateLimitedError);
    } finally {
      globalThis.setTimeout = real;
    }
    assert.deepEqual(waits, [60_000, 60_000, 60_000, 60_000, 60_000]);
  });
});
