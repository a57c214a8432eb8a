import { CancelledError, type Id, type UserSummary } from '../api/index.ts';
import { ascending, Best } from './best.ts';
import { BLOCK_SIZE, Block } from './block.ts';
import { type MatchRanges, rangesOf } from './highlight.ts';
import { Ids } from './ids.ts';
import { offer, scan } from './scan.ts';
import { Shared } from './shared.ts';
import { type SliceOptions, Slices } from './slices.ts';
import { type Word, wordsOf } from './words.ts';

/** A user that was found. */
export class Match {
  readonly user: UserSummary;
  /** How well all words together match: lower is better, and comparable with matches of the same query only. */
  readonly rank: number;
  readonly #words: readonly Word[];

  constructor(user: UserSummary, rank: number, words: readonly Word[]) {
    this.user = user;
    this.rank = rank;
    this.#words = words;
  }

  /** What to mark in the fields as the API wrote them. Worked out when asked for; see `highlight` for others. */
  get ranges(): MatchRanges {
    return rangesOf(this.user, this.#words);
  }
}

/**
 * People by what one types of them. In memory only. Words are folded (case, accents, width), each must be found in any
 * of: the name in either order, email, role in the company, id – as a whole, a start, initials, a piece, or as letters
 * in order of which the first starts a word; in the id and the domain of the email, as a piece only. The best come
 * first; equally good ones keep the order in which they were added.
 */
export class UserIndex {
  #blocks: Block[] = [];
  #shared = new Shared();
  #ids = new Ids();
  #slots = 0;
  /** The last search that found everybody there is, until somebody changes: its extensions look at no one else. */
  #found: Found | undefined;

  get size(): number {
    return this.#ids.size;
  }

  get(id: Id): UserSummary | undefined {
    const slot = this.#ids.get(id);
    return slot === undefined ? undefined : this.#block(slot).users[slot % BLOCK_SIZE];
  }

  /** Everybody, in order. Who is added, changed or removed meanwhile may come as before or as after. */
  *users(): Generator<UserSummary> {
    for (const block of this.#blocks) for (const user of block.users) if (user !== undefined) yield user;
  }

  /**
   * Adds users, in place of those who have the same id. Lets others have their turn every few milliseconds; what was
   * added until a cancel stays.
   */
  async add(users: Iterable<UserSummary>, options: SliceOptions = {}): Promise<void> {
    const slices = new Slices('add', options);
    for (const user of users) {
      if (slices.over) await slices.next();
      this.update(user);
    }
  }

  /** Adds a user, or replaces who has the same id, who then keeps the place in the order. */
  update(user: UserSummary): void {
    this.#found = undefined;
    let slot = this.#ids.get(user.id);
    if (slot === undefined) {
      slot = this.#slots;
      this.#slots += 1;
      this.#ids.set(user.id, slot);
      if (slot % BLOCK_SIZE === 0) this.#blocks.push(new Block(this.#shared));
    }
    this.#block(slot).put(slot % BLOCK_SIZE, user);
  }

  remove(id: Id): void {
    const slot = this.#ids.get(id);
    if (slot === undefined) return;
    this.#found = undefined;
    this.#ids.delete(id);
    this.#block(slot).remove(slot % BLOCK_SIZE);
  }

  /** Removes everybody whose id is not to be kept, in slices like {@link UserIndex.add}. */
  async retain(keep: (id: Id) => boolean, options: SliceOptions = {}): Promise<void> {
    const slices = new Slices('retain', options);
    for (const block of this.#blocks) {
      for (const user of block.users) {
        if (slices.over) await slices.next();
        if (user !== undefined && !keep(user.id)) this.remove(user.id);
      }
    }
  }

  /** Forgets everybody. */
  clear(): void {
    this.#found = undefined;
    this.#blocks = [];
    this.#shared = new Shared();
    this.#ids = new Ids();
    this.#slots = 0;
  }

  /** At most `limit` matches, best first; for a query without a word, the first users in order. Takes milliseconds. */
  search(query: string, limit: number): Match[] {
    const words = this.#shared.ranked(wordsOf(query));
    const best = new Best(limit);
    const found = this.#found !== undefined && narrows(this.#found.words, words) ? this.#found.slots : undefined;
    finish(found === undefined ? scan(this.#blocks, words, best) : offer(this.#blocks, found, words, best));
    this.#found = best.full ? undefined : { words, slots: ascending(best.ranked().map(([, slot]) => slot)) };
    return this.#matches(words, best);
  }

  /**
   * {@link UserIndex.search} that lets others have their turn, for an index so large that the search would be felt.
   * Who is added, changed or removed meanwhile may be found as before or as after.
   * @throws CancelledError when the signal is aborted or the index is cleared before the end
   */
  async searchSliced(query: string, limit: number, options: SliceOptions = {}): Promise<Match[]> {
    const slices = new Slices('searchSliced', options);
    const words = this.#shared.ranked(wordsOf(query));
    const best = new Best(limit);
    const blocks = this.#blocks;
    for (const _ of scan(blocks, words, best)) {
      if (slices.over) await slices.next();
      if (blocks !== this.#blocks) throw new CancelledError({ operation: 'searchSliced' });
    }
    return this.#matches(words, best);
  }

  /** Who of these users match, best first. */
  among(ids: readonly Id[], query: string): Match[] {
    const words = this.#shared.ranked(wordsOf(query));
    const best = new Best(ids.length);
    const slots = ids.flatMap((id) => this.#ids.get(id) ?? []);
    finish(offer(this.#blocks, ascending(slots), words, best));
    return this.#matches(words, best);
  }

  #matches(words: readonly Word[], best: Best): Match[] {
    return best.ranked().flatMap(([rank, slot]) => {
      const user = this.#block(slot).users[slot % BLOCK_SIZE];
      return user === undefined ? [] : [new Match(user, rank, words)];
    });
  }

  #block(slot: number): Block {
    return this.#blocks[Math.floor(slot / BLOCK_SIZE)] as Block;
  }
}

interface Found {
  readonly words: readonly Word[];
  readonly slots: readonly number[];
}

/** Whether all that the new words match the old ones match too. */
function narrows(old: readonly Word[], words: readonly Word[]): boolean {
  return old.every((before) =>
    words.some((word) => waysOf(word).every((way) => waysOf(before).some((was) => way.startsWith(was)))),
  );
}

function waysOf({ text, others }: Word): string[] {
  return [text, ...others.map((other) => other.text)];
}

function finish(work: Generator<void>): void {
  while (!work.next().done);
}
