import type { Call } from './call.ts';
import { Refused } from './input.ts';

/**
 * What an id may look like in a path. No slash, percent sign or pair of dots: a proxy that decodes or resolves them
 * would lead the request to another operation.
 */
const SEGMENT = /^(?!\.{1,2}$)[\w.~:@-]{1,128}$/;

/** What is no text and no whole number came past the types, and would be sent as "undefined" or "NaN". */
function isIdentifier(id: unknown): id is string | number {
  return typeof id === 'string' ? SEGMENT.test(id) : Number.isSafeInteger(id);
}

/**
 * The path and query of a call.
 * @throws Refused when an id is empty or could lead elsewhere, or the page is no whole number from 1
 */
export function targetOf({ path, ids, page }: Call<unknown>): string {
  const target = path.replace(/\{(\w+)\}/g, (_, field: string) => {
    const id: unknown = ids?.[field];
    if (isIdentifier(id)) return String(id);
    throw new Refused([{ field, message: 'not an identifier', code: 'identifier' }]);
  });
  if (page === undefined) return target;
  if (Number.isSafeInteger(page) && page > 0) return `${target}?page=${page}`;
  throw new Refused([{ field: 'page', message: 'not a whole number from 1', code: 'page' }]);
}
