/** A character that nobody sees, a blank or a dash: what people and phones put between the digits of a code. */
const BETWEEN = /[\s\p{Cf}\p{Pd}\u2212\u00b7\u30fb]/gu;

/**
 * A code as it is sent: the digits of all scripts (full width, Arabic, Devanagari …) as 0 to 9, and nothing between them.
 * What is no digit stays, for whoever checks.
 */
export function codeDigits(typed: string): string {
  return typed.replace(BETWEEN, '').replace(/\p{Nd}/gu, (digit) => String(digitValue(digit)));
}

/** Unicode has its digits in rows of ten, from zero on. */
function digitValue(digit: string): number {
  const point = digit.codePointAt(0) as number;
  let before = 0;
  while (/^\p{Nd}$/u.test(String.fromCodePoint(point - before - 1))) before += 1;
  return before % 10;
}
