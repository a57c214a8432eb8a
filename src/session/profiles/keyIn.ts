import { plainPaste } from './pastedText.ts';

/** What of a text is a key. */
export type KeyInText =
  | { readonly kind: 'key'; readonly key: string }
  /** No key at all, or one that was cut off. */
  | { readonly kind: 'none' }
  /** Different ones: which is meant, the text does not say. */
  | { readonly kind: 'several'; readonly count: number };

/** Longest personal key that is taken for one, in characters; a JWT of the API has about a thousand. */
const KEY_MAX = 16_384;

/** The longest header, and the most pieces of it and of a signature, that are read: a text is, with each key pressed. */
const HEADER_MAX = 1_024;
const HEADER_PIECES = 8;
const SIGNATURE_PIECES = 64;

/** Where the header of a JWT may begin: a JSON object in Base64, with whatever stands before it without a blank. */
const START = /(?<![\w-]\.)(?<![\w-]{17})e(?:y[AJ]|w[0ko]|30)/g;

const PIECE = /[\w-]+/y;

/** Where a line ended: with what a shell, quoted-printable or a mail has there, or as the blank that was made of it. */
const GAP = String.raw`(?:[\\=^\u0060]?[^\S\n]*\n[\s>]*|\s+)`;
const BETWEEN_PIECES = new RegExp(GAP, 'y');
const BETWEEN_PARTS = new RegExp(`={0,2}${GAP}?\\.${GAP}?`, 'y');

