import assert from 'node:assert/strict';
import {
  CancelledError,
  createClient,
  type Page,
  parseApiOrigin,
  UnreachableError,
  type UserSummary,
} from '../../../src/api/index.ts';
import { Directory, type DirectoryProgress } from '../../../src/directory/index.ts';
import { createSandbox } from '../../../src/sandbox/index.ts';
import { directoryOf, from1to, held, ids } from './directories.ts';
import { user, users } from './vocabulary.ts';

describe('A directory that loads', () => {
  it('loads all pages in the background and tells how far it is', async () => {
    const priorities = new Set<string | undefined>();
    const { directory } = directoryOf(users(25), (fetchPage) => (page, options) => {
      priorities.add(options.priority);
      return fetchPage(page, options);
    });
    assert.deepEqual(directory.progress, { seen: 0, loading: false, listed: false });
    const progress: DirectoryProgress[] = [];
    await directory.load({ onProgress: (at) => progress.push(at) });
    assert.deepEqual(
      progress.map(({ seen, total, loading }) => [seen, total, loading]),
      [10, 20, 25].map((seen) => [seen, 25, true]),
    );
    assert.deepEqual(directory.progress, { seen: 25, total: 25, loading: false, listed: true });
    assert.deepEqual([...priorities], ['background']);
    assert.deepEqual(ids(directory, 'number7', 1), [7]);
    assert.deepEqual(await directory.findSliced('number7', 5), directory.find('number7', 5));
  });

  it('counts entries that could not be read, over a load that was left and gone on with', async () => {
    const { directory } = directoryOf(users(25), (fetchPage) => async (page, options) => {
      const answer = await fetchPage(page, options);
      return answer.items.length === 0 ? answer : { ...answer, items: answer.items.slice(1), unreadable: 1 };
    });
    const controller = new AbortController();
    const left = directory.load({ signal: controller.signal, onProgress: () => controller.abort() });
    await assert.rejects(left, CancelledError);
    await directory.load();
    assert.deepEqual(directory.progress, { seen: 22, total: 25, unreadable: 3, loading: false, listed: true });
    directory.drop();
    assert.equal(directory.progress.unreadable, undefined);
  });

  it('keeps what it has when cancelled, and goes on from there', async () => {
    const { directory, asked } = directoryOf(users(45));
    const controller = new AbortController();
    const stop = directory.load({
      signal: controller.signal,
      onProgress: ({ seen }) => seen === 20 && controller.abort(),
    });
    await assert.rejects(stop, CancelledError);
    assert.deepEqual(directory.progress, { seen: 20, total: 45, loading: false, listed: false });
    asked.length = 0;
    await directory.load();
    assert.deepEqual(ids(directory), from1to(45));
    assert.equal(asked[0], 2, 'the page that was cancelled is the first to come again');
    assert.equal(directory.progress.listed, true);
  });

  it('asks for nothing when it is cancelled before', async () => {
    const { directory, asked } = directoryOf(users(5));
    await assert.rejects(directory.load({ signal: AbortSignal.abort() }), CancelledError);
    assert.deepEqual(asked, []);
  });

  it('keeps what it has when a page fails, and can be asked again', async () => {
    let broken = true;
    const { directory, asked } = directoryOf(users(45), (fetchPage) => async (page, options) => {
      if (page === 3 && broken) throw new UnreachableError({ operation: 'listUsers' });
      return fetchPage(page, options);
    });
    await assert.rejects(directory.load(), UnreachableError);
    assert.deepEqual(directory.progress, { seen: 20, total: 45, loading: false, listed: false });
    broken = false;
    asked.length = 0;
    await directory.load();
    assert.deepEqual(ids(directory), from1to(45));
    assert.equal(asked[0], 3);
    assert.equal(directory.progress.listed, true);
  });

  it('lists without a total', async () => {
    const { directory } = directoryOf(users(12), (fetchPage) => async (page, options) => {
      const { items } = await fetchPage(page, options);
      return { items, page };
    });
    await directory.load();
    directory.changed(user(13, 'New Person'));
    assert.deepEqual(directory.progress, { seen: 13, loading: false, listed: true });
  });

  it('loads once for all who ask, until the last one gives up', async () => {
    const page = held(2);
    const { directory, asked } = directoryOf(users(25), page.bend);
    const one = new AbortController();
    const other = new AbortController();
    const first = directory.load({ signal: one.signal });
    const second = directory.load({ signal: other.signal });
    await page.asked;
    one.abort();
    await assert.rejects(first, CancelledError);
    assert.equal(directory.progress.loading, true);
    page.go();
    await second;
    assert.deepEqual(asked, [1, 2, 3, 4]);
  });

  it('can be asked again at once after the last one gave up', async () => {
    const page = held(2);
    const { directory } = directoryOf(users(25), page.bend);
    const controller = new AbortController();
    const first = directory.load({ signal: controller.signal });
    await page.asked;
    controller.abort();
    const second = directory.load();
    page.go();
    await assert.rejects(first, CancelledError);
    await second;
    assert.deepEqual(ids(directory), from1to(25));
  });

  it('takes nothing of a page whose adding was cut short as done', async () => {
    // So many that adding them takes more than one slice.
    const many = users(40_000);
    const fetchPage = async (page: number): Promise<Page<UserSummary>> => ({
      items: page === 1 ? many : [],
      page,
      total: many.length,
    });
    const directory = new Directory({ fetchPage });
    const controller = new AbortController();
    const load = directory.load({ signal: controller.signal });
    while (directory.progress.seen === 0) await new Promise((resolve) => setImmediate(resolve));
    controller.abort();
    await assert.rejects(load, CancelledError);
    assert.ok(directory.progress.seen < many.length);
    await directory.load();
    assert.equal(directory.progress.seen, many.length);
  });

  it('finds the people of a sandbox through the real client, over a lost connection', async () => {
    const sandbox = createSandbox({ users: 330, pageSize: 50 });
    let calls = 0;
    const client = createClient({
      origin: parseApiOrigin('https://api.sandbox.example'),
      credential: { kind: 'personalKey', jwt: sandbox.personalKey },
      fetch: async (input, init) => {
        calls += 1;
        if (calls >= 4 && calls <= 30) throw new TypeError('fetch failed');
        return sandbox.fetch(new Request(input, init));
      },
    });
    const directory = new Directory({ fetchPage: (page, options) => client.listUsers({ ...options, page }) });
    await assert.rejects(directory.load(), UnreachableError);
    const { seen } = directory.progress;
    assert.ok(seen >= 50 && seen < 330);
    calls = 31;
    await directory.load();
    assert.deepEqual(directory.progress, { seen: 330, total: 330, loading: false, listed: true });
    assert.equal(ids(directory, 'camille lefevre')[0], 1);
  });
});
