import fc from 'fast-check';
import { scenario } from './simulation/scenario.ts';

const RUNS = Number(process.env.ROTATION_RUNS ?? 10_000);

describe('rotation, as a model', () => {
  it(`keeps its ten invariants in ${RUNS} scenarios`, async function () {
    this.timeout(0);
    await fc.assert(scenario, { numRuns: RUNS, unbiased: true });
  });
});
