import type { Locator } from 'playwright-core';

/** A text to find: a string is the whole text, white space around it apart; a pattern may be part of it. */
export type Wanted = string | RegExp;

/** The pattern that finds exactly this text. */
export function exactly(text: Wanted): RegExp {
  if (text instanceof RegExp) return text;
  const escaped = text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  // What keeps a text from becoming a link or an icon is not seen.
  return new RegExp(`^\\s*${escaped.replace(/(\\]|\\\$)\\\(/g, '$1\\u2060?\\(')}\\s*$`);
}

/** A text as it is seen: without the character that keeps parts of it from becoming a link or an icon. */
export function seen(text: string | null | undefined): string {
  return (text ?? '').replaceAll('\u2060', '').trim();
}

/** The trimmed text of an element that may not be there or not be visible: '' then. */
export async function textOf(locator: Locator): Promise<string> {
  const texts = await locator.filter({ visible: true }).allTextContents();
  return seen(texts.join(' '));
}
