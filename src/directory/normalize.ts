/** Longest part of a field, or of a query, that counts, in UTF-16 units. The contract's longest field, an email, has 180. */
export const FIELD_MAX = 256;

/** Letters that Unicode does not take apart, and punctuation that people type in its plain form. */
const FOLDS: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ħ: 'h',
  ŧ: 't',
  ŋ: 'n',
  ı: 'i',
  ς: 'σ',
  '‘': "'",
  '’': "'",
  ʼ: "'",
  '“': '"',
  '”': '"',
};

/** Marks, and characters that are not seen: searching "ana" finds "a\u200bna" as it is read. */
const UNSEEN = /[\p{M}\p{Cf}]/gu;

const folded = new Map<string, string>();

/** One character that is not ASCII. Remembered: a directory has few different ones, and taking apart is slow. */
function foldCharacter(character: string): string {
  const known = folded.get(character);
  if (known !== undefined) return known;
  const parts = [...character.normalize('NFKD').toLowerCase()].map((part) => FOLDS[part] ?? part);
  const fold = parts
    .join('')
    .replace(UNSEEN, '')
    .replace(/\p{Pd}/gu, '-')
    .replace(/\s/gu, ' ');
  folded.set(character, fold);
  return fold;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: the range is ASCII
const ASCII = /^[\x00-\x7f]*$/;

/**
 * A text as it is searched: NFKD, without marks and invisible characters, lower case, and letters such as ł, ø, ß in
 * their plain form. Any string is taken, lone surrogates included; what is past {@link FIELD_MAX} is left out.
 * Character by character, so that where something is does not change how it reads.
 */
export function fold(text: string): string {
  const head = text.slice(0, FIELD_MAX);
  if (ASCII.test(head)) return head.toLowerCase();
  let result = '';
  for (const character of head) result += character < '\x80' ? character.toLowerCase() : foldCharacter(character);
  return result.slice(0, FIELD_MAX);
}

/**
 * {@link fold}, and for each of its units where the character that it comes from starts in `text`. The last entry is
 * where the searched part of `text` ends.
 */
export function foldWithOrigins(text: string): { readonly folded: string; readonly origins: readonly number[] } {
  const head = text.slice(0, FIELD_MAX);
  const origins: number[] = [];
  let at = 0;
  for (const character of head) {
    for (let unit = fold(character).length; unit > 0; unit -= 1) origins.push(at);
    at += character.length;
  }
  const result = fold(text);
  return { folded: result, origins: [...origins.slice(0, result.length), origins[result.length] ?? at] };
}

/**
 * The words of a query, folded, without repetitions. What stands between words when a name or an address is pasted
 * (`Doe, Jane <jane@…>`) separates them too.
 */
export function queryWords(query: string): string[] {
  return [...new Set(fold(query).split(/[\s,;<>()"]+/u))].filter((word) => word !== '');
}

/** Whether this unit stands between words: ASCII that is neither letter nor digit. */
export function isSeparator(unit: number): boolean {
  return unit < 128 && !((unit >= 97 && unit <= 122) || (unit >= 48 && unit <= 57));
}
