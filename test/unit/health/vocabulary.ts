import assert from 'node:assert/strict';
import type { UserSummary } from '../../../src/api/index.ts';
import type { Facts, KeyFact, PeopleFacts, PeopleWords } from '../../../src/health/report/index.ts';
import { countPeople } from '../../../src/health/report/index.ts';
import { roleName } from '../../../src/ui/roles.ts';

export const DAY = 86_400_000;
export const NOW = Date.UTC(2026, 10, 30, 12);

export const words: PeopleWords = {
  nameOf: ({ id, firstName }) => firstName ?? `User ${id}`,
  emailOf: ({ email = '' }) => email,
  roleName,
};

/** A user of whom only what matters to a test is told. */
export function user(id: number, more: Partial<UserSummary> = {}): UserSummary {
  return { id, firstName: `Person ${id}`, roles: ['ROLE_USER'], ...more };
}

/** Somebody who signed in last so many days ago. */
export function signedIn(id: number, days: number): UserSummary {
  return user(id, { lastLogIn: new Date(NOW - days * DAY) });
}

/** What work comes to that never lets others have their turn. */
export function whole<T>(work: Generator<void, T>): T {
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
  }
}

/** Counts to the end. */
export function counted(users: Iterable<UserSummary>): PeopleFacts {
  return whole(countPeople(users, NOW, words));
}

/** A key with which nothing is the matter, but for what is told. */
export function key(identifier: string, more: Partial<KeyFact> = {}): KeyFact {
  return {
    identifier,
    name: `Key ${identifier}`,
    ageDays: 3,
    scopes: ['OFFER_READ'],
    secret: 'here',
    isRotating: false,
    isDue: false,
    isRotatable: true,
    ...more,
  };
}

/** The facts of an account of which everything is known, but for what is told. */
export function factsOf(
  keys: readonly KeyFact[],
  users: readonly UserSummary[] = [],
  more: Partial<Facts> = {},
): Facts {
  return {
    account: 'Acme',
    counted: 'today',
    maxAgeDays: 90,
    keys,
    keyExtent: { seen: keys.length, total: keys.length, isComplete: true },
    people: counted(users),
    peopleExtent: { seen: users.length, total: users.length, isComplete: true },
    ...more,
  };
}

/** Names that are something else wherever they are not taken for text. */
export const HOSTILE = [
  `=cmd|' /C calc'!A0`,
  '+1',
  '-1',
  '@x',
  '@user',
  ' =1',
  '\t=1',
  '\u00a0@x',
  '\r\n+1',
  '＝1',
  '＋1',
  '－1',
  '＠x',
  'a\tb',
  'a"b""c',
  `'quoted'`,
  'a,b;c',
  'two\nlines\r\nand a third',
  '\n\n# Heading',
  'a|b',
  'a\\|b\\',
  '<img src=x onerror=alert(1)>',
  '<script>alert(1)</script>',
  '</text></svg>',
  ']]>',
  '<![CDATA[x]]>',
  '&lt;&amp;&#60;&x',
  '![x](https://x.example/y.png)',
  '[x](javascript:y)',
  '[x]: https://x.example',
  'https://x.example',
  'www.x.example',
  'jane@x.example',
  '#1',
  'acme/shop#1',
  '`code` ``` code',
  '*a* _b_ ~~c~~ $d$ :e: {f} ^g^',
  '',
  ' ',
];

/** The same, and characters of which an XML document has none. */
export const UNPRINTABLE = [
  '\0',
  'a\u0007b\u001b[31m',
  '\ufffe\uffff',
  'a\ud800b',
  '\udc00',
  `${'x'.repeat(33)}\u{1f600}`,
];

/** Facts in which everything that has a name has this one. */
export function namedFacts(name: string): Facts {
  const keys = [
    key(name, { name, ageDays: 500, isDue: true, scopes: [name, 'OFFER_WRITE'] }),
    key('two', { name, secret: 'elsewhere', scopes: ['INTERNAL_WRITE'] }),
    key('three', { name, secret: 'unknown' }),
  ];
  const people = counted([]);
  const person = { id: name, name, detail: name };
  return factsOf(keys, [], {
    account: name,
    people: {
      ...people,
      roles: [{ role: name, on: 1, off: 2, unknown: 3 }],
      administratorsWithoutTwoFactor: { count: 1, named: [person] },
      owners: { count: 1, named: [person] },
      notForLong: { count: 1, named: [person] },
      noneKnown: { count: 1, named: [person] },
    },
  });
}

/** The one thing of a list. */
export function only<T>(list: readonly T[]): T {
  assert.equal(list.length, 1);
  return list[0] as T;
}
