import type { UserSummary } from '../api/index.ts';
import { foldFields, fullName, sameFields } from './fields.ts';
import { FIELD_MAX } from './normalize.ts';
import { EMAIL, ID, NAME, NO_MATCH, RANK, REVERSED_NAME, rankInField } from './rank.ts';
import { type OwnField, Sets } from './sets.ts';
import type { RankedWord, Shared } from './shared.ts';
import { type Units, unitsOf } from './units.ts';

/** Users in a block: few enough that growing and compacting its text takes well under a millisecond. */
export const BLOCK_SIZE = 512;

const FIRST_TEXT = 2048;
const GROWTH = 1.25;
const SPACE = 32;

/** What is kept of where a user's fields end, counted from where the user starts. */
const FIRST_NAME_END = 0;
const NAME_END = 1;
const LOCAL_END = 2;
const ID_END = 3;
const ENDS = 4;

/** The reversed name and the whole email are put together here when needed: kept, they would take a third of the memory. */
const together: Units = new Uint16Array(2 * FIELD_MAX + 1);

const scratch = new Uint16Array(BLOCK_SIZE);
const least = new Uint16Array(BLOCK_SIZE);
const alone = new Uint16Array(BLOCK_SIZE);

/**
 * Users of consecutive places. Their folded names, emails up to the domain, and ids stand one after the other in one
 * array, which is read only when their sets leave open whether, or how well, a word matches.
 */
export class Block {
  readonly users: (UserSummary | undefined)[] = [];
  readonly #sets = new Sets(BLOCK_SIZE);
  readonly #shared: Shared;
  readonly #starts = new Uint32Array(BLOCK_SIZE);
  readonly #ends = new Uint16Array(BLOCK_SIZE * ENDS);
  #text: Units = new Uint16Array(FIRST_TEXT);
  #used = 0;
  #live = 0;

  constructor(shared: Shared) {
    this.#shared = shared;
  }

  /** Keeps a user at a place, instead of who was there. */
  put(at: number, user: UserSummary): void {
    const before = this.users[at];
    if (before !== undefined && sameFields(before, user)) {
      this.users[at] = user;
      return;
    }
    this.remove(at);
    const { first, last, email, local, role, id } = foldFields(user);
    const name = fullName({ firstName: first, lastName: last });
    this.#reserve(name.length + local + id.length);
    this.#starts[at] = this.#used;
    this.#ends[at * ENDS + FIRST_NAME_END] = first && last ? first.length : 0;
    this.#ends[at * ENDS + NAME_END] = this.#write(at, NAME, name, true);
    this.#ends[at * ENDS + LOCAL_END] = this.#write(at, EMAIL, email.slice(0, local), true);
    this.#ends[at * ENDS + ID_END] = this.#write(at, ID, id, false);
    this.#sets.roles[at] = this.#shared.roles.idOf(role);
    this.#sets.domains[at] = this.#shared.domains.idOf(email.slice(local));
    this.#live += this.#lengthOf(at);
    this.users[at] = user;
    if (at === BLOCK_SIZE - 1) this.#resize(this.#used);
  }

  /** Forgets who is at a place. The place stays empty. */
  remove(at: number): void {
    if (this.users[at] === undefined) return;
    this.users[at] = undefined;
    this.#sets.clear(at);
    this.#live -= this.#lengthOf(at);
  }

  /**
   * How well all words together can match at best, going by the sets, for the users from `from` up to `to`, into
   * `bounds`; lower is better. `NO_MATCH` is certain.
   */
  bounds(words: readonly RankedWord[], bounds: Uint16Array, from = 0, to = bounds.length): void {
    for (let at = from; at < to; at += 1) bounds[at] = this.users[at] === undefined ? NO_MATCH : 0;
    for (const word of words) {
      if (word.others.length === 0) this.#sets.addBounds(word, from, to, bounds);
      else this.#addLeast([word, ...word.others], from, to, bounds);
    }
  }

  /**
   * How well all words together match the user at a place; lower is better. `NO_MATCH` when one does not match, when
   * nobody is there, and for whatever would not be below `bar`.
   */
  rank(at: number, words: readonly RankedWord[], bar: number): number {
    // What the words that are not looked at yet can be at best: of use once there is a bar.
    const ahead = words.length > 1 && bar < NO_MATCH;
    let sum = ahead ? this.#boundOf(at, words) : 0;
    for (const word of words) {
      if (sum >= bar) return NO_MATCH;
      if (ahead) sum -= this.#boundOf(at, [word]);
      const below = Math.min(bar - sum, RANK.none);
      let rank = this.#rankWord(at, word, below);
      for (const other of word.others) rank = Math.min(rank, this.#rankWord(at, other, Math.min(below, rank)));
      if (rank === RANK.none) return NO_MATCH;
      sum += rank;
    }
    return sum;
  }

  /** As the sets add the bounds of a word, for one that may be written in several ways. */
  #addLeast(ways: readonly RankedWord[], from: number, to: number, bounds: Uint16Array): void {
    least.fill(NO_MATCH, from, to);
    for (const way of ways) {
      alone.fill(0, from, to);
      this.#sets.addBounds(way, from, to, alone);
      for (let at = from; at < to; at += 1) least[at] = Math.min(least[at] as number, alone[at] as number);
    }
    for (let at = from; at < to; at += 1)
      bounds[at] = Math.min(NO_MATCH, (bounds[at] as number) + (least[at] as number));
  }

