import type { Best } from './best.ts';
import { BLOCK_SIZE, type Block } from './block.ts';
import { NO_MATCH, RANK } from './rank.ts';
import type { RankedWord } from './shared.ts';

/** What the bounds of the users in each turn are from on. In ascending order. */
const TURNS = [RANK.exact, RANK.prefix, RANK.start, RANK.later, RANK.initials, RANK.substring, RANK.scattered] as const;

const TURN_OF_BOUND = Uint8Array.from({ length: RANK.none }, (_, bound) =>
  TURNS.findLastIndex((least) => least <= bound),
);

/**
 * Offers everybody who matches and may be among the best. Those whose sets promise most have the first turn: where they
 * fill the limit, the text of all the others need not be read. Yields at least every few hundred users.
 */
export function* scan(blocks: readonly Block[], words: readonly RankedWord[], best: Best): Generator<void> {
  const turns: number[][] = TURNS.map(() => []);
  const bounds = new Uint16Array(BLOCK_SIZE);
  for (const [index, block] of blocks.entries()) {
    block.bounds(words, bounds, 0, block.users.length);
    for (let at = 0; at < block.users.length; at += 1) {
      const bound = bounds[at] as number;
      if (bound < NO_MATCH) turns[TURN_OF_BOUND[bound] ?? TURNS.length - 1]?.push(index * BLOCK_SIZE + at);
    }
    yield;
  }
  for (const [turn, slots] of turns.entries()) {
    if (turn > 0) best.beginTurn();
    yield* offer(blocks, slots, words, best, TURNS[turn]);
  }
}

/**
 * Offers those of the slots who match. They are in ascending order.
 * @param least what none of them ranks below
 */
export function* offer(
  blocks: readonly Block[],
  slots: readonly number[],
  words: readonly RankedWord[],
  best: Best,
  least: number = RANK.exact,
): Generator<void> {
  for (const [place, slot] of slots.entries()) {
    const bar = best.bar(slot);
    // It only falls from slot to slot.
    if (bar <= least) return;
    const block = blocks[Math.floor(slot / BLOCK_SIZE)] as Block;
    const rank = block.rank(slot % BLOCK_SIZE, words, bar);
    if (rank < NO_MATCH) best.offer(rank, slot);
    if (place % BLOCK_SIZE === BLOCK_SIZE - 1) yield;
  }
}
