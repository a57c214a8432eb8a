import { lettersOf, type Units, unitsOf } from './units.ts';
import type { Word } from './words.ts';

/**
 * Texts that many users share, such as roles and the domains of emails: each is kept once, and compared with a word
 * once a search. What nobody has any more stays until everybody is forgotten.
 */
export class Values {
  readonly #ids = new Map<string, number>();
  readonly #texts: string[] = [];
  readonly #letters: number[] = [];

  /** The number of a text, which is a new one when the text is. */
  idOf(text: string): number {
    const known = this.#ids.get(text);
    if (known !== undefined) return known;
    const id = this.#texts.length;
    this.#ids.set(text, id);
    this.#texts.push(text);
    this.#letters.push(lettersOf(unitsOf(text)));
    return id;
  }

  /** The text of a number that was given out. */
  textOf(id: number): string {
    return this.#texts[id] as string;
  }

  /** A rank for each text by its number: `none` where the word has units that the text has not, else what `rank` says. */
  ranks({ letters, units }: Word, none: number, rank: (text: Units, word: Units) => number): Uint8Array {
    return Uint8Array.from(this.#texts, (text, id) => {
      const has = ((this.#letters[id] as number) & letters) === letters;
      return has ? rank(unitsOf(text), units) : none;
    });
  }
}
