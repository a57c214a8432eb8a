import type { RootHookObject } from 'mocha';

/** A test that hangs tells of its mutant, and the run goes on with the next. Unbroken, the slowest takes half of it. */
const TIMEOUT_MS = 5000;

export const mochaHooks: RootHookObject = {
  beforeEach(this: Mocha.Context) {
    this.currentTest?.timeout(TIMEOUT_MS);
  },
};
