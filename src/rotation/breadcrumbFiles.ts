import type { Files } from '../platform/files.ts';
import type { Breadcrumbs } from './machine/index.ts';

const SUFFIX = '.rotation.json';

/** Breadcrumbs as files: a write is on the disk before it replaces the file as a whole. */
export function createBreadcrumbFiles(files: Files): Breadcrumbs {
  const fileOf = (id: string) => `${encodeURIComponent(id)}${SUFFIX}`;
  return {
    list: async () => ((await files.list()) ?? []).flatMap(idIn),
    read: (id) => files.read(fileOf(id)),
    write: (id, text) => files.replace(fileOf(id), text),
    remove: (id) => files.remove(fileOf(id)),
  };
}

/** The id that is in a file's name: none where another program made the file, whose name may be no valid escape. */
function idIn(name: string): string[] {
  if (!name.endsWith(SUFFIX)) return [];
  try {
    return [decodeURIComponent(name.slice(0, -SUFFIX.length))];
  } catch {
    return [];
  }
}
