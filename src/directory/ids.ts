import type { Id } from '../api/index.ts';

/** Enough that no part grows large: a map that doubles copies itself at once. */
const PARTS = 64;

/** What two spellings of one id have in common: the API wrote numbers as text once, and `42` is `"42"`. */
export function keyOf(id: Id): Id {
  if (typeof id === 'number' || !/^(0|[1-9]\d{0,14})$/.test(id)) return id;
  return Number(id);
}

/** Where each id is. In parts, so that growing to a million never takes longer than a few milliseconds at once. */
export class Ids {
  readonly #parts = Array.from({ length: PARTS }, () => new Map<Id, number>());
  #size = 0;

  get size(): number {
    return this.#size;
  }

  get(id: Id): number | undefined {
    const key = keyOf(id);
    return this.#part(key).get(key);
  }

  set(id: Id, slot: number): void {
    const key = keyOf(id);
    const part = this.#part(key);
    this.#size -= part.size;
    this.#size += part.set(key, slot).size;
  }

  /** Forgets an id that is known. */
  delete(id: Id): void {
    const key = keyOf(id);
    if (this.#part(key).delete(key)) this.#size -= 1;
  }

  #part(key: Id): Map<Id, number> {
    const hash = typeof key === 'number' ? key : key.charCodeAt(key.length - 1) * 31 + key.charCodeAt(key.length >> 1);
    return this.#parts[(hash >>> 0) % PARTS] as Map<Id, number>;
  }
}
