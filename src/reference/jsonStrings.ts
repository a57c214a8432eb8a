/** A string of a JSON text that is a value, and where it stands. */
export interface JsonString {
  /** The names and numbers that lead to it. */
  readonly path: readonly string[];
  readonly value: string;
  /** Offset of its first quotation mark. */
  readonly start: number;
  /** Offset behind its last one, or behind the line where that is missing yet. */
  readonly end: number;
}

const TOKEN = /\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|"(?:[^"\\\n]|\\.)*"?|[{}[\]:,]/gu;

/** Whoever writes a text may open brackets without end, and each string has the way to it: deeper ones are left out. */
const DEPTH_MAX = 64;

/** An object or a list that is open: the name or the number of what comes in it. */
interface Open {
  readonly isList: boolean;
  at: string;
  /** Whether the colon was there. */
  isNamed: boolean;
}

/**
 * The strings of JSON with comments that are values, in order. The text may be one that somebody is writing: what is
 * missing or too much does no harm to the rest as far as brackets tell. None that is more than {@link DEPTH_MAX} deep.
 */
export function stringsIn(text: string): JsonString[] {
  const found: JsonString[] = [];
  const open: Open[] = [];
  for (const { 0: token, index } of text.matchAll(TOKEN)) {
    const inner = open.at(-1);
    if (token === '{' || token === '[')
      open.push({ isList: token === '[', at: token === '[' ? '0' : '', isNamed: false });
    else if (token === '}' || token === ']') open.pop();
    else if (token.startsWith('"')) {
      const value = textOf(token);
      if (inner && !inner.isList && !inner.isNamed) inner.at = value;
      else if (open.length <= DEPTH_MAX)
        found.push({ path: open.map(({ at }) => at), value, start: index, end: index + token.length });
    } else if (inner && token === ':') inner.isNamed = true;
    else if (inner && token === ',') {
      inner.isNamed = false;
      if (inner.isList) inner.at = String(Number(inner.at) + 1);
    }
  }
  return found;
}

/** What a string means; as it stands there, where it is none yet. */
function textOf(token: string): string {
  try {
    return JSON.parse(token) as string;
  } catch {
    return token.replace(/^"|"$/gu, '');
  }
}
