import assert from 'node:assert/strict';
import { AmbiguousError, UnexpectedAnswerError } from '../../../src/api/index.ts';
import { isUnrepeatableWrite, type Sample } from './samples.ts';

const DEPTH = 10_000;

/** Bodies that are no JSON at all: none of any operation's. */
export const notJson: Readonly<Record<string, Uint8Array<ArrayBuffer> | string>> = {
  whitespace: ' \n',
  'half an object': '{"id": 7',
  'half a string': '{"id": "7',
  'half a list': '[{"id":7},',
  'a trailing comma': '{"id":7,}',
  'single quotes': "{'id':7}",
  'two documents': '{"id":7}{"id":7}',
  'a comment': '/* */{"id":7}',
  NaN: 'NaN',
  Infinity: '-Infinity',
  undefined: 'undefined',
  'a leading zero': '{"id":007}',
  'a raw newline in a string': '{"id":"\n"}',
  'HTML of a proxy': '<!doctype html><h1>502 Bad Gateway</h1>',
  XML: '<?xml version="1.0"?><id>7</id>',
  'plain text': 'Service unavailable',
  'a form': 'id=7',
  JSONP: 'callback({"id":7})',
  'a JSON hijack guard': ")]}',\n{}",
  'a NUL': '\0',
  'NULs around': '\0{"id":7}\0',
  'a byte order mark alone': '\uFEFF',
  'a byte order mark and HTML': '\uFEFF<html>',
  'two byte order marks': '\uFEFF\uFEFF{"id":7}',
  'invalid UTF-8, a lone continuation': new Uint8Array([0x22, 0x80, 0x22]),
  'invalid UTF-8, cut off': new Uint8Array([0x22, 0xe2, 0x82]),
  'invalid UTF-8, overlong': new Uint8Array([0x22, 0xc0, 0xaf, 0x22]),
  'invalid UTF-8, a surrogate': new Uint8Array([0x22, 0xed, 0xa0, 0x80, 0x22]),
  'invalid UTF-8, 0xff': new Uint8Array([0xff, 0xfe, 0xfd]),
  'UTF-16': new Uint8Array(Buffer.from('\uFEFF{"id":7}', 'utf16le')),
  'compressed bytes': new Uint8Array([0x1f, 0x8b, 0x08, 0x00, 0x00]),
  'lists without end': '['.repeat(DEPTH),
  'objects without end': '{"a":'.repeat(DEPTH),
  '11 MB': ' '.repeat(11 * 1024 * 1024),
};

/** Bodies of no operation's shape: none of any operation's that reads something of its answer. */
export const wrongShape: Readonly<Record<string, string>> = {
  empty: '',
  null: 'null',
  true: 'true',
  'a number': '7',
  'a huge number': '1e999',
  'an empty text': '""',
  'a text': '"sandbox"',
  'lists in lists': '[[]]',
  'a list of null': '[null]',
  'a list of numbers': '[1,2,3]',
  'lists 10,000 deep': `${'['.repeat(DEPTH)}${']'.repeat(DEPTH)}`,
};

const unknown = (fields: string) => (object: string) => `{${fields}${object === '{}' ? '' : ','}${object.slice(1)}`;

/** What makes a good answer a strange one, object for object: it says what it said before. */
export const strange: Readonly<Record<string, (object: string) => string>> = {
  'a __proto__ key': unknown('"__proto__":{"polluted":true,"id":8,"secret":"y"}'),
  'a constructor key': unknown('"constructor":{"prototype":{"polluted":true}}'),
  'unknown fields': unknown('"colour":"red","nested":{"deep":[1]}'),
  'an unknown field 10,000 deep': unknown(`"nested":${'{"id":'.repeat(DEPTH)}1${'}'.repeat(DEPTH)}`),
  'an unknown field of 1 MB': unknown(`"padding":"${'x'.repeat(1_000_000)}"`),
  'keys that come twice, wrong at first': (object) =>
    unknown(
      Object.keys({ unknown: '', ...JSON.parse(object) })
        .map((key) => `${JSON.stringify(key)}:{}`)
        .join(),
    )(object),
};

/** What a field can be for; where the operations that answer with it take each, see the fields of fields' test. */
export type Kind =
  | 'id'
  | 'text'
  | 'flag'
  | 'number'
  | 'instant'
  | 'someNames'
  | 'allNames'
  | 'reference'
  | 'identifier'
  | 'secret'
  | 'token'
  | 'tokenType'
  | 'duration'
  | 'totpUri';

const WORDS = ['text', 'id', 'reference'] as const;
/** Kinds that hold printable ASCII without a space, as it goes into a header or a line of a file. */
const PRINTABLE = [...WORDS, 'identifier', 'secret', 'token'] as const;

