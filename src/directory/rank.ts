import { isSeparator } from './normalize.ts';
import type { Units } from './units.ts';

/** The searched fields of a user; the name twice, in both orders. */
export const NAME = 0;
export const REVERSED_NAME = 1;
export const EMAIL = 2;
export const ROLE = 3;
export const ID = 4;
export const FIELDS = [NAME, REVERSED_NAME, EMAIL, ROLE, ID] as const;
/** The domain of the email alone, from its @ on. */
export const DOMAIN = 5;
export type Field = (typeof FIELDS)[number] | typeof DOMAIN;

/**
 * How well a word matches a field; lower is better. Few and coarse on purpose: what is equally good stays in the order
 * of the list, and whole groups of users can be passed over without looking at their text.
 */
export const RANK = {
  /** It is the id, and has a digit; or it is the email, and has an @. */
  exact: 0,
  /** It is a word of the name. */
  word: 8,
  /** A word of the name starts with it. */
  prefix: 16,
  /** The email, the role or the id starts with it. */
  start: 24,
  /** A later word of the email, the role or the id starts with it. */
  later: 32,
  /** It is made of the starts of several words: `jdo` is in "Jane Doe". */
  initials: 40,
  /** It is somewhere inside. */
  substring: 48,
  /** Its letters are there in order, the first one starting a word, with one gap. Each further gap adds 1, up to 7. */
  scattered: 56,
  none: 64,
} as const;

/** Worse than the ranks of all words of the longest query together; the largest number of 16 bits. */
export const NO_MATCH = 0xffff;

const AT = 64;

const FURTHER_GAPS_MAX = 7;

/** Whether a word starts here: at the start of the field, after a separator, or with one. */
export function startsWord(text: Units, from: number, at: number): boolean {
  return at === from || isSeparator(text[at - 1] as number) || isSeparator(text[at] as number);
}

/** Whether a word may be compared with whole ids and emails; see {@link RANK}. */
export function mayBeExact(word: Units): boolean {
  return word.some((unit) => unit === AT || (unit >= 48 && unit <= 57));
}

/**
 * How well `word` matches the field that is `text` from `from` up to `to`.
 * @param fuzzyTo where the part ends in which initials and scattered letters count; `from` when there is none
 * @param whole whether the word may be there in one piece
 * @param below ranks from here on need not be told apart: `RANK.none` may stand for any of them
 * @param places is filled with the index in `text` of each unit of the word
 */
export function rankInField(
  text: Units,
  from: number,
  to: number,
  fuzzyTo: number,
  field: Field,
  word: Units,
  whole: boolean,
  below: number,
  places?: number[],
): number {
  const contiguous = whole ? rankContiguous(text, from, to, field, word, places) : RANK.none;
  if (contiguous < RANK.initials || below <= RANK.initials || fuzzyTo - from < word.length) return contiguous;
  const end = endOfScattered(text, from, fuzzyTo, word);
  if (end < 0) return contiguous;
  if (isInitials(text, from, fuzzyTo, word, places)) return RANK.initials;
  if (contiguous === RANK.substring || below <= RANK.scattered) return contiguous;
  return RANK.scattered + Math.min(gapsBefore(text, from, end, word, places) - 1, FURTHER_GAPS_MAX);
}

/** The best place where the word stands in one piece. */
function rankContiguous(text: Units, from: number, to: number, field: Field, word: Units, places?: number[]): number {
  const first = word[0];
  let best: number = RANK.none;
  let place = from;
  for (let at = from; at <= to - word.length; at += 1) {
    if (text[at] !== first || !standsAt(text, at, word)) continue;
    const rank = startsWord(text, from, at) ? rankOfStart(text, from, to, field, at, word) : RANK.substring;
    if (rank >= best) continue;
    best = rank;
    place = at;
    // Only a name may still have a better one: a whole word after a word that merely starts with it.
    if (best < RANK.substring && (field > REVERSED_NAME || best === RANK.word)) break;
  }
  if (places !== undefined) for (let index = 0; index < word.length; index += 1) places[index] = place + index;
  return best;
}

/** Whether the word stands there in one piece, its first unit being known to. */
function standsAt(text: Units, at: number, word: Units): boolean {
  for (let index = 1; index < word.length; index += 1) if (text[at + index] !== word[index]) return false;
  return true;
}

function rankOfStart(text: Units, from: number, to: number, field: Field, at: number, word: Units): number {
  const end = at + word.length;
  if (field <= REVERSED_NAME) return end === to || isSeparator(text[end] as number) ? RANK.word : RANK.prefix;
  if (at !== from || field === DOMAIN) return RANK.later;
  const whole = end === to && (field === EMAIL ? word.includes(AT) : field === ID && mayBeExact(word));
  return whole ? RANK.exact : RANK.start;
}

/** Where the units of the word, each taken as early as it comes, end (exclusive); -1 when they are not all there. */
function endOfScattered(text: Units, from: number, to: number, word: Units): number {
  let at = from;
  while (text[at] !== word[0] || !startsWord(text, from, at)) {
    at += 1;
    if (at >= to) return -1;
  }
  for (let index = 1; index < word.length; index += 1) {
    at += 1;
    while (at < to && text[at] !== word[index]) at += 1;
    if (at >= to) return -1;
  }
  return at + 1;
}

/** The gaps between the units of the word, looked for back from that end: so they lie closer than from the start. */
function gapsBefore(text: Units, from: number, end: number, word: Units, places?: number[]): number {
  let gaps = -1;
  let next = -1;
  let index = word.length - 1;
  for (let at = end - 1; index >= 0; at -= 1) {
    if (text[at] !== word[index] || (index === 0 && !startsWord(text, from, at))) continue;
    if (at + 1 !== next) gaps += 1;
    if (places !== undefined) places[index] = at;
    next = at;
    index -= 1;
  }
  return gaps;
}

/** Row by row, for each unit of the word: 1 where it can stand. Kept, as it is needed all the time. */
let reach = new Uint8Array(0);

/**
 * Whether the word is made of the starts of words, each piece going on from the one before or starting a later word.
 * All ways are followed at once, so that no text takes longer than the product of the two lengths.
 */
function isInitials(text: Units, from: number, to: number, word: Units, places?: number[]): boolean {
  const width = to - from;
  if (reach.length < width * word.length) reach = new Uint8Array(width * word.length);
  let earliest = -1;
  for (let index = 0; index < word.length; index += 1) {
    const row = index * width;
    reach.fill(0, row, row + width);
    let next = width;
    for (let at = earliest + 1; at < width; at += 1) {
      if (text[from + at] !== word[index]) continue;
      if (!startsWord(text, from, from + at) && (index === 0 || reach[row - width + at - 1] !== 1)) continue;
      reach[row + at] = 1;
      next = Math.min(next, at);
    }
    if (next === width) return false;
    earliest = next;
  }
  if (places !== undefined) traceInitials(from, width, word.length, places);
  return true;
}

/** One of the ways that were just found, from its end: going on where that is possible. */
function traceInitials(from: number, width: number, length: number, places: number[]): void {
  let at = width;
  for (let index = length - 1; index >= 0; index -= 1) {
    at = reach.lastIndexOf(1, index * width + at - 1) - index * width;
    places[index] = from + at;
  }
}
