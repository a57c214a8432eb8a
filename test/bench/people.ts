import type { UserSummary } from '../../src/api/index.ts';
import { jobs, locales } from '../../src/sandbox/seed/names.ts';

/** Numbers in [0, 1) that are the same in every run: what is measured must not change between two runs. */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    const a = Math.imul(state ^ (state >>> 15), state | 1);
    const b = a ^ (a + Math.imul(a ^ (a >>> 7), a | 61));
    return ((b ^ (b >>> 14)) >>> 0) / 2 ** 32;
  };
}

const SYLLABLES =
  'an bel cor dan el fer gar hol in jan kal lan mar nor ol per quin ros stein tor ul vas wil yor zan'.split(' ');
const DOMAINS = ['acme.example', 'acme.example', 'acme.example', 'logistics.acme.example', 'partner.example'];

/** Letters that no accent separates from their plain form. */
const PLAIN: Record<string, string> = { ł: 'l', ø: 'o', đ: 'd', ß: 'ss', ı: 'i' };

function slug(name: string): string {
  const plain = name
    .toLowerCase()
    .replace(/[łøđßı]/g, (letter) => PLAIN[letter] ?? '')
    .normalize('NFKD')
    .replace(/[^a-z]/g, '');
  return plain || 'user';
}

/**
 * People of one large company: first names of a dozen countries, one family name in three a common one and the others
 * of about 15,000, a few mail domains that nearly everybody shares, ids that count up.
 */
export function people(count: number, seed = 1): UserSummary[] {
  const random = seeded(seed);
  const pick = <T>(list: readonly T[]) => list[Math.floor(random() * list.length)] as T;
  const familyName = () => {
    const name = pick(SYLLABLES) + pick(SYLLABLES) + pick(SYLLABLES);
    return name.charAt(0).toUpperCase() + name.slice(1);
  };
  return Array.from({ length: count }, (_, index) => {
    const locale = pick(locales);
    const firstName = pick(locale.first);
    const lastName = random() < 0.33 ? pick(locale.last) : familyName();
    const role = pick(jobs);
    return {
      id: 10_000 + index,
      firstName,
      lastName,
      email: `${slug(firstName)}.${slug(lastName)}${random() < 0.3 ? Math.floor(random() * 99) : ''}@${pick(DOMAINS)}`,
      ...(role === null ? {} : { roleInCompany: role }),
      roles: ['ROLE_USER'],
    };
  });
}

/**
 * What is in the search box after each key press of somebody looking for `people`, one after the other, in the ways
 * people look: by family name, by both names, by mail address, by role and name, by initials and pieces, by id, without
 * vowels, with a slip of the finger.
 */
export function keystrokes(users: readonly UserSummary[], searches: number, seed = 2): string[] {
  const random = seeded(seed);
  const ways: ((user: UserSummary) => string)[] = [
    (user) => user.lastName ?? '',
    (user) => `${user.firstName} ${user.lastName}`,
    (user) => `${user.lastName} ${user.firstName}`.toLowerCase(),
    (user) => (user.email ?? '').slice(0, 16),
    (user) => `${user.lastName} ${user.roleInCompany ?? ''}`.slice(0, 14),
    (user) => `${user.firstName?.charAt(0)}${user.lastName?.slice(0, 5)}`.toLowerCase(),
    (user) => String(user.id),
    (user) => slug(user.lastName ?? '').replace(/[aeiou]/g, ''),
    (user) => `${user.lastName?.slice(0, 3)}x${user.lastName?.slice(3, 6)}`,
  ];
  return Array.from({ length: searches }, (_, index) => {
    const user = users[Math.floor(random() * users.length)] as UserSummary;
    const text = (ways[index % ways.length] as (user: UserSummary) => string)(user);
    return Array.from({ length: text.length }, (_, end) => text.slice(0, end + 1)).filter(
      (typed) => !typed.endsWith(' '),
    );
  }).flat();
}
