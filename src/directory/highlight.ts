import { foldFields, fullName, type SearchedFields } from './fields.ts';
import { foldWithOrigins } from './normalize.ts';
import { EMAIL, FIELDS, ID, NAME, RANK, REVERSED_NAME, ROLE, rankInField } from './rank.ts';
import { type Units, unitsOf } from './units.ts';
import { type Word, wordsOf } from './words.ts';

/** Where matched text starts, and where it ends (exclusive), in UTF-16 units of the text as it is shown. */
export type Range = [start: number, end: number];

/** What matched in each field: ranges in ascending order that neither overlap nor touch; none where nothing did. */
export interface MatchRanges {
  /** In `fullName(user)`. */
  readonly name: Range[];
  readonly email: Range[];
  readonly roleInCompany: Range[];
  readonly id: Range[];
}

/**
 * What a query matches in fields as they are shown, so also in ones that were cleaned for display. A word is marked
 * wherever it stands as a whole or as initials; one whose letters lie apart, in the field it fits best.
 */
export function highlight(fields: SearchedFields, query: string): MatchRanges {
  return rangesOf(fields, wordsOf(query));
}

/** {@link highlight} for words that are prepared already. */
export function rangesOf(fields: SearchedFields, words: readonly Word[]): MatchRanges {
  const marked = markedPlaces(fields, words);
  const first = foldWithOrigins(fields.firstName ?? '');
  const last = foldWithOrigins(fields.lastName ?? '');
  const lastAt = fields.firstName && fields.lastName ? fields.firstName.length + 1 : 0;
  const lastOrigins = last.origins.map((origin) => origin + lastAt);
  const both = first.folded !== '' && last.folded !== '';
  // Where the first name ends, the space between the two starts.
  const nameOrigins = both ? [...first.origins, ...lastOrigins] : first.folded ? first.origins : lastOrigins;
  const name = [...marked[NAME], ...marked[REVERSED_NAME].map(unreverse(first.folded.length, last.folded.length))];
  const plain = (places: readonly number[], text: string) => toRanges(places, foldWithOrigins(text).origins);
  return {
    name: toRanges(name, nameOrigins),
    email: plain(marked[EMAIL], fields.email ?? ''),
    roleInCompany: plain(marked[ROLE], fields.roleInCompany ?? ''),
    id: plain(marked[ID], String(fields.id)),
  };
}

type Places = readonly [number[], number[], number[], number[], number[]];

/** The marked units of each folded field. */
function markedPlaces(fields: SearchedFields, words: readonly Word[]): Places {
  // The role in the company is what is marked; the others have no place of their own in a row's text.
  const { first, last, email, local, role, id } = foldFields({ ...fields, roles: [] });
  const name = fullName({ firstName: first, lastName: last });
  const reversed = first && last ? `${last} ${first}` : '';
  const texts = [name, reversed, email, role, id].map(unitsOf);
  const fuzzy = [name.length, reversed.length, local, role.length, 0];
  const marked: Places = [[], [], [], [], []];
  const shownFor = ({ units }: Word): Found[] => {
    const found = FIELDS.map((field): Found => {
      const text = texts[field] as Units;
      const places: number[] = [];
      const whole = field !== REVERSED_NAME;
      const end = fuzzy[field] as number;
      return { field, rank: rankInField(text, 0, text.length, end, field, units, whole, RANK.none, places), places };
    });
    const [inName, inReversed] = found as unknown as [Found, Found];
    // One name is shown: the order that fits better speaks for both.
    return inReversed.rank < inName.rank ? found.slice(REVERSED_NAME) : found.toSpliced(REVERSED_NAME, 1);
  };
  for (const word of words) {
    // Of the ways to write it, that which fits best is what was meant.
    const [shown] = [word, ...word.others].map(shownFor).sort((one, other) => bestOf(one) - bestOf(other)) as [Found[]];
    const best = bestOf(shown);
    for (const { field, rank, places } of shown) {
      if (rank < RANK.scattered || (rank === best && rank < RANK.none)) marked[field].push(...places);
    }
  }
  return marked;
}

function bestOf(found: readonly Found[]): number {
  return Math.min(...found.map(({ rank }) => rank));
}

interface Found {
  readonly field: (typeof FIELDS)[number];
  readonly rank: number;
  readonly places: readonly number[];
}

/** From a place in `last first` to the one in `first last`. No word has the space between them. */
function unreverse(first: number, last: number): (place: number) => number {
  return (place) => (place < last ? first + 1 + place : place - last - 1);
}

function toRanges(places: readonly number[], origins: readonly number[]): Range[] {
  const ranges: Range[] = [];
  for (const place of [...places].sort((one, other) => one - other)) {
    const start = origins[place] as number;
    let next = place + 1;
    while (origins[next] === start) next += 1;
    const end = origins[next] as number;
    const before = ranges.at(-1);
    if (before !== undefined && start <= before[1]) before[1] = Math.max(before[1], end);
    else ranges.push([start, end]);
  }
  return ranges;
}
