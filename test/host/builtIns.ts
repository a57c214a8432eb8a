import { readdir, readFile, symlink } from 'node:fs/promises';
import path from 'node:path';
import { ensureServer } from './install.ts';
import { temporaryDirectory } from './lifetime.ts';
import type { HostVersion } from './versions.ts';

const folders = new Map<HostVersion, Promise<string>>();

/**
 * A folder with those of VS Code's built-in extensions that only declare something: themes, icons, languages. Those that
 * run code (git, TypeScript, Emmet …) are left out: they take a fifth of the work of opening a window, in each of them.
 */
export function quietBuiltIns(version: HostVersion): Promise<string> {
  const folder = folders.get(version) ?? linkQuiet(version);
  folders.set(version, folder);
  // What has failed is tried again by whoever wants it next.
  folder.catch(() => folders.delete(version));
  return folder;
}

async function linkQuiet(version: HostVersion): Promise<string> {
  const { main } = await ensureServer(version);
  const all = path.resolve(path.dirname(main), '../extensions');
  const folder = temporaryDirectory('builtin').path;
  for (const { name } of (await readdir(all, { withFileTypes: true })).filter((entry) => entry.isDirectory())) {
    const text = await readFile(path.join(all, name, 'package.json'), 'utf8').catch(() => undefined);
    if (text === undefined) continue;
    const { main: node, browser } = JSON.parse(text) as { readonly main?: string; readonly browser?: string };
    if (node === undefined && browser === undefined) await symlink(path.join(all, name), path.join(folder, name));
  }
  return folder;
}
