import { addressIn, type Id } from '../api/index.ts';
import { asciiDigits } from '../platform/digits.ts';
import { keyOf } from './ids.ts';

/** What a query names completely, so that it can be asked for without having been listed. */
export type LookupCandidate =
  | { readonly kind: 'id'; readonly id: Id }
  /** The API has no search by email: for a message that says so, or for an invitation. */
  | { readonly kind: 'email'; readonly email: string };

/** An address of a user: a path as the API writes references (`/users/42`), or a whole URL that ends in one. */
const IRI = /^(?:https?:\/\/[^\s/]+)?\/users\/([^\s/?#%]+)$/i;

/** Ids are integers, and were text until version 2.0.171 of the contract; text that is an id by its look is a UUID. */
const ID = /^(?:[1-9]\d{0,14}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i;

/** As much of RFC 5321 as tells an address that is typed completely from one that is not; at most 180 characters. */
const EMAIL =
  /^(?=.{6,180}$)[^\s@<>"(),:;\\]+@[^\s@.<>"(),:;\\]+(?:\.[^\s@.<>"(),:;\\]+)*\.(?:xn--[a-z\d-]+|[^\s@.\d<>"(),:;\\]{2,})$/iu;

/** Longer than any address with a name, and than any IRI: whoever pastes a log or a list looks for no one user. */
const QUERY_MAX = 2_000;

/** The id or email that a query is, or undefined when it is something to search for. */
export function parseLookup(query: string): LookupCandidate | undefined {
  if (query.length > QUERY_MAX) return undefined;
  const text = query.trim();
  const id = asciiDigits(IRI.exec(text)?.[1] ?? text);
  if (ID.test(id)) return { kind: 'id', id: keyOf(id) };
  const email = addressIn(text);
  return EMAIL.test(email) ? { kind: 'email', email } : undefined;
}
