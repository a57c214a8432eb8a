import type { Page } from './page.ts';

/** Pages that may wait for a slow consumer, as a multiple of the width. */
const AHEAD = 4;

/** Asks for pages in order, several at a time, and hands them out in order. */
export class PageWindow<T> {
  readonly #fetchPage: (page: number) => Promise<Page<T>>;
  readonly #width: number;
  readonly #pages = new Map<number, Promise<Page<T>>>();
  #next = 1;
  #last = 1;
  #taken = 0;
  #underWay = 0;

  /**
   * @param width pages under way at the same time
   * @throws RangeError when it is below 1: nothing would ever be asked for
   */
  constructor(fetchPage: (page: number) => Promise<Page<T>>, width: number) {
    if (!(width >= 1)) throw new RangeError('At least 1 page has to be under way.');
    this.#fetchPage = fetchPage;
    this.#width = width;
  }

  /** Pages up to this one are wanted. */
  extend(last: number): void {
    this.#last = Math.max(this.#last, last);
    this.#fill();
  }

  /** The next page; to be called in order. */
  take(page: number): Promise<Page<T>> {
    this.#taken = page;
    this.extend(page);
    // It is under way: all before it were awaited, so that nothing else can fill the width.
    const promise = this.#pages.get(page) as Promise<Page<T>>;
    this.#pages.delete(page);
    return promise;
  }

  #fill(): void {
    while (this.#underWay < this.#width && this.#next <= Math.min(this.#last, this.#taken + this.#width * AHEAD)) {
      this.#start(this.#next);
      this.#next += 1;
    }
  }

  #start(page: number): void {
    this.#underWay += 1;
    const promise = this.#fetchPage(page);
    this.#pages.set(page, promise);
    promise.then(
      () => {
        this.#underWay -= 1;
        this.#fill();
      },
      () => {
        // The listing ends with this error; nothing more is asked for.
        this.#last = 0;
      },
    );
  }
}
