import { basename, dirname } from 'node:path';
import type { Clock } from '../../../src/platform/clock.ts';
import type { Disk, NewFile } from '../../../src/platform/node/disk.ts';

/** What a name stands for; two names may stand for the same. */
interface Inode {
  text: string;
  modifiedAt: number;
}

interface Watcher {
  readonly folder: string;
  readonly changed: (name: string) => void;
}

/** A disk in memory. It does what a real one does, and both are held to the same tests. */
export class MemoryDisk implements Disk {
  readonly #clock: Pick<Clock, 'now'>;
  readonly #folders = new Set(['/']);
  readonly #files = new Map<string, Inode>();
  readonly #watchers = new Set<Watcher>();

  constructor(clock: Pick<Clock, 'now'>) {
    this.#clock = clock;
  }

  /** All files as they are, by path: half written ones and those that are nobody's too. */
  get contents(): Record<string, string> {
    return Object.fromEntries([...this.#files].map(([path, { text }]) => [path, text]));
  }

  /** Another program writes a file. */
  put(path: string, text: string): void {
    this.#makeFolders(dirname(path));
    this.#files.set(path, { text, modifiedAt: this.#clock.now() });
    this.#tell(path);
  }

  /** Another program has a file where a folder was, and all that was in it is gone. */
  putInPlaceOf(folder: string): void {
    for (const path of [...this.#files.keys()]) if (path.startsWith(`${folder}/`)) this.#files.delete(path);
    for (const path of [...this.#folders])
      if (path === folder || path.startsWith(`${folder}/`)) this.#folders.delete(path);
    this.#files.set(folder, { text: 'of another program', modifiedAt: this.#clock.now() });
  }

  async list(folder: string): Promise<string[]> {
    this.#expectFolder(folder);
    const inside = (path: string) => path !== '/' && dirname(path) === folder;
    return [...this.#files.keys(), ...this.#folders].filter(inside).map((path) => basename(path));
  }

  async read(file: string): Promise<string> {
    return this.#inode(file).text;
  }

  async modifiedAt(file: string): Promise<number> {
    return this.#folders.has(file) ? this.#clock.now() : this.#inode(file).modifiedAt;
  }

  async makeFolder(folder: string): Promise<void> {
    this.#makeFolders(folder);
  }

  async open(file: string): Promise<NewFile> {
    const inode = this.#make(file);
    return {
      write: async (text) => {
        inode.text += text;
        this.#touch(file, inode);
      },
      sync: async () => undefined,
      close: async () => undefined,
    };
  }

  async append(file: string, text: string): Promise<void> {
    if (this.#folders.has(file)) throw refusal('EISDIR');
    const inode = this.#files.get(file) ?? this.#make(file);
    inode.text += text;
    this.#touch(file, inode);
  }

  async rename(from: string, to: string): Promise<void> {
    for (const folder of [dirname(from), dirname(to)]) this.#expectFolder(folder);
    const inode = this.#inode(from);
    if (this.#folders.has(to)) throw refusal(from.startsWith(`${to}/`) ? 'ENOTEMPTY' : 'EISDIR');
    // Two names of one file stay, says POSIX.
    if (this.#files.get(to) === inode) return;
    this.#files.delete(from);
    this.#files.set(to, inode);
    this.#tell(to);
  }

  async link(from: string, to: string): Promise<void> {
    const inode = this.#inode(from);
    this.#expectFolder(dirname(to));
    if (this.#files.has(to) || this.#folders.has(to)) throw refusal('EEXIST');
    this.#files.set(to, inode);
    this.#tell(to);
  }

  async remove(file: string): Promise<void> {
    this.#inode(file);
    this.#files.delete(file);
    this.#tell(file);
  }

  watch(folder: string, changed: (name: string | null) => void): { close(): void } {
    this.#expectFolder(folder);
    const watcher = { folder, changed };
    this.#watchers.add(watcher);
    return { close: () => void this.#watchers.delete(watcher) };
  }

  #make(file: string): Inode {
    this.#expectFolder(dirname(file));
    if (this.#files.has(file) || this.#folders.has(file)) throw refusal('EEXIST');
    const inode = { text: '', modifiedAt: this.#clock.now() };
    this.#files.set(file, inode);
    this.#tell(file);
    return inode;
  }

  #makeFolders(folder: string): void {
    if (this.#files.has(folder)) throw refusal('EEXIST');
    if (this.#folders.has(folder)) return;
    if (this.#files.has(dirname(folder))) throw refusal('ENOTDIR');
    this.#makeFolders(dirname(folder));
    this.#folders.add(folder);
  }

  #inode(file: string): Inode {
    const inode = this.#files.get(file);
    if (inode) return inode;
    if (this.#folders.has(file)) throw refusal('EISDIR');
    this.#expectFolder(dirname(file));
    throw refusal('ENOENT');
  }

  #expectFolder(folder: string): void {
    if (this.#folders.has(folder)) return;
    for (let path = folder; path !== '/'; path = dirname(path)) if (this.#files.has(path)) throw refusal('ENOTDIR');
    throw refusal('ENOENT');
  }

  #touch(file: string, inode: Inode): void {
    inode.modifiedAt = this.#clock.now();
    this.#tell(file);
  }

  #tell(file: string): void {
    for (const { folder, changed } of this.#watchers) if (dirname(file) === folder) changed(basename(file));
  }
}

/** What a file system says no with. Its message has what nobody should be shown, as a real one's has. */
export function refusal(code: string): NodeJS.ErrnoException {
  return Object.assign(new Error(`${code}: refused, '/home/jane/.vscode-server/data/a-path'`), { code });
}
