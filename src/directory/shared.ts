import { DOMAIN, RANK, ROLE, rankInField } from './rank.ts';
import { Values } from './values.ts';
import type { Word } from './words.ts';

/** A word, and how well it matches each role and each domain by its number. */
export interface RankedWord extends Word {
  readonly others: readonly RankedWord[];
  readonly roles: Uint8Array;
  readonly domains: Uint8Array;
}

/** The texts that users share. Domains with their @. */
export class Shared {
  readonly roles = new Values();
  readonly domains = new Values();

  /** Compares the words with all of them. */
  ranked(words: readonly Word[]): RankedWord[] {
    return words.map((word) => ({
      ...word,
      others: this.ranked(word.others),
      roles: this.roles.ranks(word, RANK.none, (text, units) =>
        rankInField(text, 0, text.length, text.length, ROLE, units, true, RANK.none),
      ),
      domains: this.domains.ranks(word, RANK.none, (text, units) =>
        rankInField(text, 0, text.length, 0, DOMAIN, units, true, RANK.none),
      ),
    }));
  }
}
