// A file is taken as one character a byte, so that places in the text are places in the file, and what is not valid
// UTF-8 comes out as it went in. Whatever has a meaning in a `.env` file is ASCII, the same in every encoding that counts.

/** So many arguments a call may have in any engine. */
const CHUNK = 4096;

export function toText(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += CHUNK) text += String.fromCharCode(...bytes.subarray(at, at + CHUNK));
  return text;
}

export function toBytes(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

/** How UTF-8 begins a file that says so. */
export const BYTE_ORDER_MARK = '\xef\xbb\xbf';