/** Values, and the kinds of fields that take them as they are: an answer with one in another field is not usable. */
export const values: Readonly<Record<string, readonly [value: unknown, takenBy: readonly Kind[]]>> = {
  true: [true, ['flag']],
  'true as a text': ['true', PRINTABLE],
  zero: [0, ['id', 'number', 'duration', 'identifier']],
  'a negative number': [-1, ['id', 'number']],
  'a fraction': [7.5, ['number', 'duration']],
  'a number beyond all integers': [1e99, ['number']],
  'an object': [{ value: 'sandbox' }, ['reference']],
  'a list of objects': [[{}], ['reference', 'someNames']],
  'a list of null': [[null], ['reference', 'someNames']],
  'a list of numbers': [[7], ['reference', 'someNames']],
  'names and what is none': [
    ['SANDBOX', null, 7],
    ['reference', 'someNames'],
  ],
  'names nobody knows': [
    ['SANDBOX_OF_TOMORROW', '__proto__', ''],
    ['someNames', 'allNames', 'reference'],
  ],
  'names as an object': [{ '0': 'ROLE_USER', '2': 'ROLE_ADMIN' }, ['someNames', 'allNames', 'reference']],
  'no names': [[], ['someNames', 'allNames', 'reference']],
  'an object of texts': [{ first: 'ROLE_USER' }, ['reference']],
  'an empty text': ['', ['text', 'reference']],
  'a space': ['sandbox secret', WORDS],
  'a line of its own': ['sandbox\nEVIL=1', WORDS],
  'a header of its own': ['sandbox\r\nX-Injected: 1', WORDS],
  'a NUL': ['sandbox\0', WORDS],
  ANSI: ['\u001b[31msandbox', WORDS],
  'a bidi control': ['\u202Exobdnas', WORDS],
  'zero width': ['sand\u200Bbox', WORDS],
  'a lone surrogate': ['sandbox\ud800', WORDS],
  'an emoji': ['😀', WORDS],
  markup: ['<img src=x onerror=alert(1)>', WORDS],
  'a command link': ['[x](command:evil)', PRINTABLE],
  'an icon': ['$(error)', PRINTABLE],
  'a path upwards': ['../', PRINTABLE],
  'a query': ['?a=b', PRINTABLE],
  'a fragment': ['#sandbox', PRINTABLE],
  'an escaped slash': ['%2f', PRINTABLE],
  'a date that is none': ['yesterday', PRINTABLE],
  'words that end in a number': ['sandbox 1', WORDS],
  'a date beyond all': ['+275760-09-13T00:00:00.001Z', PRINTABLE],
  'a day': ['2024-05-01', [...PRINTABLE, 'instant']],
  'a script': ['javascript:alert(1)', PRINTABLE],
  '10,000 characters': ['x'.repeat(10_000), [...WORDS, 'token']],
  '64 KB': ['x'.repeat(65_536), WORDS],
};

/** Bodies of refusals that are meant to cost: each is read in bounded time, and little of it is kept. */
export const costlyRefusals: Readonly<Record<string, () => string>> = {
  '1 MB of violations that are numbers': () => `{"violations":[1${',1'.repeat(500_000)}]}`,
  '10 MB of violations that are numbers': () => `{"violations":[1${',1'.repeat(5_000_000)}]}`,
  '10 MB of violations that are empty': () => `{"violations":[{}${',{}'.repeat(3_400_000)}]}`,
  '200 KB of violations that are numbers': () => `{"violations":[1${',1'.repeat(100_000)}]}`,
  '200 KB of violations that are empty': () => `{"violations":[{}${',{}'.repeat(66_000)}]}`,
  'a message of 50 MB': () => `{"message":"${'x'.repeat(50_000_000)}"}`,
};

type ErrorName = 'AmbiguousError' | 'GatewayError' | 'RateLimitedError' | 'UnexpectedAnswerError' | 'UnreachableError';

/** Statuses with a page for a body, and what they end in: reads and deletions, and what is not to be sent twice. */
export const statuses: readonly (readonly [codes: readonly number[], read: ErrorName, write: ErrorName])[] = [
  [[200, 203, 206, 226, 300, 304, 305, 306], 'UnexpectedAnswerError', 'AmbiguousError'],
  [
    [400, 401, 402, 403, 404, 405, 406, 409, 410, 411, 413, 414, 415, 418, 421, 422, 426, 428, 431, 451, 499],
    'GatewayError',
    'GatewayError',
  ],
  [[429], 'RateLimitedError', 'RateLimitedError'],
  [[407, 511], 'UnreachableError', 'UnreachableError'],
  [[408, 500, 501, 502, 503, 504, 505, 507, 520, 599], 'UnreachableError', 'AmbiguousError'],
];

/** What `Retry-After` of a 429 may say, and whether that is a time. */
export const retryAfters: Readonly<Record<string, boolean>> = {
  '-1': false,
  '1e99': false,
  '': false,
  soon: false,
  '7.5': false,
  '0x10': false,
  '99999999999999999999': true,
  'Sat, 01 Jan 2000 00:00:00 GMT': true,
  'Fri, 31 Dec 9999 23:59:59 GMT': true,
  'Mon, 99 Foo 2025 25:61:61 GMT': false,
};

