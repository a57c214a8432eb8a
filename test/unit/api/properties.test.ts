import assert from 'node:assert/strict';
import fc from 'fast-check';
import { ApiError, InvalidApiOrigin, jwtClaims, parseApiOrigin } from '../../../src/api/index.ts';
import { withoutPauses } from './faults.ts';
import { answerOf, samples } from './samples.ts';
import { assertNoCanary, clientOf } from './vocabulary.ts';

const anySample = fc.constantFrom(...samples);

/** An answer or an error of the family, soon, and nothing else. */
async function endsWell(sample: (typeof samples)[number], answer: () => Response): Promise<void> {
  const client = clientOf(answer, { credential: sample.credential, timeoutMs: 200 });
  const began = performance.now();
  const result = await sample.run(client).catch((error: unknown) => error);
  assert.ok(performance.now() - began < 1200);
  if (result instanceof Error) assert.ok(result instanceof ApiError, String(result));
  if (result instanceof ApiError) assertNoCanary(result);
}

describe('whatever the server answers', () => {
  withoutPauses();

  it('any JSON, with any status', async () => {
    const status = fc.integer({ min: 200, max: 599 }).filter((code) => ![204, 205, 304].includes(code));
    await fc.assert(
      fc.asyncProperty(anySample, fc.json(), status, (sample, body, code) =>
        endsWell(sample, () => new Response(body, { status: code })),
      ),
      { numRuns: 500 },
    );
  });

  it('any bytes', async () => {
    await fc.assert(
      fc.asyncProperty(anySample, fc.uint8Array({ maxLength: 200 }), (sample, bytes) =>
        endsWell(sample, () => new Response(Uint8Array.from(bytes))),
      ),
      { numRuns: 300 },
    );
  });

  it('its good answer, cut off anywhere', async () => {
    await fc.assert(
      fc.asyncProperty(anySample, fc.nat(400), async (sample, length) => {
        const whole = await answerOf(sample).text();
        const cut = whole.slice(0, Math.min(length, Math.max(whole.length - 1, 0)));
        const result = await sample
          .run(
            clientOf(() => new Response(cut, { status: sample.status === 204 ? 200 : sample.status }), {
              credential: sample.credential,
            }),
          )
          .then(
            () => 'answer',
            (error: unknown) => error,
          );
        assert.ok(
          result instanceof ApiError || whole === '' || (cut === '' && sample.operation === 'toggleTotp'),
          sample.operation,
        );
      }),
      { numRuns: 300 },
    );
  });

  it('its good answer with any one field replaced', async () => {
    await fc.assert(
      fc.asyncProperty(anySample, fc.nat(), fc.jsonValue(), async (sample, at, value) => {
        const answer = sample.answer as Record<string, unknown> | Record<string, unknown>[] | undefined;
        const object = Array.isArray(answer) ? answer[0] : answer;
        const names = Object.keys(object ?? {});
        const name = names[at % Math.max(names.length, 1)];
        const changed = name === undefined ? object : { ...object, [name]: value };
        await endsWell(sample, () => new Response(JSON.stringify(Array.isArray(answer) ? [changed] : (changed ?? {}))));
      }),
      { numRuns: 500 },
    );
  });

  it('any headers that speak of limits', async () => {
    const text = fc.oneof(
      fc.string({ unit: fc.constantFrom(...'0123456789-:;="TZ reset,./*e') }),
      fc.integer().map(String),
      fc.date({ noInvalidDate: true }).map((date) => date.toUTCString()),
    );
    await fc.assert(
      fc.asyncProperty(
        anySample,
        fc.constantFrom(200, 429, 503),
        text,
        text,
        text,
        text,
        (sample, status, rate, after, range, date) =>
          endsWell(sample, () => {
            const good = answerOf(sample);
            const headers = {
              'x-rate-limit': rate.trim(),
              'retry-after': after.trim(),
              'content-range': range.trim(),
              date: date.trim(),
            };
            return new Response(good.body, { status: status === 200 ? good.status : status, headers });
          }),
      ),
      { numRuns: 500 },
    );
  });
});

describe('whatever is passed in', () => {
  it('any id is sent as one segment of the path, or refused', async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.string({ unit: 'binary' }), fc.string(), fc.integer(), fc.double()), async (id) => {
        let path: string | undefined;
        const client = clientOf((request) => {
          path = new URL(request.url).pathname;
          return new Response('{"id":1}');
        });
        const result = await client.getUser(id).catch((error: unknown) => error);
        if (path === undefined) assert.ok(result instanceof ApiError);
        else assert.deepEqual(path.split('/'), ['', 'users', String(id)]);
      }),
      { numRuns: 500 },
    );
  });

  it('any text is read as a token without harm', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.jsonValue().map((claims) => `e.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.s`),
        ),
        (text) => {
          const { expiresAt, scopes } = jwtClaims(text);
          assert.ok(expiresAt === undefined || !Number.isNaN(expiresAt.getTime()));
          assert.ok(scopes === undefined || scopes.every((scope) => typeof scope === 'string'));
        },
      ),
    );
  });

  it('any text is an address of https or loopback, or refused', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.webUrl(),
          fc.string(),
          fc.webAuthority().map((host) => `http://${host}`),
        ),
        (text) => {
          try {
            const origin = parseApiOrigin(text);
            assert.match(origin, /^https:\/\/[^/?#@]+(\/|$)|^http:\/\/(localhost|127[\d.]+|\[::1\])(:\d+)?(\/|$)/);
            assert.match(new URL(origin).pathname, /^\/$|^(\/(?!\.{1,2};)[^/%?#\\]+)+$/);
          } catch (error) {
            assert.ok(error instanceof InvalidApiOrigin, String(error));
          }
        },
      ),
    );
  });
});
