import { HAN_VARIANTS } from './hanVariants.ts';

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
  ə: 'e',
  ς: 'σ',
  '‘': "'",
  '’': "'",
  '‛': "'",
  '′': "'",
  ʹ: "'",
  ʻ: "'",
  ʼ: "'",
  ʾ: "'",
  ʿ: "'",
  '“': '"',
  '”': '"',
  // Arabic as it is typed in Arab countries, Iran and Pakistan.
  ى: 'ي',
  ی: 'ي',
  ے: 'ي',
  ک: 'ك',
  ڪ: 'ك',
  ة: 'ه',
  ە: 'ه',
  ہ: 'ه',
  ھ: 'ه',
  ٱ: 'ا',
  // Hebrew at the end of a word.
  ך: 'כ',
  ם: 'מ',
  ן: 'נ',
  ף: 'פ',
  ץ: 'צ',
  '׳': "'",
  '״': '"',
};

/**
 * What is not seen, what lengthens a line (tatweel), and marks; but vowels and other signs of scripts that cannot be read
 * without them are no marks to leave out: राम is not रीमा. Of these only the dot below that few people type (nukta).
 */
const UNSEEN = new RegExp(
  [
    String.raw`[\p{Cf}\u0640]`,
    String.raw`(?=\p{M})[\p{Script=Inherited}\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}]`,
    String.raw`[\u093c\u09bc\u0a3c\u0abc\u0b3c\u0cbc]`,
  ].join('|'),
  'gu',
);

const folded = new Map<string, string>();

/** One character that is not ASCII. Remembered: a directory has few different ones, and taking apart is slow. */
function foldCharacter(character: string): string {
  const known = folded.get(character);
  if (known !== undefined) return known;
  const parts = [...character.normalize('NFKD').toLowerCase()].map((part) => FOLDS[part] ?? foldOfScript(part));
  const fold = parts
    .join('')
    .replace(UNSEEN, '')
    .replace(/\p{Pd}/gu, '-')
    .replace(/\s/gu, ' ');
  folded.set(character, fold);
  return fold;
}

/** Between the two ways to write a Japanese syllable. */
const KATAKANA_FROM = 0x30a1;
const KATAKANA_TO = 0x30f6;
const TO_HIRAGANA = 0x60;

function foldOfScript(part: string): string {
  const point = part.codePointAt(0) as number;
  if (point >= KATAKANA_FROM && point <= KATAKANA_TO) return String.fromCodePoint(point - TO_HIRAGANA);
  return HAN_VARIANTS.get(part) ?? part;
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

/** Letters that keyboards without them write with two, as German, Danish, Norwegian and Swedish do. */
const TWO_LETTERS: Readonly<Record<string, string>> = { ä: 'ae', ö: 'oe', ü: 'ue', å: 'aa', ø: 'oe' };

/** The same pairs, and the plain letter that folding makes of each. */
const PAIR = /([aou])e|aa/g;

/** Pairs of one word that are tried by themselves; more would only be slower. */
const PAIRS_MAX = 2;

/**
 * The words of a query, folded, without repetitions, each with the other ways in which a name that is meant may be
 * written: Mueller is also Müller, and the other way round. What stands between words when a name or an address is
 * pasted (`Doe, Jane <jane@…>`) separates them too.
 */
export function queryWords(query: string): (readonly [word: string, ...others: string[]])[] {
  const words = apart(query);
  const letters = query.normalize('NFC').replace(/[äöüåø]/giu, (letter) => TWO_LETTERS[letter.toLowerCase()] as string);
  const long = letters === query ? words : apart(letters);
  const found = new Map<string, readonly [string, ...string[]]>();
  for (const [index, word] of words.entries()) {
    if (word === '' || found.has(word)) continue;
    const others = new Set([...shortened(word), long[index] ?? word]);
    others.delete(word);
    found.set(word, [word, ...others]);
  }
  return [...found.values()];
}

function apart(query: string): string[] {
  return fold(query).split(/[\s,;<>()"]+/u);
}

/** The ways to write a word in which two letters were one with a mark: all together, and each by itself. */
function shortened(word: string): string[] {
  const places = [...word.matchAll(PAIR)].slice(0, PAIRS_MAX).map(({ index }) => index);
  const without = (left: readonly number[]) => [...word].filter((_, at) => !left.includes(at - 1)).join('');
  return places.length === 0 ? [] : [...places.map((place) => without([place])), without(places)];
}

/** Whether this unit stands between words: ASCII that is neither letter nor digit. */
export function isSeparator(unit: number): boolean {
  return unit < 128 && !((unit >= 97 && unit <= 122) || (unit >= 48 && unit <= 57));
}
