import assert from 'node:assert/strict';
import {
  AmbiguousError,
  InvalidError,
  NotSignedInError,
  TimedOutError,
  UnreachableError,
} from '../../../src/api/index.ts';
import { costlyRefusals, inTime, statuses, withoutHarm } from './badInput.ts';
import { dripping, failure, withoutPauses } from './faults.ts';
import { isUnrepeatableWrite, samples } from './samples.ts';
import { CANARY, clientOf, errorOf, json } from './vocabulary.ts';

/** A body as it comes from a socket: not all at once. */
function inPieces(body: Uint8Array<ArrayBuffer>): ReadableStream<Uint8Array<ArrayBuffer>> {
  let at = 0;
  return new ReadableStream({
    pull(controller) {
      controller.enqueue(body.subarray(at, at + 65_536));
      at += 65_536;
      if (at >= body.byteLength) controller.close();
    },
  });
}

describe('an answer that is no success', () => {
  withoutHarm();
  withoutPauses();

  for (const [codes, read, write] of statuses) {
    for (const status of codes) {
      it(`${status} with a page is ${read === write ? read : `${read}, and ${write} of a write`}`, async () => {
        for (const sample of samples) {
          const body = status === 304 ? null : `<h1>${CANARY}</h1>`;
          const client = clientOf(() => new Response(body, { status }), {
            credential: sample.credential,
            // Shorter than what a 429 that says nothing is waited for.
            timeoutMs: status === 429 ? 500 : undefined,
          });
          const error = await inTime(errorOf(sample.run(client)));
          assert.equal(error.name, isUnrepeatableWrite(sample) ? write : read, sample.operation);
          assert.deepEqual([error.status, error.operation], [status, sample.operation]);
        }
      });
    }
  }

  for (const [name, bodyOf] of Object.entries(costlyRefusals)) {
    it(`with ${name} is read in bounded time, and little of it is kept`, async () => {
      const body = new TextEncoder().encode(bodyOf());
      for (const sample of samples) {
        for (const status of [400, 401, 422]) {
          const client = clientOf(() => new Response(inPieces(body), { status }), { credential: sample.credential });
          const error = await inTime(errorOf(sample.run(client)));
          assert.ok(['GatewayError', 'InvalidError'].includes(error.name), error.name);
          if (error instanceof InvalidError) assert.ok(error.violations.length <= 100, String(error.violations.length));
        }
      }
    });
  }

  it('names a hundred fields, whatever comes after them', async () => {
    const fields = Array.from({ length: 100 }, (_, n) => ({ propertyPath: `sandbox${n}` }));
    const error = await errorOf(clientOf(() => json({ violations: [...fields, 1] }, 422)).me());
    assert.ok(error instanceof InvalidError);
    assert.deepEqual(
      error.violations.map(({ field }) => field),
      fields.map(({ propertyPath }) => propertyPath),
    );
  });

  it('has words where its violations are words', async () => {
    const error = await errorOf(clientOf(() => json({ violations: ['Too short.'] }, 400)).me());
    assert.ok(error instanceof InvalidError);
    assert.deepEqual(error.violations, [{ field: '', message: 'Too short.' }]);
  });

  it('has its words read up to 256 KB', async () => {
    const around = '{"message":"",  "violations":[{"message":"sandbox"}]}';
    const body = around.replace('""', `"${'x'.repeat(256 * 1024 - around.length)}"`);
    const errorFor = (text: string) => errorOf(clientOf(() => new Response(text, { status: 422 })).me());
    assert.equal(((await errorFor(body)) as InvalidError).violations[0]?.message, 'sandbox');
    assert.equal((await errorFor(`${body} `)).name, 'GatewayError');
  });

  it('401 that never ends, though others are given each time, ends after three of them', async () => {
    for (const sample of samples) {
      let sent = 0;
      let given = 0;
      const refuse = () => {
        sent += 1;
        return json({ message: 'Expired JWT Token' }, 401);
      };
      const onRefused = async () => {
        given += 1;
        return { kind: 'personalKey', jwt: `${CANARY}.${given}` } as const;
      };
      const client = clientOf(refuse, { credential: sample.credential, onRefused });
      const error = await inTime(errorOf(sample.run(client)));
      assert.ok(error instanceof NotSignedInError, sample.operation);
      assert.equal(error.reason, 'expired');
      assert.ok(sent >= 1 && sent <= 4, `${sample.operation}: ${sent}`);
    }
  });

  it('that drips ends when the time is over, and of a write nobody knows the result', async () => {
    const calls = samples.map(async (sample) => {
      const client = clientOf(() => dripping(200), { credential: sample.credential, timeoutMs: 300 });
      const error = await inTime(errorOf(sample.run(client)));
      assert.ok(error instanceof (isUnrepeatableWrite(sample) ? AmbiguousError : TimedOutError), error.name);
      if (error instanceof AmbiguousError) assert.equal(error.reason, 'timeout');
    });
    await Promise.all(calls);
  });

  it('for want of a trusted certificate is told with its code, and nothing took place', async () => {
    for (const sample of samples) {
      const refuse = () => Promise.reject(failure('CERT_HAS_EXPIRED'));
      const error = await inTime(errorOf(sample.run(clientOf(refuse, { credential: sample.credential }))));
      assert.ok(error instanceof UnreachableError, sample.operation);
      assert.equal(error.code, 'CERT_HAS_EXPIRED');
    }
  });
});
