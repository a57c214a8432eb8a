import assert from 'node:assert/strict';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import contract from '../../src/api/openapi.json' with { type: 'json' };
import extras from '../../src/api/openapi-extras.json' with { type: 'json' };

/** Where an operation is in one of the two documents, and what is known of it there. */
export interface Operation {
  readonly document: 'contract' | 'extras';
  readonly method: string;
  readonly path: string;
  readonly statuses: readonly string[];
}

interface Described {
  readonly requestBody?: { readonly content: Readonly<Record<string, unknown>> };
  readonly responses: Readonly<
    Record<string, { readonly content?: Readonly<Record<string, unknown>>; readonly headers?: object }>
  >;
}

/** An answer with its body read. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

const documents = { contract, extras } as const;

// Not strict: OpenAPI adds keywords of its own (`examples`, `x-…`) that say nothing about validity.
const ajv = new Ajv2020({ strict: false, allErrors: true, verbose: false });
addFormats.default(ajv);
for (const format of ['identifier', 'iri-reference']) ajv.addFormat(format, true);
for (const [name, document] of Object.entries(documents)) ajv.addSchema(document, name);

function described(document: Operation['document'], path: string, method: string): Described {
  const paths = documents[document].paths as unknown as Record<string, Record<string, Described>>;
  const found = paths[path]?.[method];
  assert.ok(found, `${method} ${path} is in no document`);
  return found;
}

function operationsOf(document: Operation['document']): Operation[] {
  return Object.entries(documents[document].paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => ({
      document,
      method,
      path,
      statuses: Object.keys(described(document, path, method).responses),
    })),
  );
}

/** All operations of both documents. */
export const operations: readonly Operation[] = [...operationsOf('contract'), ...operationsOf('extras')];

/** The operation that a request to this path is meant for. */
export function operationAt(method: string, pathname: string): Operation | undefined {
  return operations.find(
    (each) =>
      each.method === method.toLowerCase() && new RegExp(`^${each.path.replace(/\{\w+\}/g, '[^/]+')}$`).test(pathname),
  );
}

function pointer(...parts: readonly string[]): string {
  return parts.map((part) => `/${encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'))}`).join('');
}

/** The schema's complaints about a value, without the value: it may hold secrets. */
function complaints(document: Operation['document'], at: string, value: unknown): string[] {
  const validate = ajv.getSchema(`${document}#${at}`);
  assert.ok(validate, `${document} has no schema at ${at}`);
  validate(value);
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

/** How a request differs from what its operation takes: nothing, if all is well. */
export async function requestComplaints(request: Request, { document, path, method }: Operation): Promise<string[]> {
  const accept = request.headers.get('accept');
  if (accept !== 'application/json') return [`accepts ${accept}`];
  const content = described(document, path, method).requestBody?.content;
  const text = await request.text();
  if (content === undefined) return text === '' ? [] : ['a body where none is due'];
  const type = request.headers.get('content-type')?.split(';')[0] ?? '';
  if (content[type] === undefined) return [`content type ${type}`];
  const body = type === 'application/json' ? JSON.parse(text) : Object.fromEntries(new URLSearchParams(text));
  return complaints(document, pointer('paths', path, method, 'requestBody', 'content', type, 'schema'), body);
}

/** Statuses that any request may end in before it reaches an operation, described or not. */
const OUTSIDE = new Set([401, 403, 404, 405, 406, 415, 421]);

/** Whether an answer needs no description: nothing of an operation is in it, or a list was asked for a page below 1. */
export function isOutside(method: string, status: number): boolean {
  return OUTSIDE.has(status) || (status === 400 && method.toLowerCase() === 'get');
}

/** How an answer differs from what its operation's document describes, headers apart: nothing, if all is well. */
export function answerComplaints({ document, path, method }: Operation, { status, headers, text }: Answer): string[] {
  const known = described(document, path, method).responses[status];
  if (known === undefined) return isOutside(method, status) ? [] : [`status ${status} is not described`];
  if (known.content === undefined) return text === '' ? [] : [`a body with ${status}`];
  // Errors may come as problem+json although the document says json: api platforms do so, and it costs nothing.
  const type = headers.get('content-type')?.split(';')[0] ?? '';
  if (type !== 'application/json' && type !== 'application/problem+json') return [`content type ${type}`];
  const at = pointer('paths', path, method, 'responses', `${status}`, 'content', 'application/json', 'schema');
  return complaints(document, at, JSON.parse(text));
}

/** The headers that the document lists for an answer and that it does not have. */
export function absentHeaders({ document, path, method }: Operation, { status, headers }: Answer): string[] {
  const listed = Object.keys(described(document, path, method).responses[status]?.headers ?? {});
  return listed.filter((header) => !headers.has(header)).map((header) => `without ${header}`);
}
