import type { Facts, FoundPeople, KeyFact, PersonFact } from './facts.ts';
import { NAMED_MAX } from './people.ts';

/** What there is to find, the first to be looked at first. */
export const FINDING_KINDS = [
  'old',
  'withoutTwoFactor',
  'oneOwner',
  'internalWrite',
  'secretElsewhere',
  'sameName',
  'writes',
  'notForLong',
  'noneKnown',
] as const;
export type FindingKind = (typeof FINDING_KINDS)[number];

/** A key or somebody whom a finding is about. */
export interface Item {
  /** Identifier of the key, or id of the user. */
  readonly id: KeyFact['identifier'] | PersonFact['id'];
  readonly name: string;
  readonly detail: string;
}

/** Something to look at, with the one thing that can be done about it. */
export interface Finding {
  readonly kind: FindingKind;
  /** A sentence without a full stop. */
  readonly title: string;
  /** What it means, and what to do. */
  readonly meaning: string;
  /** What the details of its items are. */
  readonly detail: string;
  /** Label of the button that does it. */
  readonly action: string;
  /** How many keys or people it is about. */
  readonly count: number;
  /** Those of them that are named, at most `NAMED_MAX`. */
  readonly items: readonly Item[];
}

/** A scope of which nobody can ask for (contract: it is not among `ApiClient-Write.desiredScopes`). */
const INTERNAL_WRITE = 'INTERNAL_WRITE';

const SHOW_KEY = 'Show in API Clients';
const SHOW_USER = 'Show user…';

/** Whether a program with this scope can change something. */
export function isWriteScope(scope: string): boolean {
  return scope.endsWith('_WRITE');
}

/** A count with its noun: "1 key", "1,200 keys". */
export function counted(count: number, one: string, many: string): string {
  return `${count.toLocaleString('en')} ${count === 1 ? one : many}`;
}

/** How old a key is, in a few words. */
export function ageOf({ ageDays }: Pick<KeyFact, 'ageDays'>): string {
  return ageDays === undefined ? 'age unknown' : counted(ageDays, 'day', 'days');
}

/** How a kind of finding is found and told. */
interface Finder extends Pick<Finding, 'action' | 'detail'> {
  readonly meaning: string | ((facts: Facts) => string);
  find(facts: Facts): Pick<Finding, 'count' | 'items'>;
  title(count: number, facts: Facts): string;
}

const keys = (count: number) => counted(count, 'key', 'keys');

