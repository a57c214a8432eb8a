#!/usr/bin/env node
// A VS Code without a desktop. It understands the flags a desktop VS Code is started with for an extension's tests, so
// that @vscode/test-electron starts it like any other, and runs them on a VS Code server with a headless browser.
import path from 'node:path';
import { format, parseArgs } from 'node:util';
import { runInHost } from './automation.ts';
import { launchProfile } from './chromium.ts';
import { endWithParent, temporaryDirectory } from './lifetime.ts';
import { startServer } from './server.ts';
import { parseHostVersion } from './versions.ts';

/** Chosen by the environment, as every flag is VS Code's own. */
const version = parseHostVersion(process.env.TEST_HOST ?? 'newest');
const timeoutMs = Number(process.env.TEST_HOST_TIMEOUT_MS ?? 900_000);

const { values, positionals } = parseArgs({
  allowPositionals: true,
  // Flags that mean something to a desktop only, such as --no-sandbox and --user-data-dir=…, are let through.
  strict: false,
  options: { extensionDevelopmentPath: { type: 'string' }, extensionTestsPath: { type: 'string' } },
});
const { extensionDevelopmentPath: development, extensionTestsPath: tests } = values;
if (typeof development !== 'string' || typeof tests !== 'string') {
  throw new Error('Both --extensionDevelopmentPath=… and --extensionTestsPath=… are needed.');
}

/** Complaints of VS Code's own about native modules that were not built and pages that are not served; harmless here. */
const knownNoise = /Could not locate the bindings file|Release\/watchdog|^\[Service Worker\]/;

/** Stands before every line the tests print, to tell them from VS Code's own log, which comes the same way. */
const mark = '[test] ';

/** What the page forwards: the console of the extension host, and the window's log. */
function forward(type: string, args: readonly unknown[]): void {
  const line = format(...args);
  if (line.startsWith(mark)) process.stdout.write(`${line.slice(mark.length)}\n`);
  else if (type === 'error' && !line.startsWith('%c') && !knownNoise.test(line)) process.stderr.write(`${line}\n`);
}

endWithParent();
const folder = positionals[0] ?? temporaryDirectory('folder').path;
const [server, profile] = await Promise.all([
  startServer({ version, durableSecrets: true, development: true, env: { TEST_OUTPUT_MARK: mark } }),
  launchProfile(),
]);
const page = await profile.newPage();
const run = {
  folder: path.resolve(folder),
  development: path.resolve(development),
  tests: path.resolve(tests),
  onLog: forward,
};
const exitCode = await runInHost(page, server, run, timeoutMs).catch((error: Error) => {
  console.error(error.message);
  return 1;
});
await profile.close();
await server.close();
process.exit(exitCode);
