import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createVSIX } from '@vscode/vsce';
import { run } from './commands.ts';
import { minifyScripts } from './minify.ts';
import { packedReadme } from './packedReadme.ts';
import { root, vsix } from './paths.ts';
import { shrinkZip } from './zip.ts';

/**
 * Builds the extension and packs it; asks nothing, needs no network. Ends in vsce's error where it will not pack.
 * @param small whether to spend some ten seconds on making it as small as it can be, as what users download is
 */
export async function buildPackage({ small = true } = {}): Promise<void> {
  await run('node', ['esbuild.mjs']);
  if (small) await minifyScripts(path.dirname(vsix));
  await mkdir(path.dirname(vsix), { recursive: true });
  const readme = path.join(path.dirname(vsix), 'README.md');
  await writeFile(readme, packedReadme(await readFile(path.join(root, 'README.md'), 'utf8')));
  const unfinished = `${vsix}.${process.pid}`;
  // Everything is bundled; and the README's links stay as they are, for there is no repository address to put before them.
  await createVSIX({
    cwd: root,
    packagePath: unfinished,
    dependencies: false,
    allowMissingRepository: true,
    rewriteRelativeLinks: false,
    readmePath: path.relative(root, readme),
  });
  if (small) await writeFile(unfinished, await shrinkZip(await readFile(unfinished)));
  await rename(unfinished, vsix);
}