/** Headers around a good answer, none of which may harm it. */
export const headers: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'a content type of HTML': { 'content-type': 'text/html' },
  'a content type of another charset': { 'content-type': 'application/json; charset=utf-16' },
  'an unreadable content type': { 'content-type': ';;;' },
  'a range without a total': { 'content-range': '0-50/*' },
  'a range that is words': { 'content-range': 'many' },
  'a negative total': { 'content-range': '0-50/-3' },
  'a total beyond all integers': { 'content-range': `0-50/${'9'.repeat(400)}` },
  'a rate limit that is words': { 'x-rate-limit': 'plenty' },
  'a rate limit that is negative': { 'x-rate-limit': '-5; reset="x"' },
  'a reset that is no date': { 'x-rate-limit': '5; reset="2025-99-99T99:99:99"' },
  'a date that is none': { date: 'today', 'x-rate-limit': '5; reset="2025-01-12T12:11:02"' },
  'a date a day off': { date: 'Sun, 12 Jan 2025 12:11:02 GMT' },
  'a length that lies': { 'content-length': '1' },
  'a request id of 64 KB': { 'x-request-id': 'x'.repeat(65_536) },
  'a request id with markup': { 'x-request-id': '<script>' },
  'a cookie': { 'set-cookie': 'session=sandbox-canary' },
  'a refresh': { refresh: '0; url=http://127.0.0.1' },
  'a location': { location: 'http://127.0.0.1/stolen' },
};

/** Identifiers that would lead elsewhere, or are none: nothing is sent. */
export const badIdentifiers: readonly string[] = [
  '',
  '.',
  '..',
  '../',
  '../users',
  'a/b',
  '/',
  '\\',
  '?',
  'a?b=c',
  '#',
  'a#b',
  '%2f',
  '%2e%2e',
  '%',
  'a b',
  'a\nb',
  'a\0b',
  '\u202E',
  '\u200B',
  '\ud800',
  '😀',
  'é',
  '<img>',
  '[x](command:y)',
  '$(error)',
  ';',
  '&',
  '=',
  '+',
  '*',
  "'",
  '"',
  'x'.repeat(129),
  'x'.repeat(10_000),
];

/** Identifiers that are odd and lead nowhere else. */
export const oddIdentifiers: readonly string[] = [
  '0',
  '-1',
  '...',
  '..a',
  'a..b',
  '~',
  'ada@sandbox.example',
  'urn:sandbox:7',
  '__proto__',
  'x'.repeat(128),
];

/** How many kinds of bad input these lists hold. */
export const kinds =
  [notJson, wrongShape, strange, values, costlyRefusals, retryAfters, headers].reduce(
    (sum, list) => sum + Object.keys(list).length,
    0,
  ) +
  statuses.reduce((sum, [codes]) => sum + codes.length, 0) +
  badIdentifiers.length +
  oddIdentifiers.length;

/** Whether anything is read of an operation's answer: deletions and the TOTP switch answer with nothing. */
export function readsAnswer({ operation }: Sample): boolean {
  return !['deleteApiClient', 'deleteUser', 'toggleTotp'].includes(operation);
}

/** Whether it deletes: only 204 without a body says that it has. */
export function deletes({ operation }: Sample): boolean {
  return operation.startsWith('delete');
}

/** Whether an operation answers with a list. */
export function isList({ answer }: Sample): boolean {
  return Array.isArray(answer);
}

/** An answer 2xx of which nothing can be made: of a write nobody knows the result, all else has merely failed. */
export function assertUnusable(sample: Sample, error: unknown, field?: string): void {
  const expected = isUnrepeatableWrite(sample) ? AmbiguousError : UnexpectedAnswerError;
  assert.ok(error instanceof expected, `${sample.operation}: ${String(error)}`);
  assert.equal(error.operation, sample.operation);
  if (error instanceof AmbiguousError) assert.equal(error.reason, 'unusable');
  if (field !== undefined) {
    assert.ok(error.field === field || error.field?.startsWith(`${field}.`), `${sample.operation}: ${error.field}`);
  }
}

/** No answer, whatever it holds, keeps a caller longer than this once it is there, in milliseconds. */
const BOUND_MS = 1000;

/** Settles as the promise does, and fails when that took too long. */
export async function inTime<T>(promise: Promise<T>, boundMs = BOUND_MS): Promise<T> {
  const began = performance.now();
  const [settled] = await Promise.allSettled([promise]);
  const took = performance.now() - began;
  assert.ok(took < boundMs, `it took ${Math.round(took)} ms`);
  if (settled.status === 'rejected') throw settled.reason;
  return settled.value;
}

/** Nothing that the tests beside this call do leaves a rejection unhandled, or a field in every object. */
export function withoutHarm(): void {
  const rejections: unknown[] = [];
  const note = (reason: unknown) => rejections.push(reason);
  before(() => {
    process.on('unhandledRejection', note);
  });
  after(async () => {
    await new Promise((resolve) => setImmediate(resolve));
    process.off('unhandledRejection', note);
    assert.deepEqual(rejections, []);
  });
  afterEach('nothing leaked into every object', () => assert.equal(({} as { polluted?: unknown }).polluted, undefined));
}
