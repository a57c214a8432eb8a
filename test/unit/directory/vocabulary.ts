import fc from 'fast-check';
import type { Page, UserSummary } from '../../../src/api/index.ts';
import { UserIndex } from '../../../src/directory/index.ts';
import { fold, isSeparator, queryWords } from '../../../src/directory/normalize.ts';

/** A user of whom only what matters to a test is told. */
export function user(id: string | number, name = '', more: Partial<UserSummary> = {}): UserSummary {
  const [firstName, lastName] = name.split(' ');
  return { id, ...(firstName ? { firstName } : {}), ...(lastName ? { lastName } : {}), roles: ['ROLE_USER'], ...more };
}

/** So many users with ids from 1 on. */
export function users(count: number): UserSummary[] {
  return Array.from({ length: count }, (_, index) => user(index + 1, `Person Number${index + 1}`));
}

export function indexOf(people: Iterable<UserSummary>): UserIndex {
  const index = new UserIndex();
  for (const person of people) index.update(person);
  return index;
}

/** The ids found, in order. */
export function found(index: UserIndex, query: string, limit = Number.POSITIVE_INFINITY): (string | number)[] {
  return index.search(query, limit).map((match) => match.user.id);
}

/** What the search promises, written down without any thought of speed. */
export function naivelyMatches(person: UserSummary, query: string): boolean {
  const [first, last] = [fold(person.firstName ?? ''), fold(person.lastName ?? '')];
  const email = fold(person.email ?? '');
  const fuzzy = [
    `${first} ${last}`.trim(),
    `${last} ${first}`.trim(),
    email.replace(/@[^@]*$/s, ''),
    fold(
      [person.roleInCompany ?? '', ...person.roles.map((role) => role.replace(/^ROLE_/, '').replaceAll('_', ' '))]
        .filter((each) => each !== '' && each !== 'USER')
        .join(' '),
    ),
  ];
  const whole = [...fuzzy, email, fold(String(person.id))];
  return queryWords(query).every((ways) =>
    ways.some((way) => whole.some((text) => text.includes(way)) || fuzzy.some((text) => scattered(text, way))),
  );
}

function scattered(text: string, word: string): boolean {
  const units = text.split('');
  const separator = (at: number) => isSeparator(text.charCodeAt(at));
  return units.some((unit, at) => {
    if (unit !== word[0] || !(at === 0 || separator(at - 1) || separator(at))) return false;
    let rest = at + 1;
    return word
      .split('')
      .slice(1)
      .every((letter) => {
        rest = text.indexOf(letter, rest) + 1;
        return rest > 0;
      });
  });
}

/** Few different characters, so that texts meet; of each kind that could be treated wrongly. */
const character = fc.constantFrom(
  ..."aabbccelnouAÉéäłØøüßıİςΣж一한ﬃ½1234 ..--'’@,<".split(''),
  '\u0301',
  '\u200b',
  '\u202e',
  '\ud83d\ude00',
  '\ud800',
  '\udc00',
  '\0',
  '\n',
  '\u00a0',
);
export const text = fc.string({
  unit: fc.oneof({ weight: 9, arbitrary: character }, fc.string({ maxLength: 1 })),
  maxLength: 12,
});

const optional = fc.option(text, { nil: undefined });

/** Anybody: any field may be missing, empty or strange. */
export const person = fc
  .record({
    id: fc.oneof(
      fc.nat(60),
      fc.nat(60).map(String),
      text.filter((id) => id !== ''),
    ),
    firstName: optional,
    lastName: optional,
    email: fc.oneof(
      optional,
      fc.tuple(text, text).map(([local, domain]) => `${local}@${domain}`),
    ),
    roleInCompany: optional,
  })
  .map(({ id, ...fields }): UserSummary => {
    const known = Object.entries(fields).filter(([, value]) => value !== undefined);
    return { id, roles: [], ...Object.fromEntries(known) };
  });

/** People, and something that could be typed to find one of them. */
export const peopleAndQuery = fc.array(person, { maxLength: 30 }).chain((people) => {
  const texts = people.flatMap(({ firstName, lastName, email, roleInCompany, id }) =>
    [firstName, lastName, email, roleInCompany, String(id)].filter((each) => each !== undefined),
  );
  const piece = fc
    .tuple(fc.constantFrom('', ...texts), fc.nat(12), fc.nat(4), fc.nat(3))
    .map(([whole, start, length, gap]) => whole.slice(start % 4, start + length) + whole.slice(start + length + gap));
  const query = fc
    .array(fc.oneof({ weight: 3, arbitrary: piece }, text), { maxLength: 3 })
    .map((pieces) => pieces.join(' '));
  return fc.record({ people: fc.constant(people), query });
});

/** A list of users in pages, and the pages that were asked for. */
export function listOf(people: readonly UserSummary[], size = 10) {
  const asked: number[] = [];
  const state = { people };
  const fetchPage = async (page: number): Promise<Page<UserSummary>> => {
    asked.push(page);
    return { items: state.people.slice((page - 1) * size, page * size), page, total: state.people.length };
  };
  return { asked, state, fetchPage };
}
