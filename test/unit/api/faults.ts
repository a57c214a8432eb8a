import assert from 'node:assert/strict';

/** What Node's `fetch` rejects with when the connection fails. */
export function failure(code: string): TypeError {
  return new TypeError('fetch failed', { cause: Object.assign(new Error(`connect ${code} 10.0.0.1`), { code }) });
}

/** Answers one after the other; the last one again and again. */
export function inTurn(...answers: readonly (() => Response)[]) {
  const asked = { times: 0 };
  const handler = () => {
    const answer = answers[Math.min(asked.times, answers.length - 1)];
    asked.times += 1;
    assert.ok(answer);
    return answer();
  };
  return { asked, handler };
}

/** A body that gives one byte and then nothing. */
export function dripping(status = 200): Response {
  const body = new ReadableStream({ start: (controller) => controller.enqueue(new Uint8Array(1)), pull: never });
  return new Response(body, { status });
}

/** A body that breaks after its first bytes. */
export function broken(status = 200): Response {
  const body = new ReadableStream({
    start: (controller) => controller.enqueue(new TextEncoder().encode('{"id"')),
    pull: (controller) => controller.error(failure('ECONNRESET')),
  });
  return new Response(body, { status });
}

/** No answer at all. */
export function never(): Promise<never> {
  return new Promise(() => {});
}

/** The pause before a retry is anywhere between 0 and its bound; for the tests beside this call it is 0. */
export function withoutPauses(): void {
  const { random } = Math;
  before(() => {
    Math.random = () => 0;
  });
  after(() => {
    Math.random = random;
  });
}
