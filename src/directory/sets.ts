import { isSeparator } from './normalize.ts';
import { NAME, NO_MATCH, RANK, startsWord } from './rank.ts';
import type { RankedWord } from './shared.ts';
import { bitOf, hashBitOf, hashOf, pairBitOf, pairOf, type Units } from './units.ts';
import type { Word } from './words.ts';

/**
 * The sets of units that tell about a user. Letters: all units. Starts: the first unit of each word. Start pairs: the
 * first two of each word. Pairs: all pairs, in 32 bits for the name and in 64 for the others, which are longer. Words:
 * whole words, by a hash. The others are the email before its domain (local) and the id.
 */
const NAME_LETTERS = 0;
const NAME_STARTS = 1;
const NAME_START_PAIRS = 2;
const NAME_PAIRS = 3;
const NAME_WORDS = 4;
const LETTERS = 5;
const STARTS = 6;
const LOCAL_STARTS = 7;
const FIELD_START_PAIRS = 8;
const LATER_START_PAIRS = 9;
const PAIRS_LOW = 10;
const PAIRS_HIGH = 11;
const SETS = 12;

/** A field whose text the sets tell about. */
export type OwnField = 0 | 2 | 4;

/**
 * For each user of a block a few sets of units and of pairs of units, and the numbers of the role and the domain. They
 * say, without reading any text, which words cannot match, and how well others can at best: nine users in ten are
 * passed over that way.
 */
export class Sets {
  readonly #sets: Uint32Array;
  readonly roles: Uint32Array;
  readonly domains: Uint32Array;

  constructor(users: number) {
    this.#sets = new Uint32Array(users * SETS);
    this.roles = new Uint32Array(users);
    this.domains = new Uint32Array(users);
  }

  /** Empties the sets of a user. */
  clear(at: number): void {
    this.#sets.fill(0, at * SETS, (at + 1) * SETS);
  }

  /** Adds a field: `text` from `from` up to `to`; initials and scattered letters count when `fuzzy`. */
  add(at: number, field: OwnField, text: Units, from: number, to: number, fuzzy: boolean): void {
    const base = at * SETS;
    const inName = field === NAME;
    for (let index = from; index < to; index += 1) {
      const unit = text[index] as number;
      const letter = bitOf(unit);
      const starts = startsWord(text, from, index);
      this.#mark(base + (inName ? NAME_LETTERS : LETTERS), letter);
      if (starts) this.#mark(base + (inName ? NAME_STARTS : STARTS), letter);
      if (starts && fuzzy && !inName) this.#mark(base + LOCAL_STARTS, letter);
      if (index + 1 === to) continue;
      const pair = pairOf(unit, text[index + 1] as number);
      if (inName) this.#mark(base + NAME_PAIRS, pairBitOf(pair));
      else this.#mark(base + (pair < 32 ? PAIRS_LOW : PAIRS_HIGH), 1 << (pair & 31));
      const startPairs = inName ? NAME_START_PAIRS : index === from ? FIELD_START_PAIRS : LATER_START_PAIRS;
      if (starts) this.#mark(base + startPairs, pairBitOf(pair));
    }
    if (inName) this.#addWords(base, text, from, to);
  }

