import { mkdir, rename } from 'node:fs/promises';
import path from 'node:path';
import { createVSIX } from '@vscode/vsce';
import { run } from './commands.ts';
import { root, vsix } from './paths.ts';

/** Builds the extension and packs it; asks nothing, needs no network. Ends in vsce's error where it will not pack. */
export async function buildPackage(): Promise<void> {
  await run('node', ['esbuild.mjs']);
  await mkdir(path.dirname(vsix), { recursive: true });
  const unfinished = `${vsix}.${process.pid}`;
  // Everything is bundled; and the README's links stay as they are, for there is no repository address to put before them.
  await createVSIX({
    cwd: root,
    packagePath: unfinished,
    dependencies: false,
    allowMissingRepository: true,
    rewriteRelativeLinks: false,
  });
  await rename(unfinished, vsix);
}