  #boundOf(at: number, words: readonly RankedWord[]): number {
    this.bounds(words, scratch, at, at + 1);
    return scratch[at] as number;
  }

  /** How well the word matches this user's best field; `RANK.none` also for whatever would not be below `below`. */
  #rankWord(at: number, word: RankedWord, below: number): number {
    const shared = this.#sets.shared(at, word);
    let best = Math.min(below, shared);
    best = Math.min(best, this.#rankName(at, word, best));
    best = Math.min(best, this.#rankEmail(at, word, best));
    best = Math.min(best, this.#rankId(at, word, best));
    return best < below ? best : RANK.none;
  }

  #rankName(at: number, word: RankedWord, below: number): number {
    const contains = this.#sets.nameContains(at, word);
    const fuzzy = below > RANK.initials && this.#sets.nameFuzzy(at, word);
    if (!contains && !fuzzy) return RANK.none;
    const start = this.#starts[at] as number;
    const end = start + this.#end(at, NAME_END);
    const rank = rankInField(this.#text, start, end, fuzzy ? end : start, NAME, word.units, contains, below);
    if (!fuzzy || rank <= RANK.initials) return rank;
    const length = this.#reverse(start, end, this.#end(at, FIRST_NAME_END));
    const best = Math.min(rank, below);
    return Math.min(rank, rankInField(together, 0, length, length, REVERSED_NAME, word.units, false, best));
  }

  #rankEmail(at: number, word: RankedWord, below: number): number {
    if (below <= (word.mayBeExact ? RANK.exact : RANK.start)) return RANK.none;
    const contains = this.#sets.contains(at, word);
    const fuzzy = below > RANK.initials && this.#sets.fuzzy(at, word);
    if (!contains && !fuzzy) return RANK.none;
    const start = this.#starts[at] as number;
    const from = start + this.#end(at, NAME_END);
    const to = start + this.#end(at, LOCAL_END);
    if (!word.crosses) {
      return rankInField(this.#text, from, to, fuzzy ? to : from, EMAIL, word.units, contains, below);
    }
    const local = this.#text.subarray(from, to);
    const domain = unitsOf(this.#shared.domains.textOf(this.#sets.domains[at] as number));
    together.set(local);
    together.set(domain, local.length);
    const length = local.length + domain.length;
    return rankInField(together, 0, length, fuzzy ? local.length : 0, EMAIL, word.units, contains, below);
  }

  #rankId(at: number, word: RankedWord, below: number): number {
    if (below <= (word.mayBeExact ? RANK.exact : RANK.start) || !this.#sets.contains(at, word)) return RANK.none;
    const start = this.#starts[at] as number;
    const from = start + this.#end(at, LOCAL_END);
    return rankInField(this.#text, from, start + this.#end(at, ID_END), from, ID, word.units, true, below);
  }

  #end(at: number, which: number): number {
    return this.#ends[at * ENDS + which] as number;
  }

  #lengthOf(at: number): number {
    return this.#end(at, ID_END);
  }

  /** Returns where the field ends. */
  #write(at: number, field: OwnField, folded: string, fuzzy: boolean): number {
    const from = this.#used;
    for (let index = 0; index < folded.length; index += 1) this.#text[from + index] = folded.charCodeAt(index);
    this.#used += folded.length;
    this.#sets.add(at, field, this.#text, from, this.#used, fuzzy);
    return this.#used - (this.#starts[at] as number);
  }

  /** Puts the reversed name together. Returns its length, 0 when it would be the same as the name. */
  #reverse(start: number, end: number, first: number): number {
    if (first === 0) return 0;
    const text = this.#text;
    const last = end - start - first - 1;
    for (let index = 0; index < last; index += 1) together[index] = text[start + first + 1 + index] as number;
    together[last] = SPACE;
    for (let index = 0; index < first; index += 1) together[last + 1 + index] = text[start + index] as number;
    return end - start;
  }

  /** Makes room, first by leaving out what nobody uses any more. */
  #reserve(length: number): void {
    if (this.#used + length <= this.#text.length) return;
    if (this.#live < this.#used) this.#compact();
    if (this.#used + length > this.#text.length) this.#resize(Math.ceil((this.#used + length) * GROWTH));
  }

  #resize(length: number): void {
    const text = new Uint16Array(length);
    text.set(this.#text.subarray(0, this.#used));
    this.#text = text;
  }

  #compact(): void {
    const old = this.#text;
    const text = new Uint16Array(old.length);
    let used = 0;
    for (const [at, user] of this.users.entries()) {
      if (user === undefined) continue;
      const start = this.#starts[at] as number;
      text.set(old.subarray(start, start + this.#lengthOf(at)), used);
      this.#starts[at] = used;
      used += this.#lengthOf(at);
    }
    this.#text = text;
    this.#used = used;
  }
}
