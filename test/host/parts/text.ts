import type { Locator } from 'playwright-core';

/** A text to find: a string is the whole text, white space around it apart; a pattern may be part of it. */
export type Wanted = string | RegExp;

/** The pattern that finds exactly this text. */
export function exactly(text: Wanted): RegExp {
  if (text instanceof RegExp) return text;
  return new RegExp(`^\\s*${text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}\\s*$`);
}

/** The trimmed text of an element that may not be there or not be visible: '' then. */
export async function textOf(locator: Locator): Promise<string> {
  const texts = await locator.filter({ visible: true }).allTextContents();
  return texts.join(' ').trim();
}
