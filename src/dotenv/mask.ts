import { parse } from './parse.ts';

/** What stands for a value that is not shown. */
export const MASK = '••••';

/**
 * A file as it may be shown: names and comments, and no value, be it one in a comment or what is left of one that was
 * pasted over several lines and is no assignment to anybody.
 * @param shownAs what stands for the value of a name instead of {@link MASK}; of the last assignment of that name
 */
export function masked(file: Uint8Array, shownAs: ReadonlyMap<string, string> = new Map()): string {
  const dotenv = parse(file);
  if (dotenv.kind !== 'read') return MASK;
  const decoder = new TextDecoder();
  const lastOf = new Map(dotenv.assignments.map((each) => [each.name, each]));
  let shown = '';
  let at = 0;
  for (const each of dotenv.assignments) {
    const { name, value, lineFrom } = each;
    const isEmpty = value.from === value.to;
    shown += between(decoder.decode(file.subarray(at, lineFrom))) + decoder.decode(file.subarray(lineFrom, value.from));
    shown += (lastOf.get(name) === each ? shownAs.get(name) : undefined) ?? (isEmpty ? '' : MASK);
    at = value.to;
  }
  return shown + between(decoder.decode(file.subarray(at)));
}

/** An assignment that was commented out, up to its value. */
const COMMENTED_OUT = /^([ \t]*#[# \t]*(?:export[ \t]+)?[\w.-]+[ \t]*(?:=|:[ \t])[ \t]*)[^ \t].*/;

/** What is around assignments, line by line. */
function between(text: string): string {
  return text.replace(/[^\r\n]+/g, (line) => {
    if (line.trim() === '') return line;
    return /^[ \t]*#/.test(line) ? line.replace(COMMENTED_OUT, `$1${MASK}`) : MASK;
  });
}
