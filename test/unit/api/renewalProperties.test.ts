import assert from 'node:assert/strict';
import fc from 'fast-check';
import { ApiError, type TripartieClient } from '../../../src/api/index.ts';
import { withoutPauses } from './faults.ts';
import { key } from './renewing.ts';
import { person } from './samples.ts';
import { assertNoCanary, CANARY, clientOf, json } from './vocabulary.ts';

const KEYS = 6;

/** What a client is asked to do; a write bears the number of its call, so that the server knows it again. */
const anyCall = fc.record({ writes: fc.boolean(), gives: fc.constantFrom('stays', 'gives up') });
const anyAnswer = fc.oneof(fc.nat(KEYS - 1), fc.constantFrom('nothing', 'failure'));

describe('whatever the order of refusals, replacements and cancellations', () => {
  withoutPauses();

  it('each call ends in a result or an error of the family, and a write takes place once', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.array(anyCall, { minLength: 1, maxLength: 4 }),
        fc.uniqueArray(fc.nat(KEYS - 1), { maxLength: 3 }),
        fc.array(anyAnswer, { minLength: 1, maxLength: 6 }),
        fc.array(fc.nat(KEYS - 1), { maxLength: 3 }),
        async (scheduler, calls, good, answers, replacements) => {
          const done = new Map<string, number>();
          const sent = new Map<string, number>();
          let asked = 0;
          const client = clientOf(
            async (request) => {
              const name = request.method === 'POST' ? (await request.clone().json()).firstName : request.url;
              sent.set(name, (sent.get(name) ?? 0) + 1);
              await scheduler.schedule(Promise.resolve(), 'answer');
              const known = good.some((n) => request.headers.get('authorization')?.endsWith(`key.${n}`));
              if (!known) return json({ code: 401, message: 'Expired JWT Token' }, 401);
              done.set(name, (done.get(name) ?? 0) + 1);
              return json({ id: 7 }, request.method === 'POST' ? 201 : 200);
            },
            {
              credential: key(0),
              concurrency: 2,
              onRefused: async () => {
                const answer = answers[asked++ % answers.length];
                await scheduler.schedule(Promise.resolve(), 'asked');
                if (answer === 'failure') throw new Error(CANARY);
                return typeof answer === 'number' ? key(answer) : undefined;
              },
            },
          );
          scheduler.scheduleSequence(
            replacements.map((n) => ({ builder: async () => client.useCredential(key(n)), label: `key ${n}` })),
          );
          const ends = calls.map(({ writes, gives }, at) => {
            const controller = new AbortController();
            if (gives === 'gives up') {
              scheduler.schedule(Promise.resolve(), `end of ${at}`).then(() => controller.abort());
            }
            return run(client, writes ? `call${at}` : undefined, controller.signal);
          });
          const results = await scheduler.waitFor(Promise.all(ends));
          results.forEach((result, at) => {
            const name = `call${at}`;
            if (result instanceof Error) assert.ok(result instanceof ApiError, String(result));
            if (result instanceof ApiError) assertNoCanary(result);
            if (calls[at]?.writes !== true) return;
            const took = done.get(name) ?? 0;
            assert.ok(took <= 1, 'a write took place twice');
            if (!(result instanceof Error)) assert.equal(took, 1);
            else if (result.name !== 'AmbiguousError') assert.equal(took, 0, `${result.name} after it took place`);
            assert.ok((sent.get(name) ?? 0) <= 4);
          });
        },
      ),
      { numRuns: 1000 },
    );
  });
});

/** A write of this name, or a read that others share. Its result or its error. */
function run(client: TripartieClient, name: string | undefined, signal: AbortSignal): Promise<unknown> {
  const call =
    name === undefined ? client.me({ signal }) : client.inviteUser({ ...person, firstName: name }, { signal });
  return call.catch((error: unknown) => error);
}
