/** What of a client a reference stands for: its secret, unless `#id` asks for its identifier. */
export type Part = 'secret' | 'id';

/** What of a client a reference may be made by. */
export interface NamedClient {
  readonly identifier: string;
  readonly name?: string;
}

/** A reference as it was written: the name or the identifier of a client, and what of it is meant. */
export interface Reference {
  /** One line in Unicode's composed form, with no blanks around it. Never empty. */
  readonly what: string;
  readonly part: Part;
}

/**
 * However it is written, so that a slip of the finger is told instead of handed on as a value. `tripartie://…` is an
 * address of something else.
 */
const BEGINNING = /^\s*tripartie:(?!\/\/)/iu;

/** Behind the last `#`; any other word there belongs to the name. */
const ENDING = /#(secret|id)$/u;

/** Whether a value is meant as a reference, well made or not. */
export function isReference(value: unknown): value is string {
  return typeof value === 'string' && BEGINNING.test(value);
}

/**
 * Reads a value that {@link isReference}. Nothing in it is escaped: all between `tripartie:` and the end, or a last `#id` or
 * `#secret`, is the name. @returns `undefined` where no name is there
 */
export function parseReference(value: string): Reference | undefined {
  const rest = comparable(value.replace(BEGINNING, ''));
  const part = ENDING.exec(rest)?.[1];
  const what = comparable(rest.replace(ENDING, ''));
  return what === '' ? undefined : { what, part: part === 'id' ? 'id' : 'secret' };
}

/** In the order in which people look for a name: whatever its case, numbers by their value; the nameless last. */
export function byName<T extends NamedClient>(clients: readonly T[]): T[] {
  const { compare } = new Intl.Collator('en', { numeric: true });
  const nameOf = ({ name = '' }: T) => comparable(name);
  return [...clients].sort(
    (one, other) =>
      Number(nameOf(one) === '') - Number(nameOf(other) === '') ||
      compare(nameOf(one), nameOf(other)) ||
      compare(one.identifier, other.identifier),
  );
}

/** Whether a name can only be meant as an identifier, which Tripartie gives: no client can be made with it. */
export function isIdentifier(what: string): boolean {
  return /^[0-9a-f]{32}$/i.test(what);
}

/** What two spellings of one name have in common. */
export function comparable(name: string): string {
  return name.normalize('NFC').replace(/\s+/gu, ' ').trim();
}

/** Writes a reference. @returns `undefined` for what would not be read back as it is, or be changed by the editor before */
export function spell({ what, part }: Reference): string | undefined {
  // The editor puts variables in the place of `${…}`.
  if (what.includes('${')) return undefined;
  const ending = part === 'id' ? '#id' : ENDING.test(what) ? '#secret' : '';
  const text = `tripartie:${what}${ending}`;
  const read = isReference(text) ? parseReference(text) : undefined;
  return read?.what === what && read.part === part ? text : undefined;
}

/** How a client is best referred to: by its name, which stays over a rotation, or where that means others too, by its identifier. */
export function spellingOf(
  { identifier, name = '' }: NamedClient,
  all: readonly NamedClient[],
  part: Part,
): string | undefined {
  const what = comparable(name);
  const isTaken = all.some(
    (each) => each.identifier === what || (each.identifier !== identifier && comparable(each.name ?? '') === what),
  );
  return (isTaken ? undefined : spell({ what, part })) ?? spell({ what: identifier, part });
}
