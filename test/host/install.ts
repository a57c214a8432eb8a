import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { run } from './commands.ts';
import { cache, root } from './paths.ts';
import { type HostVersion, releases } from './versions.ts';

/** An installed VS Code server: run `main` with `node`. */
export interface ServerInstall {
  readonly node: string;
  readonly main: string;
}

/**
 * Makes sure that the VS Code server of a version is installed under `.vscode-test/`, from the package registry alone.
 * Install scripts stay off: they want compilers and downloads, and nothing of what they build is needed. A finished
 * install appears in one rename, so that an interrupted one is never taken for whole, and of two at once one wins.
 *
 * Throws where there is no such server: on anything but Linux on x64 or arm64.
 */
export async function ensureServer(version: HostVersion): Promise<ServerInstall> {
  const release = releases[version];
  if (process.platform !== 'linux' || !['x64', 'arm64'].includes(process.arch)) {
    throw new Error(
      `The VS Code server needs Linux on x64 or arm64, not ${process.platform} on ${process.arch}: ` +
        'use a desktop VS Code (npm start -- --desktop, npm run test:desktop).',
    );
  }
  const nodePackage = `node-linux-${process.arch}`;
  const home = path.join(cache, `server-${release.codeServer}`);
  if (!existsSync(home)) {
    console.log(
      `Installing the VS Code ${release.vscode} server into ${path.relative(root, home)} (once, about 20 s).`,
    );
    await mkdir(cache, { recursive: true });
    const unfinished = await mkdtemp(path.join(cache, 'unfinished-'));
    try {
      await writeFile(path.join(unfinished, 'package.json'), '{ "private": true }\n');
      const packages = [`code-server@${release.codeServer}`];
      if (release.node !== undefined) packages.push(`${nodePackage}@${release.node}`);
      const flags = ['--ignore-scripts', '--no-audit', '--no-fund', '--no-package-lock', '--loglevel=error'];
      await run('npm', ['install', ...flags, ...packages], { cwd: unfinished });
      const inner = path.join(unfinished, 'node_modules/code-server/lib/vscode');
      await run('npm', ['install', '--omit=dev', ...flags], { cwd: inner });
      await rename(unfinished, home).catch((error: NodeJS.ErrnoException) => {
        if (!existsSync(home)) throw error;
      });
    } finally {
      await rm(unfinished, { recursive: true, force: true });
    }
  }
  const node =
    release.node === undefined
      ? path.join(root, 'node_modules/.bin/node')
      : path.join(home, 'node_modules', nodePackage, 'bin/node');
  return { node, main: path.join(home, 'node_modules/code-server/lib/vscode/out/server-main.js') };
}
