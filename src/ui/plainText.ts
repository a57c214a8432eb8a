/**
 * Text of the API is shown as text: these functions take away whatever a surface of VS Code would act on, or what would
 * make an item look like another one.
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

/**
 * One line of visible characters, at most `max` of them (the last is then an ellipsis). For tree labels, descriptions,
 * tooltips and anything else that VS Code shows as it is.
 */
export function plain(text: string, max = 120): string {
  const visible = text
    .slice(0, max * 8)
    .replace(/\s+/gu, ' ')
    .replace(INVISIBLE, '')
    .trim();
  const characters = [...visible];
  return characters.length > max ? `${characters.slice(0, max - 1).join('')}…` : visible;
}

/** {@link plain} for quick picks and the status bar, which draw `$(name)` as an icon unless it is escaped. */
export function withoutIcons(text: string, max?: number): string {
  return plain(text, max).replaceAll('$(', '\\$(');
}

/** {@link plain} for notifications, which turn `[text](command:…)` into a link that runs a command. */
export function withoutLinks(text: string, max = 80): string {
  return plain(text, max).replaceAll('](', '] (');
}
