import assert from 'node:assert/strict';
import fc from 'fast-check';
import { carryOut, interleavings } from '../helpers/interleaving.ts';
import { type KeyedApi, serveKeyedApi } from '../helpers/keyedApi.ts';

const RUNS = 500;

describe('Profiles, in two windows', () => {
  let api: KeyedApi;
  const unhandled: unknown[] = [];
  const note = (reason: unknown) => unhandled.push(reason);
  before(async () => {
    process.on('unhandledRejection', note);
    api = await serveKeyedApi();
  });
  after(async () => {
    process.off('unhandledRejection', note);
    await api.close();
  });

  it(`are in one consistent state after each of ${RUNS} random interleavings`, async function () {
    this.timeout(180_000);
    let runs = 0;
    const property = fc.asyncProperty(interleavings, async (plan) => {
      await carryOut(plan, api);
      runs += 1;
    });
    const seed = process.env.PROFILES_SEED;
    await fc.assert(property, { numRuns: RUNS, endOnFailure: true, ...(seed && { seed: Number(seed) }) });
    assert.equal(runs, RUNS);
    assert.deepEqual(unhandled, []);
  });
});
