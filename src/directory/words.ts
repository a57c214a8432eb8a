import { isSeparator, queryWords } from './normalize.ts';
import { mayBeExact } from './rank.ts';
import { bitOf, hashBitOf, hashOf, lettersOf, pairBitOf, pairsOf, type Units, unitsOf } from './units.ts';

/** A word of a query, prepared for being compared with many users by their sets; see `Sets`. */
export interface Word {
  readonly text: string;
  readonly units: Units;
  readonly mayBeExact: boolean;
  /** Whether it may reach from one side of an email's @ to the other. */
  readonly crosses: boolean;
  /** All its units. */
  readonly letters: number;
  /** Its first unit. */
  readonly first: number;
  /** Its first two units; the only one when it has one. */
  readonly firstTwo: number;
  /** Its first two units as a pair; 0 when it has one. */
  readonly firstPair: number;
  /** What it is as a whole; 0 when it is several words to a name. */
  readonly whole: number;
  /** All its pairs, in a set of 32. */
  readonly pairs: number;
  readonly head: Head;
  /** Other ways to write it: who fits one of them fits the word. They have no others themselves. */
  readonly others: readonly Word[];
}

/** What of a word cannot be in the domain of an email: all of it, or what is before the @. */
interface Head {
  readonly letters: number;
  readonly pairsLow: number;
  readonly pairsHigh: number;
  /** Whether it is one unit: no field has a pair of it with the @, which begins the domain. */
  readonly single: boolean;
  /** What it starts with: its first pair, or its only unit. */
  readonly start: number;
}

/** The words of a query, the longest first, since it fits the fewest; none when there is nothing to look for. */
export function wordsOf(query: string): Word[] {
  return queryWords(query)
    .sort(([one], [other]) => other.length - one.length)
    .map(([text, ...others]) =>
      wordOf(
        text,
        others.map((each) => wordOf(each, [])),
      ),
    );
}

function wordOf(text: string, others: readonly Word[]): Word {
  const units = unitsOf(text);
  const [first, second] = units as unknown as [number, number | undefined];
  const pairs = pairsOf(units);
  // One that starts with an @ may be all domain; what goes on to another @ is not.
  const at = text.indexOf('@', 1);
  const head = at > 0 ? units.subarray(0, at) : units;
  const headPairs = pairsOf(head);
  const firstPair = pairs[0] === undefined ? 0 : pairBitOf(pairs[0]);
  return {
    text,
    others,
    units,
    mayBeExact: mayBeExact(units),
    crosses: at > 0,
    letters: lettersOf(units),
    first: bitOf(first),
    firstTwo: bitOf(first) | bitOf(second ?? first),
    firstPair,
    whole: units.some(isSeparator) ? 0 : hashBitOf(units.reduce(hashOf, 0)),
    pairs: pairs.reduce((set, pair) => set | pairBitOf(pair), 0),
    head: {
      letters: lettersOf(head),
      pairsLow: headPairs.reduce((set, pair) => (pair < 32 ? set | (1 << pair) : set), 0),
      pairsHigh: headPairs.reduce((set, pair) => (pair < 32 ? set : set | (1 << (pair - 32))), 0),
      single: head.length === 1,
      start: headPairs.length === 0 ? bitOf(first) : firstPair,
    },
  };
}
