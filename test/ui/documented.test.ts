import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { everyOperation, metIn } from './documented.ts';

describe('The browser tests as a whole', () => {
  it('have one file for each operation of the contract that looks whether all its answers are met', () => {
    assert.deepEqual(Object.values(metIn).flat().toSorted(), everyOperation.toSorted());
  });

  for (const file of Object.keys(metIn)) {
    it(`have it in ${file}`, async () => {
      const tests = await readFile(path.join(import.meta.dirname, `${file}.test.ts`), 'utf8');
      assert.ok(tests.includes(`everyAnswerIsMet('${file}',`));
    });
  }
});
