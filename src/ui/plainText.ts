/**
 * Text of the API is shown as text. {@link plain} makes one visible line of whatever the API says, once, where a name or
 * a value is taken up; {@link inert} is what the surfaces of VS Code are given, and only the files of this room that open
 * them call it.
 */

/** Scripts in which U+200C and U+200D change how the letters around them are written (RFC 5892 appendix A.1 and A.2). */
const JOINING = scripts(
  'Arab Syrc Mong Nkoo Deva Beng Guru Gujr Orya Taml Telu Knda Mlym Sinh Tibt Mymr Khmr Bali Java Newa Adlm Rohg Mand',
  'Mani Phag Phlp Sogd Cakm Limb Brah Kthi Lana Cham Sund Tirh Modi Gran Sidd Takr',
);

/** Scripts without blanks between words, in which U+200B tells where a line may end (UAX #14, class SA). */
const UNSPACED = scripts('Thai Laoo Khmr Mymr Lana Tale Talu Tavt');

/** Not those which nobody sees. */
const LETTER = String.raw`(?![\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\uffa0\ufe00-\ufe0f\u{e0100}-\u{e01ef}])[\p{L}\p{M}]`;

/** Kills a vowel, and whatever follows, a joiner behind it tells in which form (canonical combining class 9). */
const VIRAMA = String.raw`[\u094d\u09cd\u0a4d\u0acd\u0b4d\u0bcd\u0c4d\u0ccd\u0d3b\u0d3c\u0d4d\u0dca\u0f84\u1039\u103a\u17d2\u1a60\u1b44\u1baa\u1bab\ua8c4\ua953\ua9c0\uaaf6\uabed\u{11046}\u{110b9}\u{11133}\u{11134}\u{111c0}\u{1134d}\u{11442}\u{114c2}\u{115bf}\u{1163f}\u{116b6}]`;

/** Arabic letters without those that never join the next one: U+200D behind the others gives them their initial form. */
const ARABIC = String.raw`(?![\u0621-\u0625\u0627\u0629\u062f-\u0632\u0648\u0671-\u0677\u0688-\u0699\u06c0\u06c3-\u06cb\u06cd\u06cf\u06d2-\u06d5\u06ee\u06ef])(?=\p{L})\p{scx=Arab}`;

/** Where a character that nobody sees is part of a name. */
const IN_NAMES = [
  String.raw`(?<=(?=${LETTER})[${JOINING}][\u180b-\u180d\u180f]?)[\u200c\u200d](?=${LETTER})`,
  String.raw`(?<=${VIRAMA})[\u200c\u200d]`,
  // Persian numbers with an ending.
  String.raw`(?<=\p{Nd})\u200c(?=(?=\p{L})\p{Script=Arabic})|(?<=(?=\p{L})\p{Script=Arabic})\u200c(?=\p{Nd})`,
  String.raw`(?<=${ARABIC})\u200d`,
  String.raw`(?<=(?=${LETTER})[${UNSPACED}])\u200b(?=(?=${LETTER})[${UNSPACED}])`,
  // Between two points of one letter, whose order it keeps.
  String.raw`(?<=(?=\p{M})\p{Script=Hebrew})\u034f(?=(?=\p{M})\p{Script=Hebrew})`,
  // An emoji that is made of several, the key of a telephone, and the flags of parts of the United Kingdom.
  String.raw`(?<=\p{Extended_Pictographic}\ufe0f?|\p{Emoji_Modifier})\u200d(?=\p{Extended_Pictographic})`,
  String.raw`(?<=[\d#*])\ufe0f(?=\u20e3)`,
  String.raw`(?<=\p{Extended_Pictographic})[\ufe0e\ufe0f]`,
  String.raw`(?<=\u{1f3f4})\u{e0067}\u{e0062}(?:\u{e0065}\u{e006e}\u{e0067}|\u{e0073}\u{e0063}\u{e0074}|\u{e0077}\u{e006c}\u{e0073})\u{e007f}`,
  // Selectors (UTS #37, Unicode chapters 13.5 and 23.4, and its list of standardized variants).
  String.raw`(?<=\p{Script=Han})[\ufe00-\ufe0d\u{e0100}-\u{e01ef}]`,
  String.raw`(?<=(?=\p{L})\p{Script=Mongolian})[\u180b-\u180f]`,
  String.raw`(?<=[\u1000\u1002\u1004\u1010\u1011\u1015\u1019\u101a\u101c\u101d\u1022\u1031\u1075\u1078\u107a\u1080\uaa60-\uaa66\uaa6b\uaa6c\uaa6f\uaa7a\ua856\ua85c\ua85e-\ua860\ua868])\ufe00`,
].join('|');

/**
 * Controls (ANSI's escape among them), bidirectional controls, zero-width characters, fillers and the blank Braille
 * pattern, tags, variation selectors and lone surrogates.
 */
const UNSEEN = String.raw`[\p{Cc}\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\u{e0000}-\u{e0fff}]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]`;

/** What stays is in its group. */
const INVISIBLE = new RegExp(`(${IN_NAMES})|${UNSEEN}`, 'gu');

function scripts(...codes: string[]): string {
  return codes.join(' ').replace(/\w+/g, String.raw`\p{scx=$&}`).replaceAll(' ', '');
}

/** The characters of a text that cannot be seen, and where no script and no emoji needs them. In order, each once. */
export function invisibleIn(text: string): string[] {
  const found = [...text.matchAll(INVISIBLE)].filter(([, kept]) => kept === undefined);
  return [...new Set(found.map(([character]) => character))];
}

/** Whether there are any, for validation while typing. */
export function hasInvisible(text: string): boolean {
  return visible(text) !== text;
}

/** What is wrong with the characters of a text, or `undefined`; they are named by number, since they cannot be shown. */
export function invisibleComplaint(text: string): string | undefined {
  const numbers = invisibleIn(text).map(
    (each) => `U+${(each.codePointAt(0) as number).toString(16).toUpperCase().padStart(4, '0')}`,
  );
  if (numbers.length === 0) return undefined;
  const more = numbers.length > SHOWN_MAX ? ` and ${numbers.length - SHOWN_MAX} more` : '';
  return `Pasted or typed, this contains characters that cannot be seen, and they cannot stay: ${numbers.slice(0, SHOWN_MAX).join(', ')}${more}. Delete them, or write the words around them anew.`;
}

/** How many characters are named. */
const SHOWN_MAX = 3;

function visible(text: string): string {
  return text.replace(INVISIBLE, '$1');
}

/** One line of visible characters, at most `max` of them (the last is then an ellipsis). */
export function plain(text: string, max = 120): string {
  const seen = visible(text.slice(0, max * 8).replace(/\s+/gu, ' ')).trim();
  const characters = [...seen];
  if (characters.length <= max) return seen;
  const cut = characters.slice(0, max - 1).join('');
  // A joiner joins nothing any more where the text is cut, and of a flag a part may be left.
  return visible(`${cut.replace(/[\u200c\u200d]+$/, '')}…`);
}

/** U+2060: joins two characters without being seen. */
const WORD_JOINER = '\u2060';

/**
 * The same text to the eye, in which VS Code finds nothing to draw otherwise: notifications, prompts and validation
 * messages make a link of `[text](command:…)`, and inputs, quick picks and the status bar an icon of `$(name)`.
 */
export function inert(text: string): string {
  return text.replaceAll('](', `]${WORD_JOINER}(`).replaceAll('$(', `$${WORD_JOINER}(`);
}
