import assert from 'node:assert/strict';
import { allPages, type Page, type PagesProgress } from '../../../src/api/index.ts';

/** What these lists hold. */
export interface Item {
  readonly id: number;
}

/** The items of these ids, the second excluded. */
export function items(from: number, to: number): Item[] {
  return Array.from({ length: Math.max(0, to - from) }, (_, index) => ({ id: from + index }));
}

/** A list of `count` items in pages of `size`; what a page says of the total can be bent. */
export function listOf(count: number, size: number, bend: (page: Page<Item>) => Page<Item> = (page) => page) {
  const asked: number[] = [];
  const fetchPage = async (page: number): Promise<Page<Item>> => {
    asked.push(page);
    const from = (page - 1) * size;
    return bend({ items: items(from, Math.min(from + size, count)), page, total: count });
  };
  return { asked, fetchPage };
}

/** Lists to the end; `ids` in the order they came. */
export async function listed(fetchPage: (page: number) => Promise<Page<Item>>, width?: number) {
  const progress: PagesProgress[] = [];
  const ids: number[] = [];
  for await (const page of allPages(fetchPage, {
    keyOf: ({ id }) => id,
    width,
    onProgress: (at) => progress.push(at),
  })) {
    assert.notEqual(page.length, 0);
    ids.push(...page.map(({ id }) => id));
  }
  return { ids, progress, last: progress.at(-1) };
}

/** The ids of a whole list. */
export const all = (count: number) => items(0, count).map(({ id }) => id);
