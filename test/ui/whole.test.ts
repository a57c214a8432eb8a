import assert from 'node:assert/strict';
import { everyOperation, unseenAnswers } from './documented.ts';
import { everySandbox } from './support.ts';

/** Runs last, by its name: it judges what all browser tests together have met. */
describe('The browser tests as a whole', () => {
  for (const operation of everyOperation) {
    it(`meet the answers that the contract documents of ${operation}`, () => {
      assert.deepEqual(unseenAnswers(everySandbox, [operation]), []);
    });
  }
});
