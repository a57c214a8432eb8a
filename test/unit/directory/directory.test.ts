import assert from 'node:assert/strict';
import {
  CancelledError,
  createClient,
  type Page,
  parseApiOrigin,
  UnreachableError,
  type UserSummary,
} from '../../../src/api/index.ts';
import { Directory, type DirectoryProgress, type FetchPage } from '../../../src/directory/index.ts';
import { createSandbox } from '../../../src/sandbox/index.ts';
import { listOf, user, users } from './vocabulary.ts';

const MAX_AGE = 1000;

/** A directory over a list in pages of ten, with a clock that is set by hand. */
function directoryOf(people: readonly UserSummary[], bend: (fetchPage: FetchPage) => FetchPage = (same) => same) {
  const list = listOf(people);
  const clock = { now: 0 };
  const directory = new Directory({
    fetchPage: bend(list.fetchPage),
    maxAgeMs: MAX_AGE,
    now: () => clock.now,
    width: 1,
  });
  return { ...list, clock, directory };
}

const ids = (directory: Directory, query = '', limit = 1000) =>
  directory.find(query, limit).map((match) => match.user.id);
const from1to = (count: number) => users(count).map(({ id }) => id);

/** A page that comes only when the test says so. */
function held(page: number) {
  const { promise: asked, resolve: tell } = later();
  const { promise: release, resolve: go } = later();
  const bend =
    (fetchPage: FetchPage): FetchPage =>
    async (number, options) => {
      if (number === page) {
        tell();
        await release;
      }
      return fetchPage(number, options);
    };
  return { asked, go, bend };
}

function later() {
  let resolve = () => {};
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}

describe('Directory', () => {
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

  it('lists without a total', async () => {
    const { directory } = directoryOf(users(12), (fetchPage) => async (page, options) => {
      const { items } = await fetchPage(page, options);
      return { items, page };
    });
    await directory.load();
    directory.changed(user(13, 'New Person'));
    assert.deepEqual(directory.progress, { seen: 13, loading: false, listed: true });
  });

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

  it('knows who is named by id or address', async () => {
    const { directory } = directoryOf(users(12));
    await directory.load();
    for (const query of ['7', ' /users/7 ', 'https://api.example.com/users/7']) {
      assert.equal(directory.named(query)?.id, 7, query);
    }
    for (const query of ['', '99', '/users/', '/users/7/x', 'jane@acme.example']) {
      assert.equal(directory.named(query), undefined, query);
    }
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

  it('puts those first who were chosen last, of all who match equally well', async () => {
    const { directory } = directoryOf(users(30));
    await directory.load();
    for (const id of [5, 17, '5', 404]) directory.chose(id);
    assert.deepEqual(ids(directory, '', 4), [5, 17, 1, 2]);
    assert.deepEqual(ids(directory, 'person 1', 4), [1, 17, 10, 11], 'nobody comes before who is named exactly');
    assert.deepEqual(ids(directory, 'person', 3), [5, 17, 1]);
    for (let id = 1; id <= 12; id += 1) directory.chose(id);
    assert.deepEqual(ids(directory, '', 12), [12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 1, 2]);
  });

  it('tells which id or email is worth asking the API for', async () => {
    const { directory } = directoryOf([user(42, 'Jane', { email: 'Jane@Acme.example' })]);
    await directory.load();
    const id = (value: string | number) => ({ kind: 'id', id: value });
    const uuid = '0190a6e2-7f0c-7c3b-8a53-1d2e3f4a5b6c';
    for (const query of ['7', ' 7 ', '/users/7', 'https://api.example.com/users/7']) {
      assert.deepEqual(directory.lookupCandidate(query), id(7), query);
    }
    assert.deepEqual(directory.lookupCandidate(uuid), id(uuid));
    assert.deepEqual(directory.lookupCandidate('joe@acme.example'), { kind: 'email', email: 'joe@acme.example' });
    const none = [
      '',
      '42',
      '/users/42',
      'jane@acme.EXAMPLE',
      'jane',
      '0',
      '-1',
      '1e3',
      '9'.repeat(30),
      '/users/..',
      '/users/7/x',
      'a@b',
      'a@b.',
      '@b.example',
      `${'a'.repeat(200)}@b.example`,
    ];
    for (const query of none) assert.equal(directory.lookupCandidate(query), undefined, query);
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
