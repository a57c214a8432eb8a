/**
 * Shortest secret that is looked for, in UTF-16 units: a shorter one would be part of anything. So many of its last ones
 * are looked for first; the first ones may be alike in many.
 */
export const SHORTEST = 16;

/** So many units of a text are looked at before {@link Needles.find} lets its caller do something else. */
const STRIDE = 65_536;

/** What a search computes with, of one window. Without it a {@link Needle} tells nothing of its secret. */
export interface SearchKeys {
  /** See `keyedHash` of the platform. */
  readonly hash: (text: string) => string;
  /** Odd, and known to nobody else: else one could write a text with many sums of secrets in it. */
  readonly factor: number;
}

/** A secret as it is looked for: its length, the sum of its last units, and its keyed hash. */
export interface Needle {
  readonly length: number;
  readonly sum: number;
  readonly hash: string;
}

/** A secret in a text. */
export interface Sighting<About> {
  readonly about: About;
  /** Places in the text, in UTF-16 units; `to` is behind the last one. */
  readonly from: number;
  readonly to: number;
}

/** @param seed a random number */
export function searchKeys(hash: SearchKeys['hash'], seed: number): SearchKeys {
  return { hash, factor: (seed | 1) >>> 0 };
}

/** @returns `undefined` for a secret that is too short to be looked for */
export function needleFor({ hash, factor }: SearchKeys, secret: string): Needle | undefined {
  if (secret.length < SHORTEST) return undefined;
  let sum = 0;
  for (let at = secret.length - SHORTEST; at < secret.length; at += 1) {
    sum = (Math.imul(sum, factor) + secret.charCodeAt(at)) | 0;
  }
  return { length: secret.length, sum, hash: hash(secret) };
}

/**
 * Secrets that are looked for: exactly, wherever they stand. A sum over {@link SHORTEST} units that rolls along the text
 * tells where one may end, and its keyed hash whether it does.
 */
export class Needles<About> {
  readonly #hash: SearchKeys['hash'];
  readonly #factor: number;
  /** What the unit that leaves the sum counts in it. */
  readonly #leaving: number;
  readonly #bySum = new Map<number, { readonly needle: Needle; readonly about: About }[]>();
  /** Which sums there may be, by their upper half: most places of a text need no look into the map. */
  readonly #mayBe = new Uint8Array(65_536);

  constructor({ hash, factor }: SearchKeys, needles: Iterable<readonly [Needle, About]>) {
    this.#hash = hash;
    this.#factor = factor;
    let leaving = 1;
    for (let count = 0; count < SHORTEST; count += 1) leaving = Math.imul(leaving, factor);
    this.#leaving = leaving;
    for (const [needle, about] of needles) {
      this.#bySum.set(needle.sum, [...(this.#bySum.get(needle.sum) ?? []), { needle, about }]);
      this.#mayBe[needle.sum >>> 16] = 1;
    }
  }

  /**
   * Finds all of them in a text, by where they end. Takes a time that grows as the text does, and yields now and then:
   * whoever runs it decides when to go on, or not to.
   */
  *find(text: string): Generator<void, Sighting<About>[], void> {
    const found: Sighting<About>[] = [];
    if (this.#bySum.size === 0) return found;
    let sum = 0;
    for (let from = 0; from < text.length; from += STRIDE) {
      sum = this.#look(text, from, Math.min(from + STRIDE, text.length), sum, found);
      yield;
    }
    return found;
  }

  /** @param sum that of the units before `from` @returns that of the units before `to` */
  #look(text: string, from: number, to: number, sum: number, found: Sighting<About>[]): number {
    const factor = this.#factor;
    const leaving = this.#leaving;
    const mayBe = this.#mayBe;
    let rolling = sum;
    for (let at = from; at < to; at += 1) {
      const left = at < SHORTEST ? 0 : Math.imul(text.charCodeAt(at - SHORTEST), leaving);
      rolling = (Math.imul(rolling, factor) + text.charCodeAt(at) - left) | 0;
      if (mayBe[rolling >>> 16] === 1) this.#confirm(text, at + 1, rolling, found);
    }
    return rolling;
  }

  #confirm(text: string, end: number, sum: number, found: Sighting<About>[]): void {
    for (const { needle, about } of this.#bySum.get(sum) ?? []) {
      const from = end - needle.length;
      if (from >= 0 && this.#hash(text.slice(from, end)) === needle.hash) found.push({ about, from, to: end });
    }
  }
}
