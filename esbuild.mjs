// Bundles what ships, as ES modules that share chunks: whatever is reached by `import()` only is a file of its own, so
// activation pays for nothing that is not needed yet.
import { readdir, rm } from 'node:fs/promises';
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

if (process.argv.includes('--watch')) {
  for (const options of [extension, webviews]) {
    const context = await esbuild.context({ ...options, sourcemap: 'inline', logLevel: 'info' });
    await context.watch();
  }
} else {
  // Chunks of an earlier build have other names and would be packed along.
  const old = await readdir('dist').catch(() => []);
  await Promise.all(old.filter((name) => name.endsWith('.js')).map((name) => rm(`dist/${name}`)));
  for (const options of [extension, webviews]) await esbuild.build({ ...options, minify: true, logLevel: 'warning' });
}
