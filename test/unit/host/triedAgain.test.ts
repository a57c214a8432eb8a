import assert from 'node:assert/strict';
import path from 'node:path';
import { CommandFailed, run } from '../../host/commands.ts';

/** What mocha prints of hooks that fail, set up as for the browser tests. */
async function report(): Promise<string> {
  const tests = path.join(import.meta.dirname, 'opensAtLast.ts');
  const failed = await run('mocha', ['--config', 'test/ui/.mocharc.json', tests]).catch((error) => error);
  assert.ok(failed instanceof CommandFailed);
  return failed.message;
}

describe('A hook that opens a window', () => {
  it('is tried again once, and named at the end of the log', async () => {
    const told = await report();
    assert.match(told, / 1 passing/);
    assert.match(told, / 1 failing/);
    const [, end = ''] = told.split('Needed a second try: ');
    assert.match(end, /^2\n/);
    assert.match(end, /tried again: A window that opens at the second try "before all" hook.*\n.*Error: No window\./);
    assert.match(end, /tried again: A window that never opens "before all" hook.*\n.*Error: Never a window\./);
  }).timeout(60_000);
});
