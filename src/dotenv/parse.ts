import { BYTE_ORDER_MARK, toBytes, toText } from './bytes.ts';

/** Places in the file, in bytes; `to` is behind the last one. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

export interface Assignment {
  readonly name: string;
  readonly isExported: boolean;
  /** Where its line begins. */
  readonly lineFrom: number;
  /** From its name to the end of its value: what is written anew. */
  readonly range: Range;
  /** Its value, with its quotes. */
  readonly value: Range;
  /** The value without its quotes. Escapes in it are as they stand: readers differ on them. */
  readonly text: string;
}

/**
 * Why a file is left alone. `notText`: of an encoding that readers do not take. `unclear`: they do not agree where a
 * value ends, so that a change of one line could become one of another. Lines count from 1.
 */
export type Unreadable = { readonly kind: 'notText' } | { readonly kind: 'unclear'; readonly line: number };

/** What is in a `.env` file. */
export interface Dotenv {
  readonly kind: 'read';
  readonly assignments: readonly Assignment[];
}

// Nobody vouches for the file: each of these takes a time that grows as the text does, whatever is in it.

/** Up to the value. `KEY: v` is dotenv's own. */
const HEAD = /([ \t]*(?:export[ \t]+)?)([\w.-]+)(?:[ \t]*=|:(?=[ \t\r\n]|$))/y;

/** A carriage return of its own, and the separators U+2028 and U+2029, which end a line in JavaScript alone. */
const ODD_END = /\r(?!\n)|\xe2\x80[\xa8\xa9]/;

/** As dotenv sees what is up to the value, with blanks of every script: one that was pasted, a byte order mark between files. */
const NAMED = /^\s*(?:export\s+)?[\w.-]+(?:\s*=|:\s)/;

/** An empty value with a blank: for node, whatever comes next that is no comment is its value. */
export const TAKES_ANY = /(?:^|\n)[^#=\n][^=\n]*=[ \t]+\r?\n(?:[ \t]*\r?\n)*$/;

/** What may stand behind a value that is over. */
const TAIL = /[ \t]*(?:#[^\r\n]*)?(?=\r?\n|$)/y;

/** In double quotes, with escapes, up to the end of the line; not with one at its end, which dotenv takes for `\\"`. */
const ESCAPED = /"(?:\\[^\r\n]|[^"\\\r\n])*(?<!\\)"(?=[ \t]*(?:#[^\r\n]*)?(?:\r?\n|$))/y;

