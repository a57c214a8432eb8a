// npm run test:desktop: the tests of test/vscode inside a desktop VS Code, which is downloaded.
import { downloadAndUnzipVSCode, runTests } from '@vscode/test-electron';
import { bundleTests, testEntry } from './bundle.ts';
import { projectEnv } from './commands.ts';
import { cache, root } from './paths.ts';
import { releases } from './versions.ts';

/** A desktop VS Code, downloaded once; undefined, with a line that says why, where that fails. */
async function downloadDesktop(version: string): Promise<string | undefined> {
  try {
    return await downloadAndUnzipVSCode({ version, cachePath: cache, timeout: 30_000 });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    console.error(`The desktop VS Code ${version} could not be downloaded; this needs internet access. (${why})`);
    return undefined;
  }
}

const version = process.argv[2] ?? releases.oldest.vscode;
const vscodeExecutablePath = await downloadDesktop(version);
if (vscodeExecutablePath === undefined) {
  process.exitCode = 1;
} else {
  await bundleTests();
  await runTests({
    vscodeExecutablePath,
    extensionDevelopmentPath: root,
    extensionTestsPath: testEntry,
    extensionTestsEnv: projectEnv({ TEST_VSCODE_VERSION: version }),
  });
}
