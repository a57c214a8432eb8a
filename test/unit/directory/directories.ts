import type { UserSummary } from '../../../src/api/index.ts';
import { Directory, type FetchPage } from '../../../src/directory/index.ts';
import { listOf, users } from './vocabulary.ts';

/** How long what is listed counts as young in these tests, in milliseconds. */
export const MAX_AGE = 1000;

/** A directory over a list in pages of ten, with a clock that is set by hand. */
export function directoryOf(
  people: readonly UserSummary[],
  bend: (fetchPage: FetchPage) => FetchPage = (same) => same,
) {
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

/** The ids found, in order. */
export const ids = (directory: Directory, query = '', limit = 1000) =>
  directory.find(query, limit).map((match) => match.user.id);
/** The ids of so many users. */
export const from1to = (count: number) => users(count).map(({ id }) => id);

/** A page that comes only when the test says so. */
export function held(page: number) {
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
