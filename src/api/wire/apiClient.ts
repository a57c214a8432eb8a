import { check, type InferOutput, number, object, pipe, regex, string, transform, union } from 'valibot';
import { allNames, present, text, time } from './shared.ts';

/**
 * What may be written to a header, a form or a `.env` line as it is: printable ASCII without spaces. An answer that
 * breaks this would let the server, or whoever answers in its place, write lines of its own there.
 */
const printable = pipe(string(), regex(/^[!-~]{1,128}$/));

/**
 * Text, or a number as text: the API has changed the ids of users from the one to the other, and the one answer that has a
 * secret must not be thrown away for it.
 */
const identifier = union([
  printable,
  pipe(
    number(),
    check((value) => Number.isSafeInteger(value) && value >= 0),
    transform(String),
  ),
]);
const secret = pipe(string(), regex(/^[!-~]{1,4096}$/));

/** An API client in a list or by itself. */
export const apiClientWire = object({
  identifier,
  createdAt: time,
  scopes: allNames,
  name: text,
});

/** An API client: the OAuth key of a program. Its secret cannot be read again. */
export interface ApiClient {
  readonly identifier: string;
  readonly name?: string;
  /**
   * Unknown scopes are kept, and those that cannot be asked for (`INTERNAL_WRITE`). Empty when not all of them can be
   * read: a key that takes this one's place must not have fewer.
   */
  readonly scopes: string[];
  /** Absent when the answer's time cannot be read. */
  readonly createdAt?: Date;
}

/** An API client from the wire. */
export function toApiClient(wire: InferOutput<typeof apiClientWire>): ApiClient {
  return present(wire);
}

/** The answer of `POST /api-clients`. */
export const createdApiClientWire = object({
  identifier,
  secret,
  name: text,
});

/** The one answer that carries the secret. It is never shown again by the API. */
export interface CreatedApiClient {
  readonly identifier: string;
  readonly name?: string;
  readonly secret: string;
}

/** A new API client from the wire. */
export function toCreatedApiClient(wire: InferOutput<typeof createdApiClientWire>): CreatedApiClient {
  return present(wire);
}
