import { problem } from './errors.ts';
import type { Settings } from './settings.ts';

/** Where a page lies in a list: the position of its first item, and how many it may have. */
export interface Slice {
  start: number;
  count: number;
}

/** What `?page=` asks for, read as PHP casts a number. Ends in 400 below 1. Past the end is an empty page, not an error. */
export function sliceOf(query: URLSearchParams, pageSize: number): Slice {
  const asked = query.get('page');
  const page = asked === null ? 1 : cast(asked);
  if (page < 1) throw problem(400, 'Page should not be less than 1');
  return { start: (page - 1) * pageSize, count: pageSize };
}

/** A whole number as PHP casts a text: what it begins with, `1e3` included; 0 where that is no number. */
export function cast(text: string): number {
  const number = Math.trunc(Number(/^\s*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?/i.exec(text)?.[0] ?? 0));
  return Number.isFinite(number) ? number : 0;
}

/** `0-50/28441`: the one published example leaves open whether the end is inclusive, so a sandbox can be told. */
export function contentRange({ start }: Slice, items: number, total: number, range: Settings['range']): string {
  const end = start + items - (range === 'inclusive' && items > 0 ? 1 : 0);
  return `${start}-${end}/${total}`;
}
