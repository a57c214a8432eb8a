// Bundles what ships, as ES modules that share chunks: whatever is reached by `import()` only is a file of its own, so
// activation pays for nothing that is not needed yet.
import { readdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import * as esbuild from 'esbuild';

const extension = {
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  external: ['vscode'],
  // The names that users of the files know; everything else is `chunk-….js`.
  entryPoints: { extension: 'src/extension.ts', sandbox: 'src/sandbox/index.ts' },
  outdir: 'dist',
  legalComments: 'none',
  // Of `inOneChunk`, which wants the files of the import, not its effects.
  logOverride: { 'ignored-bare-import': 'silent' },
};

/** What runs inside webviews: a script and a style sheet each. */
const webviews = {
  bundle: true,
  format: 'iife',
  platform: 'browser',
  target: 'es2022',
  entryPoints: { 'totp/panel': 'media/totp/main.ts', 'totp/style': 'media/totp/style.css' },
  outdir: 'dist',
  legalComments: 'none',
};

/**
 * Puts all that activation reads into one chunk. esbuild makes one for every set of entries that share a file, and the
 * start of the editor pays for each: where all that is loaded later imports the extension too, there is one set.
 */
async function inOneChunk({ entryPoints, ...options }) {
  const { metafile } = await esbuild.build({ entryPoints, ...options, metafile: true, write: false });
  const imports = Object.values(metafile.inputs).flatMap((input) => input.imports);
  const lazy = new Set(imports.filter(({ kind }) => kind === 'dynamic-import').map((each) => path.resolve(each.path)));
  // The sandbox runs without the editor too.
  lazy.delete(path.resolve(entryPoints.sandbox));
  const extensionToo = `\nimport ${JSON.stringify(path.resolve(entryPoints.extension))};`;
  return {
    name: 'in-one-chunk',
    setup: ({ onLoad }) =>
      onLoad({ filter: /\.ts$/ }, async (file) =>
        lazy.has(file.path)
          ? { contents: (await readFile(file.path, 'utf8')) + extensionToo, loader: 'ts' }
          : undefined,
      ),
  };
}

if (process.argv.includes('--watch')) {
  for (const options of [extension, webviews]) {
    const context = await esbuild.context({ ...options, sourcemap: 'inline', logLevel: 'info' });
    await context.watch();
  }
} else {
  // Chunks of an earlier build have other names and would be packed along.
  const old = await readdir('dist').catch(() => []);
  await Promise.all(old.filter((name) => name.endsWith('.js')).map((name) => rm(`dist/${name}`)));
  const plugins = [await inOneChunk(extension)];
  for (const options of [{ ...extension, plugins }, webviews]) {
    await esbuild.build({ ...options, minify: true, logLevel: 'warning' });
  }
}
