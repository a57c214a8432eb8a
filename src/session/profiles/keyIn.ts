/** What of a text is a key. */
export type KeyInText =
  | { readonly kind: 'key'; readonly key: string }
  /** No key at all, or one that was cut off. */
  | { readonly kind: 'none' }
  /** Different ones: which is meant, the text does not say. */
  | { readonly kind: 'several'; readonly count: number };

/** A JWT in its compact form (RFC 7519 section 3), whose first two parts are JSON objects. */
const JWT = /(?<![\w.-])eyJ[\w-]*\.eyJ[\w-]*\.[\w-]+(?![\w-]|\.[\w-])/g;

/** The form alone, for keys of test servers. */
const THREE_PARTS = /^[\w-]+\.[\w-]+\.[\w-]+$/;

/**
 * Finds the key in what people paste: the key alone, in quotes or on several lines, a header (`Bearer "eyJ…"`), a line of
 * a shell or a `.env` file, an answer of the API, a line of a log; with characters that nobody sees.
 */
export function keyIn(pasted: string): KeyInText {
  const text = pasted.replace(/\p{Cf}/gu, '').trim();
  const alone = bare(bare(text).replace(/^Bearer\b/i, ''));
  // One that was wrapped has nothing else on its lines.
  const lines = alone.split('\n').map((line) => line.trim());
  const whole = lines.every((line) => /^[\w.-]+$/.test(line)) ? lines.join('') : alone;
  if (THREE_PARTS.test(whole)) return { kind: 'key', key: whole };
  const keys = [...new Set(text.match(JWT) ?? [])];
  const [key] = keys;
  if (key === undefined) return { kind: 'none' };
  return keys.length === 1 ? { kind: 'key', key } : { kind: 'several', count: keys.length };
}

/** A text without what stands around it and is in no key, such as quotes. In one pass, however much there is of it. */
function bare(text: string): string {
  let from = 0;
  let to = text.length;
  while (from < to && !/[\w-]/.test(text.charAt(from))) from += 1;
  while (to > from && !/[\w-]/.test(text.charAt(to - 1))) to -= 1;
  return text.slice(from, to);
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
      return 'This is not a personal key: one has three parts, separated by dots, and begins with “eyJ”.';
  }
}

/** Longest personal key that is taken for one, in characters; a JWT of the API has about a thousand. */
const KEY_MAX = 16_384;
