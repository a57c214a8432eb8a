import { asciiDomain } from '../api/index.ts';
import { asciiDigits } from '../platform/digits.ts';
import { unicodeDomain } from '../platform/domains.ts';
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
  // As a keyboard for Russian has them.
  қ: 'к',
  ҡ: 'к',
  ғ: 'г',
  ґ: 'г',
  ң: 'н',
  ҥ: 'н',
  ө: 'о',
  ү: 'у',
  ұ: 'у',
  ә: 'а',
  һ: 'х',
  ҳ: 'х',
  җ: 'ж',
  ҷ: 'ч',
  ҙ: 'з',
  ҫ: 'с',
  і: 'и',
  є: 'е',
  '`': "'",
  '´': "'",
  ˊ: "'",
  ˋ: "'",
  ˈ: "'",
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
  // Arabic as it is typed in Arab countries, Iran and Pakistan, by Kurds and Uyghurs.
  ى: 'ي',
  ی: 'ي',
  ے: 'ي',
  ک: 'ك',
  ڪ: 'ك',
  ة: 'ه',
  ە: 'ه',
  ہ: 'ه',
  ھ: 'ه',
  ۃ: 'ه',
  ێ: 'ي',
  ې: 'ي',
  ڕ: 'ر',
  ڵ: 'ل',
  ۆ: 'و',
  ۇ: 'و',
  ۈ: 'و',
  ۋ: 'و',
  ں: 'ن',
  ٱ: 'ا',
  // Hebrew at the end of a word.
  ך: 'כ',
  ם: 'מ',
  ן: 'נ',
  ף: 'פ',
  ץ: 'צ',
  '׳': "'",
  '״': '"',
  // Yiddish, which has pairs as one letter.
  װ: 'וו',
  ױ: 'וי',
  ײ: 'יי',
  // Letters without their vowel, which were written with a joiner before they had a code of their own.
  ൺ: 'ണ്',
  ൻ: 'ന്',
  ർ: 'ര്',
  ൽ: 'ല്',
  ൾ: 'ള്',
  ൿ: 'ക്',
  ৎ: 'ত্',
  // Small kana, which registers and old keyboards have large; the small ka and ke are both read as ka.
  ぁ: 'あ',
  ぃ: 'い',
  ぅ: 'う',
  ぇ: 'え',
  ぉ: 'お',
  っ: 'つ',
  ゃ: 'や',
  ゅ: 'ゆ',
  ょ: 'よ',
  ゎ: 'わ',
  ゕ: 'か',
  ゖ: 'か',
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
  // An accent by itself, which is typed as an apostrophe, would be taken apart into a blank and a mark.
  const parts = character in FOLDS ? [character] : [...character.normalize('NFKD').toLowerCase()];
  const fold = asciiDigits(parts.map(foldPart).join(''))
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

function foldPart(part: string): string {
  const point = part.codePointAt(0) as number;
  const isKatakana = point >= KATAKANA_FROM && point <= KATAKANA_TO;
  const plain = isKatakana ? String.fromCodePoint(point - TO_HIRAGANA) : (HAN_VARIANTS.get(part) ?? part);
  return FOLDS[plain] ?? plain;
}

/** A character of Han that is said again, and a ke that is read as ka between two of them (関ケ原 is 関が原). */
const AGAIN = /([\u3400-\u9fff])々/g;
const KE_BETWEEN = /(?<=[\u3400-\u9fff])[ケｹ](?=[\u3400-\u9fff])/g;

