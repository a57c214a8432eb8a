import { type GenericSchema, getDotPath, type InferOutput, safeParse } from 'valibot';
import { unlessAborted } from './network.ts';

/** No body of the API comes near this; what is larger is none of its answers. */
export const MAX_BODY_BYTES = 10 * 1024 * 1024;

/** What an answer says besides its body. */
export interface AnswerContext {
  readonly status: number;
  /** The number of items in the whole list, from `Content-Range`. */
  readonly total: number | undefined;
  /** When the answer came, in milliseconds. */
  readonly at: number;
  /** The page that was asked for, of a list; else 1. */
  readonly page: number;
}

/** Turns the body of a 2xx answer into what the caller gets. Throws `Mismatch`. */
export type Reader<T> = (json: unknown, context: AnswerContext) => T;

/** A body that is not what the contract says. Stays inside this room: the caller gets an error of the family. */
export class Mismatch extends Error {
  /** The field's path; its parts are names of the schema and indices, never words of the body. */
  readonly field: string | undefined;

  constructor(field?: string) {
    super('mismatch');
    this.field = field;
  }
}

/** A reader that checks the body against a schema and maps what passed. */
export function as<S extends GenericSchema, T>(
  schema: S,
  map: (wire: InferOutput<S>, context: AnswerContext) => T,
): Reader<T> {
  return (json, context) => {
    // A list has no fields, and so fits any schema whose fields may all be absent.
    if (Array.isArray(json)) throw new Mismatch();
    const result = safeParse(schema, json, { abortEarly: true });
    if (result.success) return map(result.output, context);
    throw new Mismatch(getDotPath(result.issues[0]) ?? undefined);
  };
}

/** A reader for answers without content. A body, if there is one, must at least be JSON. */
export const nothing: Reader<void> = () => undefined;

/**
 * A reader for the answer to a deletion: 204 without content, the only one that the contract has. A gateway that knows no
 * DELETE answers in other ways that look like success, and a key that lives on must not count as gone.
 */
export const deleted: Reader<void> = (json, { status }) => {
  if (status !== 204 || json !== undefined) throw new Mismatch();
};

/**
 * Reads a body and stops at this many bytes, or when the signal is aborted.
 * @throws Mismatch when it is larger; else what the stream or the signal throws
 */
export async function readBody(
  response: Response,
  maxBytes: number,
  signal: AbortSignal,
): Promise<Uint8Array<ArrayBuffer>> {
  if (response.body === null) return new Uint8Array();
  const reader = response.body.getReader();
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for (;;) {
      const { done, value } = await unlessAborted(reader.read(), signal);
      if (done) break;
      size += value.byteLength;
      if (size > maxBytes) throw new Mismatch();
      chunks.push(value);
    }
  } catch (error) {
    reader.cancel().catch(ignore);
    throw error;
  }
  const body = new Uint8Array(size);
  let offset = 0;
  for (const chunk of chunks) {
    body.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return body;
}

/** A stream that is given up may fail to close; nobody needs it any more. */
export function ignore(): void {}

/**
 * The JSON of a body (RFC 8259: UTF-8; a byte order mark is passed over), `undefined` for an empty one. A key
 * `__proto__` becomes a plain field, and depth costs nothing: the schemas only ever look at the fields they name.
 * @throws Mismatch when it is no JSON or no UTF-8
 */
export function parseJson(body: Uint8Array): unknown {
  if (body.byteLength === 0) return undefined;
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    throw new Mismatch();
  }
}

/** The total of `Content-Range: 0-50/28441`; the range itself is left alone, as its end may be inclusive or not. */
export function totalOf(headers: Headers): number | undefined {
  const total = /\/(\d{1,15})\s*$/.exec(headers.get('content-range') ?? '')?.[1];
  return total === undefined ? undefined : Number(total);
}
