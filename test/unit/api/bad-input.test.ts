import assert from 'node:assert/strict';
import { ApiError, InvalidError, UnexpectedAnswerError } from '../../../src/api/index.ts';
import { withoutPauses } from './faults.ts';
import { isUnrepeatableWrite, type Sample, sampleOf, samples } from './samples.ts';
import { assertNoCanary, CANARY, clientOf, errorOf, json } from './vocabulary.ts';

const utf8 = (text: string) => new TextEncoder().encode(text);
const DEPTH = 10_000;

/** Bodies that are no JSON at all: an error of every operation. */
const notJson: Record<string, Uint8Array<ArrayBuffer> | string> = {
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

/** Bodies that are JSON and of no operation's shape: an error wherever the shape matters. */
const wrongShape: Record<string, string> = {
  null: 'null',
  true: 'true',
  'a number': '7',
  'a huge number': '1e999',
  'an empty text': '""',
  'a text': '"sandbox"',
  'lists in lists': '[[]]',
  'a list of null': '[null]',
  'a list of numbers': '[1,2,3]',
  'a list of lists 10,000 deep': `${'['.repeat(DEPTH)}${']'.repeat(DEPTH)}`,
  'objects 10,000 deep as the id': `{"id":${'{"id":'.repeat(DEPTH)}1${'}'.repeat(DEPTH + 1)}`,
  'an id that is an object': '{"id":{}}',
  'an id that is a list': '{"id":[7]}',
  'an id that is empty': '{"id":""}',
  'an id with a fraction': '{"id":7.5}',
  'an id beyond all integers': '{"id":1e300}',
  'an id that is true': '{"id":true}',
  'a list of such ids': '[{"id":null},{"id":7.5}]',
};

/** JSON that an operation may accept, if it does so without harm. */
const strange: Record<string, string> = {
  'an empty list': '[]',
  'an empty object': '{}',
  'a null id': '{"id":null}',
  'a __proto__ key': '{"__proto__":{"polluted":true,"id":7},"id":7,"roles":[]}',
  'a __proto__ that is the answer': '{"__proto__":{"id":7,"identifier":"x","secret":"y"}}',
  'a constructor key': '{"constructor":{"prototype":{"polluted":true}},"id":7}',
  'a list of __proto__ keys': '[{"__proto__":{"polluted":true},"id":7}]',
  'unknown fields': '{"id":7,"colour":"red","nested":{"deep":[1]}}',
  'a repeated key': '{"id":7,"id":8}',
  'a byte order mark before JSON': '\uFEFF{"id":7}',
  'a text of 1 MB': `{"id":7,"firstName":"${'x'.repeat(1_000_000)}"}`,
  'command links and markup': '{"id":7,"firstName":"[x](command:evil)","lastName":"<img onerror=alert(1)>$(error)"}',
  'bidi controls and zero-width': '{"id":7,"firstName":"\u202Egnp\u200B"}',
  'lone surrogates': '{"id":7,"firstName":"\\ud800"}',
  'NUL and ANSI in a text': '{"id":7,"firstName":"\\u0000\\u001b[31m"}',
  'a role that is no text': '{"id":7,"roles":[1]}',
  'roles that are an object': '{"id":7,"roles":{"0":"ROLE_USER"}}',
  'a date that is none': '{"id":7,"createdAt":"yesterday"}',
  'a date that is a number': '{"id":7,"createdAt":1700000000}',
  'an organization that is a number': '{"id":7,"organization":3}',
};

/** Statuses nobody documents. */
const statuses = [
  203, 206, 226, 300, 304, 305, 306, 402, 406, 407, 408, 409, 410, 411, 413, 414, 418, 421, 426, 428, 431, 451, 499,
  501, 505, 507, 511, 520, 599,
];

/** Bodies of refusals that are meant to cost: each is read in bounded time, and little of it is kept. */
const refusals: Record<string, () => string> = {
  '1 MB of violations that are numbers': () => `{"violations":[1${',1'.repeat(500_000)}]}`,
  '10 MB of violations that are numbers': () => `{"violations":[1${',1'.repeat(5_000_000)}]}`,
  '10 MB of violations that are empty': () => `{"violations":[{}${',{}'.repeat(3_400_000)}]}`,
  '200 KB of violations that are numbers': () => `{"violations":[1${',1'.repeat(100_000)}]}`,
  '200 KB of violations that are empty': () => `{"violations":[{}${',{}'.repeat(66_000)}]}`,
  'a message of 50 MB': () => `{"message":"${'x'.repeat(50_000_000)}"}`,
};

/** Headers around a good answer, none of which may harm it. */
const headers: Record<string, Record<string, string>> = {
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
  'a request id of 64 KB': { 'x-request-id': 'x'.repeat(65_536) },
  'a request id with markup': { 'x-request-id': '<script>' },
  'a cookie': { 'set-cookie': `session=${CANARY}` },
  'a refresh': { refresh: '0; url=http://127.0.0.1' },
  'a location': { location: 'http://127.0.0.1/stolen' },
};

/** Secrets that `POST /api-clients` must not hand on. */
const secrets: Record<string, unknown> = {
  missing: undefined,
  null: null,
  empty: '',
  'a number': 7,
  'an object': { value: 'sandbox' },
  'a list': ['sandbox'],
  '64 KB': 'x'.repeat(65_536),
  'with a newline': 'sandbox\nEVIL=1',
  'with a space': 'sandbox secret',
  'with a NUL': 'sandbox\0',
  'with a bidi control': 'sandbox\u202E',
};

/** Token answers that are none. */
const tokens: Record<string, Record<string, unknown>> = {
  'no type': { token_type: undefined },
  'another type': { token_type: 'mac' },
  'no token': { access_token: undefined },
  'an empty token': { access_token: '' },
  'a token with a newline': { access_token: 'a\r\nX-Injected: 1' },
  'a token of 64 KB': { access_token: 'x'.repeat(65_536) },
  'no end': { expires_in: undefined },
  'an end in words': { expires_in: '3600' },
  'an end before now': { expires_in: -1 },
  'an end beyond all dates': { expires_in: 1e99 },
};

/** Identifiers that would lead elsewhere, or are none. */
const identifiers = [
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
  'x'.repeat(10_000),
];

const kinds =
  [notJson, wrongShape, strange, refusals, headers, secrets, tokens].reduce(
    (sum, list) => sum + Object.keys(list).length,
    0,
  ) +
  statuses.length +
  identifiers.length;

/** Whether an operation's answer has a shape that matters: deletions and the TOTP switch answer with nothing. */
function hasShape({ operation }: Sample): boolean {
  return !['deleteApiClient', 'deleteUser', 'toggleTotp'].includes(operation);
}

describe(`bad input, ${kinds} kinds`, () => {
  const rejections: unknown[] = [];
  withoutPauses();
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

  /** An answer with this body ends in an error that tells a write whose result is unknown from everything else. */
  async function assertUnusable(sample: Sample, body: BodyInit): Promise<void> {
    const error = await errorOf(sample.run(clientOf(() => new Response(body), { credential: sample.credential })));
    const name = isUnrepeatableWrite(sample) ? 'AmbiguousError' : 'UnexpectedAnswerError';
    assert.equal(error.name, name, sample.operation);
  }

  it('is at least 120 kinds', () => assert.ok(kinds >= 120, String(kinds)));

  for (const [name, body] of Object.entries(notJson)) {
    it(`a body that is ${name}`, async () => {
      const bytes = typeof body === 'string' ? utf8(body) : body;
      for (const sample of samples) await assertUnusable(sample, bytes);
    });
  }

  for (const [name, body] of Object.entries(wrongShape)) {
    it(`an answer that is ${name}`, async () => {
      for (const sample of samples.filter(hasShape)) {
        const isList = sample.operation.startsWith('list');
        if (!isList && body.startsWith('{') && /Persona|updateOrg|getOrg/.test(sample.operation)) continue;
        await assertUnusable(sample, body);
      }
    });
  }

  for (const [name, body] of Object.entries(strange)) {
    it(`an answer with ${name}`, async () => {
      for (const sample of samples) {
        const result = await sample
          .run(clientOf(() => new Response(body), { credential: sample.credential }))
          .catch((error: unknown) => error);
        if (result instanceof ApiError) assertNoCanary(result);
        else assert.ok(!(result instanceof Error), sample.operation);
      }
    });
  }

  for (const status of statuses) {
    it(`status ${status}`, async () => {
      for (const sample of samples) {
        const body = status === 304 ? null : `<h1>${CANARY}</h1>`;
        const client = clientOf(() => new Response(body, { status }), { credential: sample.credential });
        const error = await errorOf(sample.run(client));
        assert.equal(error.status, status);
      }
    });
  }

  for (const [name, bodyOf] of Object.entries(refusals)) {
    it(`a refusal with ${name}`, async () => {
      const body = utf8(bodyOf());
      for (const status of [400, 401, 422]) {
        const began = performance.now();
        const error = await errorOf(clientOf(() => new Response(body, { status })).me());
        assert.equal(error.name, status === 401 ? 'NotSignedInError' : 'InvalidError');
        if (error instanceof InvalidError) assert.ok(error.violations.length <= 100, String(error.violations.length));
        assert.ok(performance.now() - began < 1000);
      }
    });
  }

  it('the words of a refusal are read up to 256 KB', async () => {
    const around = '{"message":"",  "violations":[{"message":"sandbox"}]}';
    const body = around.replace('""', `"${'x'.repeat(256 * 1024 - around.length)}"`);
    const messageOf = async (text: string) =>
      ((await errorOf(clientOf(() => new Response(text, { status: 422 })).me())) as InvalidError).violations[0]
        ?.message;
    assert.equal(await messageOf(body), 'sandbox');
    assert.equal(await messageOf(`${body} `), '');
  });

  for (const [name, more] of Object.entries(headers)) {
    it(`${name} in the headers`, async () => {
      for (const sample of samples) {
        const answer = () =>
          sample.status === 204
            ? new Response(null, { status: 204, headers: more })
            : json(sample.answer, sample.status, more);
        await sample.run(clientOf(answer, { credential: sample.credential }));
      }
      const error = await errorOf(clientOf(() => json({}, 404, more)).me());
      assert.equal(error.requestId, undefined);
    });
  }

  for (const [name, secret] of Object.entries(secrets)) {
    it(`a secret that is ${name}`, async () => {
      const client = clientOf(() => json({ identifier: 'sandbox', secret }, 201));
      const error = await errorOf(client.createApiClient({ name: null, scopes: ['OFFER_READ'] }));
      assert.equal(error.name, 'AmbiguousError');
      assert.equal((error as { field?: string }).field, 'secret');
    });
  }

  for (const [name, change] of Object.entries(tokens)) {
    it(`a token answer with ${name}`, async () => {
      const client = clientOf(() => json({ ...(sampleOf('fetchToken').answer as object), ...change }));
      const error = await errorOf(sampleOf('fetchToken').run(client));
      assert.ok(error instanceof UnexpectedAnswerError);
      assert.equal(error.field, Object.keys(change)[0]);
    });
  }

  for (const identifier of identifiers) {
    it(`the identifier ${JSON.stringify(identifier.slice(0, 20))}`, async () => {
      const client = clientOf(() => assert.fail('sent'));
      for (const call of [
        client.getApiClient(identifier),
        client.deleteApiClient(identifier),
        client.getUser(identifier),
        client.deleteUser(identifier),
        client.setUpTotp(identifier),
      ]) {
        const error = await errorOf(call);
        assert.ok(error instanceof InvalidError);
        assert.equal(error.status, undefined);
        assert.match(error.violations[0]?.field ?? '', /^(id|identifier)$/);
      }
    });
  }

  /** The values of a body's fields that are nobody's business, not even a log's. */
  function confidentialIn(body: string): string[] {
    const fields = body.startsWith('{') ? JSON.parse(body) : Object.fromEntries(new URLSearchParams(body));
    return [
      'captcha',
      'plainPassword',
      'newPassword',
      'password',
      'totpInput',
      'totpChallenge',
      'emailVerificationInput',
      'client_secret',
    ].flatMap((name) => fields[name] ?? []);
  }

  describe('a server that sends back all it was told', () => {
    for (const status of [200, 400, 401, 403, 404, 422, 429, 500]) {
      it(`with ${status}: no secret is in the error`, async () => {
        for (const sample of samples) {
          let confidential: string[] = [];
          const echo = async (request: Request) => {
            const body = await request.text();
            confidential = confidentialIn(body);
            const told = `${[...request.headers].join()} ${body}`;
            const violations = [{ propertyPath: told, message: told, code: told }];
            const said = request.headers.get('authorization')?.slice(7) ?? 'none';
            return json({ message: told, detail: told, title: told, error: told, violations }, status, {
              'x-request-id': said,
            });
          };
          const result = await sample
            .run(clientOf(echo, { credential: sample.credential, timeoutMs: 100 }))
            .catch((error: unknown) => error);
          if (!(result instanceof ApiError)) continue;
          assertNoCanary(result);
          for (const violation of result instanceof InvalidError ? result.violations : []) {
            const said = JSON.stringify(violation);
            assert.ok(!said.includes(CANARY), sample.operation);
            for (const value of confidential) assert.ok(!said.includes(value), sample.operation);
          }
        }
      });
    }
  });

  it('no rest of a new password that begins with the old one', async () => {
    const change = { plainPassword: 'sandbox', newPassword: 'sandbox-and-more' };
    const echo = async (request: Request) => json({ detail: await request.text() }, 422);
    const error = await errorOf(clientOf(echo).changePassword(7, change));
    assert.doesNotMatch(JSON.stringify(error), /sandbox|more/);
  });

  it('a request id is kept for a support case', async () => {
    const error = await errorOf(clientOf(() => json({}, 404, { 'x-request-id': 'sandbox-1:2.3' })).me());
    assert.equal(error.requestId, 'sandbox-1:2.3');
    for (const body of ['{"identifier":7}', '<html>', '', '{"identifier":"x"}']) {
      const answer = () => new Response(body, { status: 201, headers: { 'x-request-id': 'sandbox-1' } });
      const unusable = await errorOf(clientOf(answer).createApiClient({ name: null, scopes: ['OFFER_READ'] }));
      assert.deepEqual([unusable.name, unusable.requestId], ['AmbiguousError', 'sandbox-1']);
    }
  });
});