  /**
   * The best rank that the word can have for each of the users from `from` up to `to` is added to theirs in `bounds`;
   * `NO_MATCH` where it certainly has none. One long loop, since a search spends most of its time here.
   */
  addBounds(word: RankedWord, from: number, to: number, bounds: Uint16Array): void {
    const sets = this.#sets;
    const { letters, first, firstTwo, firstPair, whole, pairs } = word;
    const { letters: headLetters, pairsLow, pairsHigh, single: headSingle, start } = word.head;
    const ofStart = word.mayBeExact ? RANK.exact : RANK.start;
    const single = firstPair === 0;
    for (let at = from, base = from * SETS; at < to; at += 1, base += SETS) {
      let bound = this.shared(at, word);
      if (((sets[base + NAME_LETTERS] as number) & letters) === letters) {
        const starts = sets[base + NAME_STARTS] as number;
        const contains = ((sets[base + NAME_PAIRS] as number) & pairs) === pairs;
        const startsSo = single
          ? (starts & first) !== 0
          : ((sets[base + NAME_START_PAIRS] as number) & firstPair) !== 0;
        let inName: number = RANK.none;
        if (startsSo && contains) {
          inName = ((sets[base + NAME_WORDS] as number) & whole) === whole ? RANK.word : RANK.prefix;
        } else if (startsSo || (starts & firstTwo) === firstTwo) inName = RANK.initials;
        else if (contains) inName = RANK.substring;
        else if ((starts & first) !== 0) inName = RANK.scattered;
        if (inName < bound) bound = inName;
      }
      const others = sets[base + LETTERS] as number;
      if (
        bound > ofStart &&
        (others & headLetters) === headLetters &&
        ((sets[base + PAIRS_LOW] as number) & pairsLow) === pairsLow &&
        ((sets[base + PAIRS_HIGH] as number) & pairsHigh) === pairsHigh
      ) {
        const startsField = ((sets[base + (headSingle ? STARTS : FIELD_START_PAIRS)] as number) & start) !== 0;
        if (startsField) bound = ofStart;
        else if (((sets[base + LATER_START_PAIRS] as number) & firstPair) !== 0) bound = Math.min(bound, RANK.later);
        else bound = Math.min(bound, RANK.substring);
      }
      const starts = sets[base + LOCAL_STARTS] as number;
      if (bound > RANK.initials && (others & letters) === letters && (starts & first) !== 0) {
        const startPairs = (sets[base + FIELD_START_PAIRS] as number) | (sets[base + LATER_START_PAIRS] as number);
        const initials = (startPairs & firstPair) !== 0 || (starts & firstTwo) === firstTwo;
        bound = Math.min(bound, initials ? RANK.initials : RANK.scattered);
      }
      bounds[at] = bound === RANK.none ? NO_MATCH : Math.min(NO_MATCH, (bounds[at] as number) + bound);
    }
  }

  /** How well the word matches the role and the domain of a user. This is no bound but the rank. */
  shared(at: number, { roles, domains }: RankedWord): number {
    // Who was added after the search began may have a role or domain that was not compared.
    const role = roles[this.roles[at] as number] ?? RANK.none;
    const domain = domains[this.domains[at] as number] ?? RANK.none;
    return Math.min(role, domain);
  }

  /** Whether the name may contain the word in one piece. */
  nameContains(at: number, { letters, pairs }: Word): boolean {
    return this.#has(at * SETS + NAME_LETTERS, letters) && this.#has(at * SETS + NAME_PAIRS, pairs);
  }

  /** Whether the word's letters may be in the name in order. */
  nameFuzzy(at: number, { letters, first }: Word): boolean {
    return this.#has(at * SETS + NAME_LETTERS, letters) && this.#has(at * SETS + NAME_STARTS, first);
  }

  /** Whether the email before its domain, or the id, may contain the word in one piece, or its head. */
  contains(at: number, { head: { letters, pairsLow, pairsHigh } }: Word): boolean {
    const base = at * SETS;
    return (
      this.#has(base + LETTERS, letters) &&
      this.#has(base + PAIRS_LOW, pairsLow) &&
      this.#has(base + PAIRS_HIGH, pairsHigh)
    );
  }

  /** Whether the word's letters may be in the email before its domain in order. */
  fuzzy(at: number, { letters, first }: Word): boolean {
    return this.#has(at * SETS + LETTERS, letters) && this.#has(at * SETS + LOCAL_STARTS, first);
  }

  #addWords(base: number, text: Units, from: number, to: number): void {
    let hash = 0;
    for (let index = from; index < to; index += 1) {
      hash = isSeparator(text[index] as number) ? 0 : hashOf(hash, text[index] as number);
      if (index + 1 === to || isSeparator(text[index + 1] as number)) this.#mark(base + NAME_WORDS, hashBitOf(hash));
    }
  }

  #has(set: number, wanted: number): boolean {
    return ((this.#sets[set] as number) & wanted) === wanted;
  }

  #mark(set: number, bit: number): void {
    this.#sets[set] = (this.#sets[set] as number) | bit;
  }
}
