import type { Files } from '../../platform/files.ts';

const SUFFIX = '.entry';

/**
 * The names of the entries that are in the editor's secret store, which not every version of it can list: a file each, so
 * that no window takes back what another one noted. They hold no secret. What the disk refuses is not noted.
 */
export class EntryNames {
  readonly #files: Files;

  /** @param files of a folder that is their own */
  constructor(files: Files) {
    this.#files = files;
  }

  /** An entry is about to be stored. */
  async add(key: string): Promise<void> {
    await this.#files.replace(fileOf(key), '').catch(() => undefined);
  }

  /** An entry is gone. */
  async remove(key: string): Promise<void> {
    await this.#files.remove(fileOf(key)).catch(() => undefined);
  }

  /** All that were noted; none where the folder cannot be read. */
  async list(): Promise<string[]> {
    const names = (await this.#files.list().catch(() => undefined)) ?? [];
    return names.flatMap(keyIn);
  }
}

function fileOf(key: string): string {
  return `${encodeURIComponent(key)}${SUFFIX}`;
}

/** None where another program made the file. */
function keyIn(name: string): string[] {
  if (!name.endsWith(SUFFIX)) return [];
  try {
    return [decodeURIComponent(name.slice(0, -SUFFIX.length))];
  } catch {
    return [];
  }
}
