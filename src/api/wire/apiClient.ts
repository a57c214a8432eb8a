import { type InferOutput, nullish, object, pipe, regex, string } from 'valibot';
import { instant, names, present } from './shared.ts';

/**
 * What may be written to a header, a form or a `.env` line as it is: printable ASCII without spaces. An answer that
 * breaks this would let the server, or whoever answers in its place, write lines of its own there.
 */
const identifier = pipe(string(), regex(/^[!-~]{1,128}$/));
const secret = pipe(string(), regex(/^[!-~]{1,4096}$/));

/** An API client in a list or by itself. */
export const apiClientWire = object({
  identifier,
  createdAt: instant,
  scopes: names,
  name: nullish(string()),
});

/** An API client: the OAuth key of a program. Its secret cannot be read again. */
export interface ApiClient {
  readonly identifier: string;
  readonly name?: string;
  /** Unknown scopes are kept, and those that cannot be asked for (`INTERNAL_WRITE`). */
  readonly scopes: string[];
  readonly createdAt: Date;
}

/** An API client from the wire. */
export function toApiClient(wire: InferOutput<typeof apiClientWire>): ApiClient {
  return present(wire);
}

/** The answer of `POST /api-clients`. */
export const createdApiClientWire = object({
  identifier,
  secret,
  name: nullish(string()),
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