/** What tells that more came, or was taken away; a fourth part is one, a word behind the full stop of a sentence is none. */
const CUT = /={0,2}(?:\.\.|[…‥⋯[•]|\*{3}|\+[\w+/]|\.(?![A-Za-z]{2,12}(?![\w-]|\.[\w-]))[\w-])/y;
const WITHHELD = /^(?:redacted|hidden|masked|removed|filtered|truncated)$/i;

/** How many characters a signature has (RFC 7518 section 3, keys of 2,048 bits and more): where the lines of one end. */
const LENGTHS: ReadonlyMap<unknown, readonly number[]> = new Map([
  ['HS256', [43]],
  ['HS384', [64]],
  ['HS512', [86]],
  ['ES256', [86]],
  ['ES384', [128]],
  ['ES512', [176]],
  ['EdDSA', [86]],
]);
const RSA_LENGTHS: readonly number[] = [342, 512, 683];

/** Shorter is a word of the next line; a line that was wrapped is seldom so short. */
const LINE_MIN = 24;

/**
 * Finds the key in what people paste: the key alone, in quotes or on several lines, a header (`Bearer "eyJ…"`), a line of
 * a shell or a `.env` file, an answer of the API, a line of a log; with characters that nobody sees. It is a JWT in its
 * compact form (RFC 7519 section 3), whose first two parts are JSON objects, and whose end is there.
 */
export function keyIn(pasted: string): KeyInText {
  const text = plainPaste(pasted);
  const found = new Set<string>();
  for (let at = 0; ; ) {
    START.lastIndex = at;
    const start = START.exec(text)?.index;
    if (start === undefined) break;
    const token = tokenAt(text, start);
    at = token?.end ?? start + 1;
    if (token?.key) found.add(token.key);
  }
  // What another one begins with was cut off.
  const keys = [...found].sort().filter((key, index, all) => !all[index + 1]?.startsWith(key));
  const [key] = keys;
  if (key === undefined) return { kind: 'none' };
  return keys.length === 1 ? { kind: 'key', key } : { kind: 'several', count: keys.length };
}

/** The token that begins here, and where it ends; without its key when that is not there as a whole. */
function tokenAt(text: string, start: number): { key?: string; end: number } | undefined {
  const header = partAt(text, start, HEADER_MAX, HEADER_PIECES);
  const says = header && jsonObject(header.read);
  if (!says) return undefined;
  const payload = partAt(text, header.end, KEY_MAX, KEY_MAX / 16);
  if (!payload || !jsonObject(payload.read)) return undefined;
  const signature = signatureAt(text, start, payload.end, lengthsOf(says));
  if (!signature) return { end: payload.end };
  const { end } = signature;
  const read = signature.read.slice(0, signature.read.length - emphasis(text, start, signature.read));
  if (matchAt(CUT, text, end) || WITHHELD.test(read)) return { end };
  return { key: `${header.read}.${payload.read}.${read}`, end };
}

interface Part {
  readonly read: string;
  readonly end: number;
}

/** A part with the dot behind it, in one piece or on several lines. */
function partAt(text: string, from: number, max: number, pieces: number): Part | undefined {
  let read = '';
  let end = from;
  for (let count = 0; count < pieces; count += 1) {
    const piece = matchAt(PIECE, text, end);
    read += piece;
    end += piece.length;
    if (piece === '' || read.length > max) return undefined;
    const dot = matchAt(BETWEEN_PARTS, text, end);
    if (dot) return { read, end: end + dot.length };
    const gap = matchAt(BETWEEN_PIECES, text, end);
    if (!gap) return undefined;
    end += gap.length;
  }
  return undefined;
}

/** The last part. No dot tells where its lines end: its length does, else how full they are. */
function signatureAt(text: string, start: number, from: number, lengths: readonly number[]): Part | undefined {
  const ways: Part[] = [];
  for (let at = from, read = ''; ways.length < SIGNATURE_PIECES; ) {
    const piece = matchAt(PIECE, text, at);
    // Another key begins.
    if (piece === '' || (read && piece.startsWith('eyJ'))) break;
    read += piece;
    at += piece.length;
    ways.push({ read, end: at });
    const gap = matchAt(BETWEEN_PIECES, text, at);
    if (!gap) break;
    at += gap.length;
  }
  const whole = ways.findLast(({ read }) => lengths.includes(read.length));
  return whole ?? ways.find((way, index) => !goesOn(text, start, way, ways[index + 1]));
}

/** Whether the line that ends here was wrapped, so that the key goes on in the next one. */
function goesOn(text: string, start: number, { read, end }: Part, next: Part | undefined): boolean {
  if (!next) return false;
  const length = next.read.length - read.length;
  const lineEnds = text.slice(end, next.end - length).split('\n').length - 1;
  // A blank line ends what was wrapped.
  if (lineEnds > 1) return false;
  const lines = text.slice(start, end).split(new RegExp(GAP));
  const widths = lines.map((line) => line.length);
  // What stands before the key took of the width of its first line.
  if (lineEnds) widths[0] = (widths[0] as number) + start - text.lastIndexOf('\n', start) - 1;
  const [first, second, third] = widths as [number, number?, number?];
  if (second === undefined) return lineEnds > 0 && length >= LINE_MIN && length <= first;
  return (widths.at(-1) as number) >= (third === undefined ? first : second);
}

/** How many underscores at the end belong to Markdown, which has as many before the key. */
function emphasis(text: string, start: number, signature: string): number {
  let count = 0;
  while (text.charAt(start - count - 1) === '_' && signature.at(-1 - count) === '_') count += 1;
  return /[\w-]/.test(text.charAt(start - count - 1)) ? 0 : count;
}

/** What a part says, if that is an object. */
function jsonObject(part: string): Readonly<Record<string, unknown>> | undefined {
  try {
    // What is not ASCII comes out otherwise, but stays within the strings that it is in.
    const json = part.length % 4 === 1 ? '' : atob(part.replaceAll('-', '+').replaceAll('_', '/'));
    // What ends so is an object, or no JSON; to throw and catch takes longer than all else.
    return json.trimEnd().endsWith('}') ? JSON.parse(json) : undefined;
  } catch {
    return undefined;
  }
}

function lengthsOf({ alg }: Readonly<Record<string, unknown>>): readonly number[] {
  return typeof alg === 'string' && /^[PR]S/.test(alg) ? RSA_LENGTHS : (LENGTHS.get(alg) ?? []);
}

/** What a sticky expression finds here; an empty text where it finds nothing. */
function matchAt(expression: RegExp, text: string, at: number): string {
  expression.lastIndex = at;
  return expression.exec(text)?.[0] ?? '';
}

/** What is wrong with a personal key on the face of it, or `undefined`. @param pasted see {@link keyIn} */
export function keyComplaint(pasted: string): string | undefined {
  const found = keyIn(pasted);
  switch (found.kind) {
    case 'key':
      return found.key.length > KEY_MAX ? 'This is too long to be a personal key.' : undefined;
    case 'several':
      return `There are ${found.count} keys in this text. Paste one of them.`;
    case 'none':
      return 'This is not a personal key, or not all of it: one has three parts, separated by dots, and begins with “eyJ”.';
  }
}
