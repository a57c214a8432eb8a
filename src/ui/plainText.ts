/**
 * Text of the API is shown as text. {@link plain} makes one visible line of whatever the API says, once, where a name or
 * a value is taken up; {@link inert} is what the surfaces of VS Code are given, and only the files of this room that open
 * them call it.
 */

/** Scripts in which U+200C and U+200D change how the letters around them are written (RFC 5892 appendix A.1 and A.2). */
const JOINING = ['Arab', 'Syrc', 'Mong', 'Nkoo', 'Deva', 'Beng', 'Guru', 'Gujr', 'Orya', 'Taml', 'Telu', 'Knda', 'Mlym']
  .concat(['Sinh', 'Tibt', 'Mymr', 'Khmr', 'Bali', 'Java', 'Newa'])
  .map((script) => String.raw`\p{scx=${script}}`)
  .join('');

const LETTER = String.raw`[\p{L}\p{M}]`;

/** Where a joiner is part of a name: between letters of such a script. */
const BETWEEN_LETTERS = String.raw`(?<=(?=${LETTER})[${JOINING}])[\u200c\u200d](?=${LETTER})`;

/** Where it is part of an emoji that is made of several. */
const IN_EMOJI = String.raw`(?<=[\p{Extended_Pictographic}\p{Emoji_Modifier}\ufe0f])\u200d(?=\p{Extended_Pictographic})`;

/**
 * Controls (ANSI's escape among them), bidirectional controls, zero-width characters, fillers and the blank Braille
 * pattern, tags, variation selectors and lone surrogates; but not where a script or an emoji is written with them: joiners,
 * and selectors behind an emoji, a Han character or a Mongolian letter (UTS #37, Unicode chapters 13.5 and 23.4).
 */
const INVISIBLE = new RegExp(
  [
    String.raw`[\p{Cc}\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\u2800\u3164\ufeff\uffa0\ufff0-\ufffb\u{e0000}-\u{e00ff}\u{e01f0}-\u{e0fff}]`,
    String.raw`(?!${BETWEEN_LETTERS}|${IN_EMOJI})[\u200c\u200d]`,
    String.raw`(?<!\p{Extended_Pictographic})[\ufe0e\ufe0f]`,
    String.raw`(?<!\p{Script=Han})[\ufe00-\ufe0d\u{e0100}-\u{e01ef}]`,
    String.raw`(?<!(?=\p{L})\p{Script=Mongolian})[\u180b-\u180f]`,
    String.raw`[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]`,
  ].join('|'),
  'gu',
);

/** Same characters, for validation while typing. */
export function hasInvisible(text: string): boolean {
  return text.search(INVISIBLE) >= 0;
}

/** One line of visible characters, at most `max` of them (the last is then an ellipsis). */
export function plain(text: string, max = 120): string {
  const visible = text
    .slice(0, max * 8)
    .replace(/\s+/gu, ' ')
    .replace(INVISIBLE, '')
    .trim();
  const characters = [...visible];
  if (characters.length <= max) return visible;
  // A joiner joins nothing any more where the text is cut.
  return `${characters
    .slice(0, max - 1)
    .join('')
    .replace(/[\u200c\u200d]+$/, '')}…`;
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
