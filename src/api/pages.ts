import { systemClock } from '../platform/clock.ts';
import { MAX_WAIT_MS } from './budget.ts';
import type { CallOptions } from './call.ts';
import { CancelledError, RateLimitedError } from './errors.ts';
import { unlessAborted } from './network.ts';
import type { Page } from './page.ts';
import { PageWindow } from './pageWindow.ts';
import { present } from './wire/shared.ts';

/** How far a listing is. */
export interface PagesProgress {
  /** Items given out so far, without repetitions. */
  readonly seen: number;
  /** The whole number, as the server told it last. */
  readonly total?: number;
  /** Entries so far that could not be read. Absent when there are none. */
  readonly unreadable?: number;
  /**
   * Set once, at the end. `complete`: every item that the server counted was seen and nothing moved on the way.
   * `uncertain`: the number changed, items repeated or could not be read, or fewer came than were counted; something may
   * be missing. One item
   * deleted and another added on the way leave the number as it was: a `complete` list may then lack one all the same.
   */
  readonly end?: 'complete' | 'uncertain';
}

/** How to list. */
export interface PagesOptions<T> {
  /** What tells two items apart; the second one of a key is left out. */
  keyOf(item: T): string | number;
  readonly signal?: AbortSignal | undefined;
  /** Pages asked for at the same time, at least 1. Default: 4, which is also what a client sends at the same time. */
  readonly width?: number | undefined;
  onProgress?(progress: PagesProgress): void;
}

/** Pages without anything new, one after the other, before the count that promises more is no longer believed. */
const FRUITLESS_PAGES = 3;

/** Waits of one page for the rate limit before the listing gives up. */
const FRUITLESS_WAITS = 5;

const SHORTEST_WAIT_MS = 1000;

/**
 * All pages of a list, in order: the first as soon as it is there, then several under way at a time as background
 * work. A list ends with a page past the counted end that brings nothing new; the size of a page and the kind of range
 * are never assumed. A rate limit is waited for, at most a minute at a time.
 *
 * Ends in the error of the first page that fails, or in the signal's `CancelledError`. Leaving the loop early cancels
 * what is under way.
 * @throws RangeError with the first page, when the width is below 1
 */
export async function* allPages<T>(
  fetchPage: (page: number, options: CallOptions) => Promise<Page<T>>,
  { keyOf, signal, width = 4, onProgress }: PagesOptions<T>,
): AsyncGenerator<T[], void, undefined> {
  const own = new AbortController();
  const both = signal === undefined ? own.signal : AbortSignal.any([own.signal, signal]);
  const window = new PageWindow((page) => patiently(fetchPage, page, both), width);
  const seen = new Set<string | number>();
  let total: number | undefined;
  let steady = true;
  let pageSize = 0;
  let fruitless = 0;
  let unreadable = 0;

  try {
    for (let page = 1; ; page += 1) {
      const answer = await window.take(page);
      if (both.aborted) throw new CancelledError({ operation: 'allPages' });
      const fresh = answer.items.filter((item) => {
        const known = seen.size;
        return seen.add(keyOf(item)).size > known;
      });
      steady &&= fresh.length === answer.items.length && (total ?? answer.total) === (answer.total ?? total);
      total = answer.total ?? total;
      const { unreadable: lost = 0 } = answer;
      unreadable += lost;
      pageSize = Math.max(pageSize, answer.items.length + lost);
      fruitless = fresh.length === 0 ? fruitless + 1 : 0;
      const counted = total === undefined ? page : Math.ceil(total / Math.max(pageSize, 1));
      const over =
        fruitless > 0 && (page > counted || (total === undefined && lost === 0) || fruitless === FRUITLESS_PAGES);
      const progress = present({
        seen: seen.size,
        total,
        unreadable: unreadable > 0 ? unreadable : undefined,
      });
      onProgress?.(over ? { ...progress, end: steady && total === seen.size ? 'complete' : 'uncertain' } : progress);
      if (fresh.length > 0) {
        // One page past the count is asked for along with the others, so that the end costs no round trip of its own.
        window.extend(total === undefined ? page + width : counted + 1);
        yield fresh;
      }
      if (over) return;
    }
  } finally {
    own.abort();
  }
}

/** One page, however long the rate limit makes it wait. The first is what a person looks at. */
async function patiently<T>(
  fetchPage: (page: number, options: CallOptions) => Promise<Page<T>>,
  page: number,
  signal: AbortSignal,
  waits = FRUITLESS_WAITS,
): Promise<Page<T>> {
  try {
    return await fetchPage(page, { signal, priority: page === 1 ? 'person' : 'background' });
  } catch (error) {
    if (!(error instanceof RateLimitedError) || waits === 0) throw error;
    await pause(error.retryAt, signal);
    return patiently(fetchPage, page, signal, waits - 1);
  }
}

/** Waits until then, at least a second and at most a minute; less when the signal is aborted. */
async function pause(until: Date | undefined, signal: AbortSignal): Promise<void> {
  const wait = Math.min(Math.max((until?.getTime() ?? 0) - systemClock.now(), SHORTEST_WAIT_MS), MAX_WAIT_MS);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const over = new Promise((resolve) => {
    timer = setTimeout(resolve, wait);
  });
  try {
    await unlessAborted(over, signal);
  } catch {
    throw new CancelledError({ operation: 'allPages' });
  } finally {
    clearTimeout(timer);
  }
}
