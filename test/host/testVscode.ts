// npm run test:vscode: the tests of test/vscode inside the newest and the oldest supported VS Code, without a desktop.
// `node test/host/testVscode.ts oldest` runs one of them.
import path from 'node:path';
import { runTests } from '@vscode/test-electron';
import { bundleTests, testEntry } from './bundle.ts';
import { projectEnv } from './commands.ts';
import { ensureServer } from './install.ts';
import { root } from './paths.ts';
import { parseHostVersion, releases } from './versions.ts';

const asked = process.argv.slice(2);
const versions = (asked.length > 0 ? asked : Object.keys(releases)).map(parseHostVersion);

await bundleTests();
for (const version of versions) {
  await ensureServer(version);
  console.log(`VS Code ${releases[version].vscode} (${version})`);
  try {
    await runTests({
      vscodeExecutablePath: path.join(import.meta.dirname, 'launcher.ts'),
      extensionDevelopmentPath: root,
      extensionTestsPath: testEntry,
      extensionTestsEnv: projectEnv({ TEST_HOST: version, TEST_VSCODE_VERSION: releases[version].vscode }),
    });
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
