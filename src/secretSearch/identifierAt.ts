/** A shorter one may be part of anything. */
const SHORTEST = 6;

/**
 * The identifier that has a place inside of it or at its edge, as a word of its own. Takes time in proportion to the
 * number of identifiers.
 * @param text a piece of a line
 * @param at the place in it, in UTF-16 units
 */
export function identifierAt(
  text: string,
  at: number,
  identifiers: Iterable<string>,
): { readonly identifier: string; readonly from: number } | undefined {
  for (const identifier of identifiers) {
    const from = wordAround(text, at, identifier);
    if (from !== undefined) return { identifier, from };
  }
  return undefined;
}

function wordAround(text: string, at: number, identifier: string): number | undefined {
  if (identifier.length < SHORTEST) return undefined;
  for (let start = text.indexOf(identifier); start !== -1; start = text.indexOf(identifier, start + 1)) {
    const end = start + identifier.length;
    const isWord = !/\w/.test(text.charAt(start - 1)) && !/\w/.test(text.charAt(end));
    if (isWord && start <= at && at <= end) return start;
  }
  return undefined;
}
