import { readdirSync } from 'node:fs';
import path from 'node:path';

/**
 * VS Code calls this in its extension host: runs every test file beside this one, at any depth. Ends in an error when a
 * test fails twice or when there is none; what was tried again is told. `TEST_GREP` narrows the run to the tests whose title
 * matches it.
 */
export async function run(): Promise<void> {
  process.setSourceMapsEnabled(true);
  const { default: Mocha } = await import('mocha');
  // Where VS Code's log and this output arrive in one stream, the mark tells them apart.
  const mark = process.env.TEST_OUTPUT_MARK ?? '';
  Mocha.reporters.Base.consoleLog = (first: unknown = '', ...rest: unknown[]) =>
    console.log(`${mark}${first}`, ...rest);
  const grep = process.env.TEST_GREP;
  const mocha = new Mocha({ timeout: 20_000, retries: 1, color: false, forbidOnly: true, ...(grep ? { grep } : {}) });
  const files = readdirSync(__dirname, { recursive: true, encoding: 'utf8' });
  for (const file of files.filter((name) => name.endsWith('.test.cjs')).sort())
    mocha.addFile(path.join(__dirname, file));
  const failures = await new Promise<number>((resolve) => {
    const runner = mocha.run(resolve);
    runner.on('retry', (test, error) => {
      Mocha.reporters.Base.consoleLog(`    | tried again: ${test.fullTitle()}: ${String(error).split('\n', 1)[0]}`);
    });
    runner.once('end', () => {
      if (runner.total === 0) console.error('No test was run.');
    });
  });
  if (failures > 0) throw new Error(`${failures} tests failed.`);
}
