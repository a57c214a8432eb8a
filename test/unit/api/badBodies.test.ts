import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parseApiOrigin } from '../../../src/api/index.ts';
import {
  assertUnusable,
  deletes,
  inTime,
  isList,
  kinds,
  notJson,
  readsAnswer,
  strange,
  withoutHarm,
  wrongShape,
} from './badInput.ts';
import { withoutPauses } from './faults.ts';
import { answerOf, type Sample, sampleOf, samples } from './samples.ts';
import { clientOf, deferred, errorOf } from './vocabulary.ts';

const MB = 1024 * 1024;

/** What an operation makes of an answer 200 with this body. */
function resultOf(sample: Sample, body: BodyInit): Promise<unknown> {
  return sample.run(clientOf(() => new Response(body), { credential: sample.credential, now: () => 0 }));
}

/** What an operation makes of its good answer. */
function goodResultOf(sample: Sample): Promise<unknown> {
  return sample.run(clientOf(() => answerOf(sample), { credential: sample.credential, now: () => 0 }));
}

describe('a body of an answer', () => {
  withoutHarm();
  withoutPauses();

  it('is one of at least 120 kinds of bad input', () => assert.ok(kinds >= 120, String(kinds)));

  for (const [name, body] of Object.entries(notJson)) {
    it(`that is ${name} is an error of every operation`, async () => {
      const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body;
      for (const sample of samples) assertUnusable(sample, await inTime(errorOf(resultOf(sample, bytes))));
    });
  }

  for (const [name, body] of Object.entries(wrongShape)) {
    it(`that is ${name} is an error, unless nothing is read of it`, async () => {
      for (const sample of samples) {
        const result = inTime(resultOf(sample, body));
        if (readsAnswer(sample) || deletes(sample)) assertUnusable(sample, await errorOf(result));
        else assert.equal(await result, undefined);
      }
    });
  }

  it('that is a list where an object is due is an error, and without items it is a list of none', async () => {
    for (const sample of samples.filter(readsAnswer)) {
      const result = inTime(resultOf(sample, '[]'));
      if (isList(sample)) assert.deepEqual(await result, { items: [], page: 1 });
      else assertUnusable(sample, await errorOf(result));
      if (!isList(sample)) {
        assertUnusable(sample, await inTime(errorOf(resultOf(sample, JSON.stringify([sample.answer])))));
      }
    }
  });

  it('that is an object where a list is due is an error', async () => {
    for (const sample of samples.filter(isList)) {
      const [item] = sample.answer as object[];
      for (const body of ['{}', '{"0":{"id":7},"length":1}', JSON.stringify(item)]) {
        assertUnusable(sample, await inTime(errorOf(resultOf(sample, body))));
      }
    }
  });

  for (const [name, bend] of Object.entries(strange)) {
    it(`with ${name} says what it says without`, async () => {
      for (const sample of samples.filter((each) => !deletes(each))) {
        const { answer = {} } = sample;
        const body = isList(sample)
          ? `[${(answer as object[]).map((item) => bend(JSON.stringify(item)))}]`
          : bend(JSON.stringify(answer));
        assert.deepEqual(await inTime(resultOf(sample, body)), await goodResultOf(sample), sample.operation);
      }
    });
  }

  for (const [name, before, after] of [
    ['a byte order mark before', '\uFEFF', ''],
    ['whitespace around', '\r\n\t ', ' \n'],
  ] as const) {
    it(`with ${name} says what it says without`, async () => {
      for (const sample of samples.filter((each) => !deletes(each))) {
        const body = before + JSON.stringify(sample.answer ?? {}) + after;
        assert.deepEqual(await inTime(resultOf(sample, body)), await goodResultOf(sample), sample.operation);
      }
    });
  }

  it('with 100,000 items is read whole, an item that comes twice included', async () => {
    for (const sample of samples.filter(isList)) {
      const [item] = sample.answer as [Record<string, unknown>];
      const few = Object.entries(item).filter(([name]) => ['id', 'identifier', 'createdAt'].includes(name));
      const body = JSON.stringify(Array(100_000).fill(Object.fromEntries(few)));
      const { items } = (await inTime(resultOf(sample, body), 5000)) as { items: unknown[] };
      assert.equal(items.length, 100_000);
      assert.deepEqual(items[0], items[99_999]);
    }
  });

  describe('of 50 MB', () => {
    for (const [name, length] of [
      ['that says its length', String(50 * MB)],
      ['that says it is two bytes long', '2'],
      ['that says nothing of its length', undefined],
    ] as const) {
      it(`${name} ends every operation after 10 MB`, async () => {
        const piece = new Uint8Array(MB).fill(32);
        for (const sample of samples) {
          let given = 0;
          const left = deferred<void>();
          const body = new ReadableStream<Uint8Array<ArrayBuffer>>({
            async pull(controller) {
              await new Promise((resolve) => setImmediate(resolve));
              given += 1;
              controller.enqueue(piece);
              if (given === 50) controller.close();
            },
            cancel: () => left.resolve(),
          });
          const handler = () =>
            new Response(body, { headers: length === undefined ? {} : { 'content-length': length } });
          const error = await inTime(errorOf(sample.run(clientOf(handler, { credential: sample.credential }))));
          assertUnusable(sample, error);
          await left.promise;
          assert.ok(given <= 12, `${sample.operation}: ${given} MB`);
        }
      });
    }

    describe('over a socket', () => {
      let server: Server;
      let length: number | undefined;
      let written = 0;
      let closed = deferred<void>();
      before(async () => {
        server = createServer({}, (_request, response) => {
          written = 0;
          closed = deferred<void>();
          const piece = Buffer.alloc(65_536, ' ');
          const pump = () => {
            while (written < 50 * MB) {
              written += piece.byteLength;
              if (!response.write(piece)) return;
            }
            response.end();
          };
          response.on('close', () => closed.resolve());
          response.on('drain', pump).writeHead(200, length === undefined ? {} : { 'content-length': length });
          pump();
        });
        await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      });
      after(async () => {
        server.closeAllConnections();
        await new Promise((resolve) => server.close(resolve));
      });

      for (const [name, said] of [
        ['its length said', 50 * MB],
        ['no length said', undefined],
      ] as const) {
        it(`with ${name}, is hung up on before its end`, async () => {
          length = said;
          const origin = parseApiOrigin(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
          for (const sample of samples) {
            const client = clientOf(fetch, { origin, credential: sample.credential });
            assertUnusable(sample, await inTime(errorOf(sample.run(client)), 3000));
            await closed.promise;
            assert.ok(written < 50 * MB, `${sample.operation}: ${written}`);
          }
        });
      }

      it('with a length of two bytes said, ends there', async () => {
        length = 2;
        const origin = parseApiOrigin(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
        assertUnusable(sampleOf('me'), await inTime(errorOf(clientOf(fetch, { origin }).me()), 3000));
      });
    });
  });
});
