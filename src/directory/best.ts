/** A slot, and how well it matches: lower is better. */
export type Ranked = readonly [rank: number, slot: number];

/**
 * The best `limit` of many slots: the lowest ranks, and within a rank the lowest slots. There are few ranks, so a list
 * for each needs hardly any sorting. Slots are offered in turns, in ascending order in each.
 */
export class Best {
  readonly #limit: number;
  readonly #byRank: number[][] = [];
  #count = 0;
  #worst = Number.POSITIVE_INFINITY;
  /** Slots below this one still get in with the worst rank that gets in. None in the first turn: they come too late. */
  #tie = 0;
  #again = false;

  /** @param limit at least 1 */
  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Whether anything may have been turned away. */
  get full(): boolean {
    return this.#worst < Number.POSITIVE_INFINITY;
  }

  /** Only with a rank below this the slot can still get in. */
  bar(slot: number): number {
    return slot < this.#tie ? this.#worst + 1 : this.#worst;
  }

  /** Takes a slot whose rank is below its bar. */
  offer(rank: number, slot: number): void {
    const group = this.#byRank[rank] ?? [];
    group.push(slot);
    this.#byRank[rank] = group;
    this.#count += 1;
    if (this.#count >= this.#limit) this.#dropWorst();
  }

  /** From here on slots may be lower than ones that were offered before. */
  beginTurn(): void {
    this.#again = true;
    if (this.full) this.#findTie();
  }

  /** What got in with its rank, best first. */
  ranked(): Ranked[] {
    const all = this.#byRank.flatMap((group, rank) => ascending(group).map((slot): Ranked => [rank, slot]));
    return all.slice(0, this.#limit);
  }

  /** Lets go of the worst ranks as far as the others fill the limit. */
  #dropWorst(): void {
    let worst = this.#byRank.length - 1;
    for (; worst > 0; worst -= 1) {
      const group = this.#byRank[worst]?.length ?? 0;
      if (this.#count - group < this.#limit) break;
      this.#count -= group;
    }
    this.#byRank.length = worst + 1;
    if (worst === this.#worst) return;
    this.#worst = worst;
    if (this.#again) this.#findTie();
  }

  /** The highest slot that gets in. */
  #findTie(): void {
    // The worst rank has somebody, and fills the limit together with the better ones.
    const group = ascending(this.#byRank[this.#worst] as number[]);
    this.#tie = group[this.#limit - (this.#count - group.length) - 1] as number;
  }
}

/** From the lowest to the highest. */
export function ascending(slots: readonly number[]): number[] {
  return [...slots].sort((one, other) => one - other);
}
