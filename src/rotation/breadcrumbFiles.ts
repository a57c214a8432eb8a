import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { replaceFile } from '../platform/replaceFile.ts';
import type { Breadcrumbs } from './machine/index.ts';

const SUFFIX = '.rotation.json';

/** Breadcrumbs as files: a write is on the disk before it replaces the file as a whole. */
export function createBreadcrumbFiles(folder: string): Breadcrumbs {
  const fileOf = (id: string) => join(folder, `${encodeURIComponent(id)}${SUFFIX}`);
  return {
    async list() {
      const names = await readdir(folder).catch(ifAbsent<string[]>([]));
      return names
        .filter((name) => name.endsWith(SUFFIX))
        .map((name) => decodeURIComponent(name.slice(0, -SUFFIX.length)));
    },
    read: (id) => readFile(fileOf(id), 'utf8').catch(ifAbsent<string | undefined>(undefined)),
    async write(id, text) {
      await mkdir(folder, { recursive: true });
      await replaceFile(fileOf(id), text);
    },
    remove: (id) => rm(fileOf(id), { force: true }),
  };
}

/** A file that is not there is an answer; any other failure is one. */
function ifAbsent<T>(value: T): (error: NodeJS.ErrnoException) => T {
  return (error) => {
    if (error.code === 'ENOENT') return value;
    throw error;
  };
}
