import { inert } from './plainText.ts';

/** U+FEFF: seen by nobody, and to VS Code a blank, before which `&` is a character and marks no letter to press. */
const UNSEEN_BLANK = '\ufeff';

/** The same text to the eye, as an entry of a menu, in which VS Code takes `&` for a mark and `$(name)` for an icon. */
export function menuLabel(text: string): string {
  return inert(text).replaceAll('&', `&${UNSEEN_BLANK}`);
}
