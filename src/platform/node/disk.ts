import { watch } from 'node:fs';
import { appendFile, link, mkdir, open, readdir, readFile, rename, stat, unlink } from 'node:fs/promises';

/**
 * The calls of the file system, one each, and no more: what a disk may refuse is refused here. All take absolute paths
 * and reject with a `NodeJS.ErrnoException`.
 */
export interface Disk {
  list(folder: string): Promise<string[]>;
  read(file: string): Promise<string>;
  /** Milliseconds since 1970. */
  modifiedAt(file: string): Promise<number>;
  /** With those that it is in; it may be there. */
  makeFolder(folder: string): Promise<void>;
  /** Makes an empty file, which must not be there. */
  open(file: string): Promise<NewFile>;
  append(file: string, text: string): Promise<void>;
  rename(from: string, to: string): Promise<void>;
  link(from: string, to: string): Promise<void>;
  remove(file: string): Promise<void>;
  /** @param changed called with the name of a file, where the system tells it */
  watch(folder: string, changed: (name: string | null) => void): { close(): void };
}

/** A file that this process made. */
export interface NewFile {
  write(text: string): Promise<void>;
  /** Ends once it is on the disk. */
  sync(): Promise<void>;
  close(): Promise<void>;
}

/** What is written is for the person alone. */
const MODE = 0o600;

/** The disk of this computer. */
export const nodeDisk: Disk = {
  list: (folder) => readdir(folder),
  read: (file) => readFile(file, 'utf8'),
  modifiedAt: async (file) => (await stat(file)).mtimeMs,
  makeFolder: async (folder) => void (await mkdir(folder, { recursive: true })),
  async open(file) {
    const handle = await open(file, 'wx', MODE);
    return { write: (text) => handle.writeFile(text), sync: () => handle.sync(), close: () => handle.close() };
  },
  append: (file, text) => appendFile(file, text, { mode: MODE }),
  rename,
  link,
  remove: unlink,
  watch(folder, changed) {
    const watcher = watch(folder, { persistent: false }, (_, name) => changed(name));
    // A folder that cannot be watched any more costs the news of other windows, nothing else.
    watcher.on('error', () => watcher.close());
    return watcher;
  },
};
