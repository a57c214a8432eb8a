import { asciiDigits } from '../platform/digits.ts';

/** A character that nobody sees, a blank or a dash: what people and phones put between the digits of a code. */
const BETWEEN = /[\s\p{Cf}\p{Pd}\u02d7\u2022\u2027\u2043\u2212\u00b7\u30fb\u30fc\uff70\u2800\u3164\uffa0]/gu;

/** What makes a digit a picture of one (1️⃣): the selectors behind it, and the frame of a key around it. */
const DRAWN = /(?<=\p{Nd}[\ufe00-\ufe0f]?)[\ufe00-\ufe0f\u20e3]/gu;

/**
 * A code as it is sent: the digits of all scripts as 0 to 9, and nothing between them. What is no digit stays, for whoever
 * checks.
 */
export function codeDigits(typed: string): string {
  return asciiDigits(typed.replace(DRAWN, '').replace(BETWEEN, '')).replace(/(?<=\d)\.(?=\d)/g, '');
}