const FINDERS: Readonly<Record<FindingKind, Finder>> = {
  old: {
    find: ({ keys: all }) => keysOf(oldestFirst(all.filter(({ isDue }) => isDue)), ageOf),
    title: (count, { maxAgeDays }) =>
      `${counted(count, 'key is', 'keys are')} older than ${counted(maxAgeDays, 'day', 'days')}`,
    meaning: ({ keys: all }) => {
      const stuck = all.filter(({ isDue, isRotatable }) => isDue && !isRotatable).length;
      const words = 'A key that leaked long ago can be used until it is replaced and the old one deleted.';
      return stuck === 0 ? words : `${words} ${stuck.toLocaleString('en')} of them cannot be rotated here.`;
    },
    detail: 'Age',
    action: 'Rotate…',
  },
  withoutTwoFactor: {
    find: ({ people }) => peopleOf(people.administratorsWithoutTwoFactor),
    title: (count) => `${counted(count, 'administrator signs', 'administrators sign')} in without a second factor`,
    meaning: 'Whoever has only their password manages the organization. Ask them to set up two-factor sign-in.',
    detail: 'Roles, email',
    action: SHOW_USER,
  },
  oneOwner: {
    // Only who has seen everybody knows that there is no other.
    find: ({ people: { owners }, peopleExtent }) =>
      peopleExtent.isComplete && owners.count === 1 ? peopleOf(owners) : NOTHING,
    title: () => 'One person alone owns the organization',
    meaning: 'While this person is away or locked out, nobody else can act as owner. Have a second one.',
    detail: 'Role, email',
    action: SHOW_USER,
  },
  internalWrite: {
    find: ({ keys: all }) =>
      keysOf(
        all.filter(({ scopes }) => scopes.includes(INTERNAL_WRITE)),
        scopesOf,
      ),
    title: (count) => `${counted(count, 'key has', 'keys have')} the scope ${INTERNAL_WRITE}`,
    meaning: 'Nobody can ask for this scope, so such a key cannot be rotated here: ask Tripartie for another one.',
    detail: 'Scopes',
    action: SHOW_KEY,
  },
  secretElsewhere: {
    find: ({ keys: all }) =>
      keysOf(
        all.filter(({ secret }) => secret === 'elsewhere'),
        ageOf,
      ),
    title: (count) => `${counted(count, 'key has its secret', 'keys have their secrets')} elsewhere, or nowhere`,
    meaning: 'Tripartie shows a secret once, and this editor does not have these. Import those that you have kept.',
    detail: 'Age',
    action: 'Import secret…',
  },
  sameName: {
    find: ({ keys: all }) => keysOf(sameNamed(all), ({ identifier }) => identifier),
    title: (count) => `${keys(count)} share a name`,
    meaning: 'One is easily taken for the other when it is rotated or deleted.',
    detail: 'Identifier',
    action: SHOW_KEY,
  },
  writes: {
    find: ({ keys: all }) =>
      keysOf(
        all.filter(({ scopes }) => scopes.some(isWriteScope)),
        scopesOf,
      ),
    title: (count) => `${keys(count)} may write`,
    meaning: 'Tripartie does not tell which scopes a program uses. See whether each of these programs has to write.',
    detail: 'Scopes',
    action: SHOW_KEY,
  },
  notForLong: {
    find: ({ people }) => peopleOf(people.notForLong),
    title: (count) => `${counted(count, 'person has', 'people have')} not signed in for 365 days`,
    meaning: 'Nobody would notice if somebody else used such an account. Remove who has left.',
    detail: 'Last sign-in, email',
    action: SHOW_USER,
  },
  noneKnown: {
    find: ({ people }) => peopleOf(people.noneKnown),
    title: (count) => `No sign-in is known of ${counted(count, 'person', 'people')}`,
    meaning: 'They were invited and never came, or Tripartie does not tell. Remove who will not come.',
    detail: 'Last sign-in, email',
    action: SHOW_USER,
  },
};

/** What is found, without a score: whoever reads it knows better what matters. What is not known is not claimed. */
export function findingsOf(facts: Facts): Finding[] {
  return FINDING_KINDS.flatMap((kind) => {
    const { find, title, meaning, detail, action } = FINDERS[kind];
    const { count, items } = find(facts);
    if (count === 0) return [];
    const words = typeof meaning === 'string' ? meaning : meaning(facts);
    return [{ kind, title: title(count, facts), meaning: words, detail, action, count, items }];
  });
}

const NOTHING: Pick<Finding, 'count' | 'items'> = { count: 0, items: [] };

function peopleOf({ count, named }: FoundPeople): Pick<Finding, 'count' | 'items'> {
  return { count, items: named };
}

function keysOf(found: readonly KeyFact[], detailOf: (key: KeyFact) => string): Pick<Finding, 'count' | 'items'> {
  const named = found.slice(0, NAMED_MAX);
  const items = named.map((key) => ({ id: key.identifier, name: key.name, detail: detailOf(key) }));
  return { count: found.length, items };
}

function oldestFirst(keys: readonly KeyFact[]): KeyFact[] {
  return keys.toSorted((one, other) => (other.ageDays as number) - (one.ageDays as number));
}

function scopesOf({ scopes }: KeyFact): string {
  return scopes.join(', ');
}

/** Both keys of a rotation have one name, and are told apart as the old and the new one. */
function sameNamed(all: readonly KeyFact[]): KeyFact[] {
  const resting = all.filter(({ isRotating }) => !isRotating);
  const counts = new Map<string, number>();
  for (const { name } of resting) counts.set(name, (counts.get(name) ?? 0) + 1);
  return resting.filter(({ name }) => (counts.get(name) as number) > 1);
}
