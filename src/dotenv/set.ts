import { BYTE_ORDER_MARK, toBytes, toText } from './bytes.ts';
import { type Assignment, find, parse, type Range, TAKES_ANY, type Unreadable } from './parse.ts';
import { type Quoting, quote, type Unwritable, type VariableName } from './quote.ts';

/** What some reader will make of the new line all the same, and a person should know. */
export type Caveat =
  /** Lines end in CRLF: sh and `docker run` take the carriage return for a part of the value. */
  | 'carriageReturn'
  /** The name is there more than once: the last one is set, which wins; the values before it stay in the file. */
  | 'repeated';

export type SetOutcome =
  | {
      readonly kind: 'set';
      readonly file: Uint8Array;
      /** Where the value is in the new file, with its quotes. */
      readonly value: Range;
      readonly quotes: Exclude<Quoting['kind'], 'refused'>;
      readonly caveats: readonly Caveat[];
    }
  | { readonly kind: 'unwritable'; readonly because: Unwritable }
  | Unreadable;

/**
 * Sets a name to a value. From the name to the end of its value all is written anew, `NAME=value`: readers that take
 * `NAME = value` or `NAME: value` take that too, and the others take nothing else (a shell would run the value as a
 * command, and show it). Everything else stays as it is, byte by byte. A name that is not there goes to the end.
 */
export function set(file: Uint8Array, name: VariableName, value: string): SetOutcome {
  const dotenv = parse(file);
  if (dotenv.kind !== 'read') return dotenv;
  const old = find(dotenv, name);
  const quoting = quote(value, old?.isExported);
  if (quoting.kind === 'refused') return { kind: 'unwritable', because: quoting.because };
  const text = toText(file);
  const eol = lineEnd(text);
  const [before, after] = old ? around(text, old, eol) : atEnd(text, eol);
  const from = before.length + name.length + 1;
  const caveats: Caveat[] = [];
  if (eol === '\r\n') caveats.push('carriageReturn');
  if (dotenv.assignments.filter((each) => each.name === name).length > 1) caveats.push('repeated');
  return {
    kind: 'set',
    file: toBytes(`${before}${name}=${quoting.text}${after}`),
    value: { from, to: from + quoting.text.length },
    quotes: quoting.kind,
    caveats,
  };
}

/** What stays before and behind an assignment. */
function around(text: string, { range, lineFrom }: Assignment, eol: string): [before: string, after: string] {
  const above = text.slice(0, lineFrom);
  const after = text.slice(range.to);
  // A comment right behind the value would become a part of it.
  return [above + gap(above, eol) + text.slice(lineFrom, range.from), after.startsWith('#') ? ` ${after}` : after];
}

function atEnd(text: string, eol: string): [before: string, after: string] {
  const isOpen = text !== '' && text !== BYTE_ORDER_MARK && !text.endsWith('\n');
  const above = isOpen ? text + eol : text;
  return [above + gap(above, eol), eol];
}

/** A line that takes the next one along: dotenv reads `NAME:` so, a shell one that ends in a backslash. */
const TAKES_NEXT = /(?:^(?:\xef\xbb\xbf)?|\n)(?:[ \t]*(?:export[ \t]+)?[\w.-]+:[ \t]*|[^#\n]*\\)\r?\n$/;

/** What keeps a line apart from what is above it: of a name behind a byte order mark node, sh and bash know nothing. */
function gap(above: string, eol: string): string {
  if (TAKES_ANY.test(above)) return `#${eol}`;
  return above === BYTE_ORDER_MARK || TAKES_NEXT.test(above) ? eol : '';
}

/** As the last line ends that does. */
function lineEnd(text: string): '\n' | '\r\n' {
  return text[text.lastIndexOf('\n') - 1] === '\r' ? '\r\n' : '\n';
}
