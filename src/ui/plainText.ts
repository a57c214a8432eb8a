/**
 * Text of the API is shown as text. {@link plain} makes one visible line of whatever the API says, once, where a name or
 * a value is taken up; {@link inert} is what the surfaces of VS Code are given, and only the files of this room that open
 * them call it.
 */

/**
 * Controls (ANSI's escape among them), bidirectional controls, zero-width characters, fillers and the blank Braille
 * pattern, tags, variation selectors and lone surrogates. U+FE0F stays where it makes an emoji of the character before.
 */
const INVISIBLE = new RegExp(
  [
    String.raw`[\p{Cc}\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u2800\u3164\ufe00-\ufe0e\ufeff\uffa0\ufff0-\ufffb\u{e0000}-\u{e0fff}]`,
    String.raw`(?<!\p{Extended_Pictographic})\ufe0f`,
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
  return characters.length > max ? `${characters.slice(0, max - 1).join('')}…` : visible;
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
