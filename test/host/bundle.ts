import { rm } from 'node:fs/promises';
import path from 'node:path';
import { build } from 'esbuild';
import { run } from './commands.ts';
import { root } from './paths.ts';

/** What VS Code is told to run: the module whose `run` starts mocha. */
export const testEntry = path.join(root, 'dist/test/index.cjs');

/**
 * Builds the extension, and bundles the tests that run inside VS Code: its extension hosts run Node 20 too, which reads
 * no TypeScript. Mocha stays outside, where the tests of all files meet in one instance.
 */
export async function bundleTests(): Promise<void> {
  await run('node', ['esbuild.mjs']);
  await rm(path.dirname(testEntry), { recursive: true, force: true });
  await build({
    entryPoints: ['test/vscode/index.ts', 'test/vscode/**/*.test.ts'],
    absWorkingDir: root,
    outbase: 'test/vscode',
    outdir: path.dirname(testEntry),
    outExtension: { '.js': '.cjs' },
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    sourcemap: 'inline',
    external: ['vscode', 'mocha'],
    logLevel: 'warning',
  });
}
