// Bundles what ships, as ES modules that share chunks: whatever is reached by `import()` only is a file of its own, so
// activation pays for nothing that is not needed yet.
import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import * as esbuild from 'esbuild';

const extension = {
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  // Characters as they are: escaped, the directory's table would be twice as large.
  charset: 'utf8',
  external: ['vscode'],
  // The names that users of the files know; everything else has a short one, as a package has each name twice.
  entryPoints: { extension: 'src/extension.ts', sandbox: 'src/sandbox/index.ts' },
  outdir: 'dist',
  chunkNames: 'c-[hash]',
  legalComments: 'none',
  // Of `aFileARoom`, which wants the files of the import, not its effects.
  logOverride: { 'ignored-bare-import': 'silent' },
};

/** What a terminal starts in the place of a program that is to get a key: small, and it reads nothing else. */
const runner = {
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  entryPoints: { run: 'src/platform/node/runnerMain.ts' },
  outdir: 'dist',
  legalComments: 'none',
};

/** The folders of `media` that are a page: a script and a style sheet each. */
const pages = (await readdir('media', { recursive: true }))
  .filter((file) => path.basename(file) === 'main.ts')
  .map((file) => path.dirname(file));

/** What runs inside webviews. */
const webviews = {
  bundle: true,
  format: 'iife',
  platform: 'browser',
  target: 'es2022',
  entryPoints: Object.fromEntries(
    pages.flatMap((page) => [
      [`${page}/page`, `media/${page}/main.ts`],
      [`${page}/style`, `media/${page}/style.css`],
    ]),
  ),
  outdir: 'dist',
  legalComments: 'none',
};

/**
 * Makes one file of what a room loads later, one of what activation reads, and one of the small things that rooms share.
 * Left alone, esbuild makes a file for each `import()` and for each set of them that share something: 117 files instead of
 * 30, for which the package is 45 KB larger, and many that every start of the editor reads.
 */
async function aFileARoom(options) {
  const { entryPoints } = options;
  const rooms = new Map();
  const alone = await built(options);
  for (const { entryPoint, exports } of Object.values(alone)) {
    // The extension is there already, and the sandbox runs without the editor too.
    if (!entryPoint || Object.values(entryPoints).includes(entryPoint)) continue;
    const room = entryPoint.split('/')[1];
    const { files, names } = rooms.get(room) ?? { files: [], names: [] };
    rooms.set(room, { files: [...files, entryPoint], names: [...names, ...exports] });
  }
  for (const [room, { names }] of rooms) {
    const twice = names.filter((name, at) => names.indexOf(name) !== at);
    if (twice.length > 0) throw new Error(`Loaded later, src/${room} has two of one name: ${twice.join(', ')}`);
  }
  const { extension } = entryPoints;
  const together = await built({ ...options, plugins: [roomFiles(rooms, extension, [])] });
  const shared = Object.values(together).filter(({ entryPoint, bytes }) => !entryPoint && bytes < SMALL);
  const modules = shared.flatMap(({ inputs }) => Object.keys(inputs)).filter((file) => file.startsWith('src/'));
  return roomFiles(rooms, extension, modules);
}

/** What rooms share is a file of its own from this size on, in bytes; below, its name and its start are much of it. */
const SMALL = 9_000;

async function built(options) {
  const { metafile } = await esbuild.build({ ...options, minify: true, metafile: true, write: false });
  return metafile.outputs;
}

function roomFiles(rooms, extension, shared) {
  const later = new Set([...rooms.values()].flatMap(({ files }) => files));
  const importOf = (file) => `import ${JSON.stringify(path.resolve(file))};`;
  return {
    name: 'a-file-a-room',
    setup: ({ onResolve, onLoad }) => {
      onResolve({ filter: /^\./ }, ({ kind, path: to, resolveDir }) => {
        const file = path.relative('.', path.resolve(resolveDir, to)).replaceAll(path.sep, '/');
        if (kind === 'dynamic-import' && later.has(file)) return { path: file.split('/')[1], namespace: 'room' };
      });
      onLoad({ filter: /./, namespace: 'room' }, ({ path: room }) => {
        const exported = rooms.get(room).files.map((file) => `export * from ${JSON.stringify(path.resolve(file))};`);
        // Where all that is loaded later imports the extension too, what activation reads is one set, and so one file; and
        // likewise what rooms share.
        return { contents: [...exported, ...[extension, ...shared].map(importOf)].join('\n'), resolveDir: '.' };
      });
    },
  };
}

if (process.argv.includes('--watch')) {
  for (const options of [extension, runner, webviews]) {
    const context = await esbuild.context({ ...options, sourcemap: 'inline', logLevel: 'info' });
    await context.watch();
  }
} else {
  // Chunks of an earlier build have other names and would be packed along.
  const old = await readdir('dist').catch(() => []);
  await Promise.all(old.filter((name) => name.endsWith('.js')).map((name) => rm(`dist/${name}`)));
  const plugins = [await aFileARoom(extension)];
  for (const options of [{ ...extension, plugins }, runner, webviews]) {
    await esbuild.build({ ...options, minify: true, logLevel: 'warning' });
  }
}