/** Replaces what reads differently beside another character, unit by unit. */
function inPlace(text: string): string {
  return text.replace(AGAIN, '$1$1').replace(KE_BETWEEN, 'ヶ');
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: the range is ASCII
const ASCII = /^[\x00-\x7f]*$/;

/**
 * A text as it is searched: NFKD, without marks and invisible characters, lower case, and letters such as ł, ø, ß in
 * their plain form. Any string is taken, lone surrogates included; what is past {@link FIELD_MAX} is left out.
 * Character by character but for two signs of Japanese, so that where something is does not change how it reads.
 */
export function fold(text: string): string {
  const head = text.slice(0, FIELD_MAX);
  if (ASCII.test(head)) return head.toLowerCase().replaceAll('`', "'");
  let result = '';
  for (const character of inPlace(head))
    result += character < '\x80' && character !== '`' ? character.toLowerCase() : foldCharacter(character);
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

/** Letters that keyboards without them write with two, as German, the Nordic languages, Serbian and Croatian do. */
const TWO_LETTERS: Readonly<Record<string, string>> = { ä: 'ae', ö: 'oe', ü: 'ue', å: 'aa', ø: 'oe', đ: 'dj' };

/** The same pairs, and the plain letter that folding makes of each. */
const PAIR = /([aou])e|aa|dj/g;

/** Pairs of one word that are tried each by itself, beside all of them together; more would only be slower. */
const PAIRS_MAX = 2;

/**
 * The words of a query, folded, without repetitions, each with the other ways in which a name that is meant may be
 * written: Mueller is also Müller, and the other way round. What stands between words when a name or an address is
 * pasted (`Doe, Jane <jane@…>`) separates them too, and so does a role as the API writes it (`ROLE_ACCOUNT_OWNER`).
 */
export function queryWords(query: string): (readonly [word: string, ...others: string[]])[] {
  const found = new Map<string, readonly [string, ...string[]]>();
  for (const piece of pieces(query.slice(0, FIELD_MAX))) {
    const letters = piece
      .normalize('NFC')
      .replace(/[äöüåøđ]/giu, (letter) => TWO_LETTERS[letter.toLowerCase()] as string);
    // What is wide, or typographic, separates once it is plain.
    const words = pieces(fold(piece));
    const others = words.length === 1 ? [...pieces(fold(letters)), otherDomain(piece) ?? ''] : [];
    for (const word of words) {
      if (found.has(word)) continue;
      const ways = new Set([...shortened(word), ...others]);
      for (const none of ['', word]) ways.delete(none);
      found.set(word, [word, ...ways]);
    }
  }
  return [...found.values()];
}

/** What separates words: blanks, brackets and quotes of all kinds but for apostrophes, commas and the like. */
const BETWEEN_WORDS = /[\s\p{Ps}\p{Pe}<>"«»‹›,;|،؛、]+/u;

function pieces(query: string): string[] {
  return query
    .split(BETWEEN_WORDS)
    .map((piece) => withoutRoot(piece.replace(/^mailto:/i, '')))
    .flatMap((piece) =>
      isRole(piece) ? piece.replace(/^ROLE_/i, '').split('_') : isPath(piece) ? piece : piece.split('/'),
    )
    .filter((piece) => piece !== '');
}

/** Whether it is a role as the API writes it. In small letters only if it begins like one: a name may have a line too. */
function isRole(piece: string): boolean {
  return /^ROLE_\w*$/i.test(piece) || /^[A-Z]+(_[A-Z]+)+$/.test(piece);
}

/** Whether it is the address of something (`/users/42`), which is looked up as it is. */
function isPath(piece: string): boolean {
  return piece.startsWith('/') || piece.includes('://');
}

/** An address without the dot of the root, or of a sentence, behind it. */
function withoutRoot(word: string): string {
  return word.endsWith('.') && word.includes('@') ? word.slice(0, -1) : word;
}

/** An address, or a domain, with the domain in its other form: in Unicode or in ASCII. One address is one person. */
function otherDomain(word: string): string | undefined {
  const at = word.lastIndexOf('@') + 1;
  const domain = word.slice(at);
  if (!domain.includes('.')) return undefined;
  const other = /(^|\.)xn--/i.test(domain) ? unicodeDomain(domain) : ASCII.test(domain) ? '' : asciiDomain(domain);
  return other === '' ? undefined : fold(word.slice(0, at) + other);
}

/** The ways to write a word in which two letters were one with a mark: all together, and the first ones each by itself. */
function shortened(word: string): string[] {
  const places = [...word.matchAll(PAIR)].map(({ index }) => index);
  const without = (left: readonly number[]) => [...word].filter((_, at) => !left.includes(at - 1)).join('');
  return places.length === 0 ? [] : [...places.slice(0, PAIRS_MAX).map((place) => without([place])), without(places)];
}

/** Whether this unit stands between words: ASCII that is neither letter nor digit. */
export function isSeparator(unit: number): boolean {
  return unit < 128 && !((unit >= 97 && unit <= 122) || (unit >= 48 && unit <= 57));
}