/** What a shell takes for a whole word or several, with nothing left open at the end of the line, and no escaped quote. */
const CLOSED =
  /(?:[^'"\\`\r\n]|\\[^'"\r\n]|'(?:[^'\r\n]*[^'\\\r\n])?'|"(?:\\[^"\r\n]|[^"\\\r\n])*(?<!\\)")*?(?:[ \t]#[^\r\n]*)?(?=\r?\n|$)/y;

/** Without quotes: a comment begins behind a blank only, as `#` may be part of the value to all readers but dotenv and node. */
const PLAIN = /[^ \t\r\n]*(?:[ \t]+[^ \t\r\n#][^ \t\r\n]*)*/y;

const BLANKS = /[ \t]*/y;

const LINE = /[^\n]*(?:\n|$)/y;

/** Reads a `.env` file; every line that is no assignment to any reader is passed over. */
export function parse(file: Uint8Array): Dotenv | Unreadable {
  const text = toText(file);
  if (/^(?:\xff\xfe|\xfe\xff)|\0/.test(text)) return { kind: 'notText' };
  // To some readers it ends a line, to others it is part of the value.
  const oddEnd = ODD_END.exec(text);
  if (oddEnd) return unclearAt(text, oddEnd.index);
  const assignments: Assignment[] = [];
  const start = text.startsWith(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK.length : 0;
  let at = start;
  let isTaken = false;
  while (at < text.length) {
    const lineFrom = at;
    const head = matchAt(HEAD, text, at);
    if (head) {
      const [whole, indent, name] = head as unknown as [whole: string, indent: string, name: string];
      const value = valueAt(text, at + whole.length);
      if (!value) return unclearAt(text, lineFrom);
      assignments.push({
        name,
        isExported: indent.trim() !== '',
        lineFrom,
        range: { from: at + indent.length, to: value.to },
        value,
        text: unquoted(text.slice(value.from, value.to)),
      });
      at = value.to;
    }
    at += lengthAt(LINE, text, at);
    if (!head && isNamedOddly(text.slice(lineFrom, at))) return unclearAt(text, lineFrom);
    // Node takes a byte order mark for a part of the name, so that the first line is no comment to it.
    const line = text.slice(lineFrom === start ? 0 : lineFrom, at);
    if (isReadOtherwise(line, isTaken)) return unclearAt(text, lineFrom);
    if (line.trim() !== '') isTaken = TAKES_ANY.test(line);
  }
  return { kind: 'read', assignments };
}

/** The assignment that counts: to every reader the last one wins. */
export function find({ assignments }: Dotenv, name: string): Assignment | undefined {
  return assignments.findLast((each) => each.name === name);
}

/** The line of a place in the file, counted from 0, as an editor does. */
export function lineOf(file: Uint8Array, at: number): number {
  return file.subarray(0, at).filter((byte) => byte === LINE_FEED).length;
}

const LINE_FEED = 10;

/** @returns `undefined` when readers do not agree where it ends */
function valueAt(text: string, behindSeparator: number): Range | undefined {
  const from = behindSeparator + lengthAt(BLANKS, text, behindSeparator);
  const first = text[from];
  if (first === undefined || first === '#' || first === '\r' || first === '\n') {
    return { from: behindSeparator, to: behindSeparator };
  }
  if (first !== '"' && first !== "'" && first !== '`') return { from, to: from + lengthAt(PLAIN, text, from) };
  const closing = text.indexOf(first, from + 1);
  // No reader sees an escape here, and nothing but a comment follows: they agree, over several lines too.
  if (closing !== -1 && text[closing - 1] !== '\\' && matchAt(TAIL, text, closing + 1)) {
    return { from, to: closing + 1 };
  }
  const escaped = matchAt(ESCAPED, text, from);
  if (escaped) return { from, to: from + escaped[0].length };
  // Words that follow each other, as `"a"b`: for a shell one value, for dotenv a bare one; over with the line for both.
  if (matchAt(CLOSED, text, from)) return { from, to: from + lengthAt(PLAIN, text, from) };
  return undefined;
}

/** Whether node opens quotes where the others do not, or the other way round: it takes any name, and no colon. */
function isReadOtherwise(line: string, isTaken: boolean): boolean {
  if (isTaken && /^[ \t]*["'`]|\n[\s\S]/.test(line)) return true;
  if (/^[^=\n]*:[ \t]/.test(line) && /\n[\s\S]/.test(line)) return true;
  if (isHereDocument(line)) return true;
  const odd = /^(?![ \t]*#)[^=]*=/.exec(line);
  return odd !== null && !valueAt(line, odd[0].length);
}

/** Whether a line that is no assignment here is one to dotenv, which would then read its value. */
function isNamedOddly(line: string): boolean {
  return (
    /[^ -~\s]|[\v\f]/.test(line) && NAMED.test(new TextDecoder('utf-8', { ignoreBOM: true }).decode(toBytes(line)))
  );
}

/** Whether a shell takes the lines that follow for a text, and no assignments. */
function isHereDocument(line: string): boolean {
  if (!line.includes('<<')) return false;
  const words = line.replace(/'[^']*'|"[^"]*"/g, '""').replace(/(?:^|[ \t])#[^\n]*/g, '');
  return /<<-?[ \t]*["\\\w]/.test(words);
}

function unquoted(value: string): string {
  return /^(["'`])[\s\S]*\1$/.test(value) ? value.slice(1, -1) : value;
}

function unclearAt(text: string, at: number): Unreadable {
  return { kind: 'unclear', line: text.slice(0, at).split('\n').length };
}

function matchAt(sticky: RegExp, text: string, at: number): RegExpExecArray | null {
  sticky.lastIndex = at;
  return sticky.exec(text);
}

/** Of what matches the empty text too. */
function lengthAt(sticky: RegExp, text: string, at: number): number {
  return (matchAt(sticky, text, at) as RegExpExecArray)[0].length;
}
