/** Why a file is not searched: it is longer than {@link LONGEST}, or no text. */
export type Unsearchable = 'tooLong' | 'noText';

/** Longest file that is searched, in bytes. */
export const LONGEST = 2 * 1024 * 1024;

/** So much of the beginning tells whether it is text, in bytes: git looks at as much. */
const TELLING = 8_000;

/** The text of a file: UTF-8, or UTF-16 where it says so with a byte order mark. Bytes that are neither become U+FFFD. */
export function textIn(bytes: Uint8Array): string | Unsearchable {
  if (bytes.length > LONGEST) return 'tooLong';
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  return bytes.subarray(0, TELLING).includes(0) ? 'noText' : new TextDecoder().decode(bytes);
}
