/** Marks where something else begins: it is in no key, and joins nothing. */
const BREAK = '"';

/** Colours and pastes of a terminal (ECMA-48), also where only what follows the escape is left of them. */
const TERMINAL = /(?!\s)\p{Cc}\[[\d;?]*[A-Za-z~]|\[\d{1,3}(?:;\d{1,3})*[m~]/gu;

/**
 * A text as it was before a terminal, a format or a file had it: with the characters that JSON and URLs wrote otherwise,
 * one sign for the ends of lines, and none of what nobody sees. For finding what has no such characters itself.
 */
export function plainPaste(pasted: string): string {
  return pasted
    .replaceAll('\0', '')
    .replace(/(?<!\\)\\+[nrt]/g, '\n')
    .replace(/(?<!\\)\\+u([\da-f]{4})/gi, (_, code: string) => character(code))
    .replace(/%([2-7][\da-f]|0[ad])/gi, (_, code: string) => character(code))
    .replace(TERMINAL, BREAK)
    .replace(/\p{Cf}/gu, '')
    .replace(/\r\n?|[\v\f\u0085\u2028\u2029]/g, '\n')
    .replace(/[。．｡]/g, '.');
}

function character(code: string): string {
  return String.fromCharCode(Number.parseInt(code, 16));
}
