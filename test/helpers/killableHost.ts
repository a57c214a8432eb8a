import type * as vscode from 'vscode';
import type { Environment } from '../../src/platform/environment.ts';
import type { Files } from '../../src/platform/files.ts';
import { createFiles } from '../../src/platform/node/files.ts';
import { createNodePlatform } from '../../src/platform/node/platform.ts';
import type { Platform } from '../../src/platform/platform.ts';
import type { MemoryDisk } from './platform/memoryDisk.ts';

/** Processes that are there; each extension host is one. */
const alive = new Set<number>();
let last = 1_000_000;

/**
 * An extension host that can be killed at any use that it makes of something outside: what it has asked for is done, and
 * it hears of nothing and does nothing any more.
 */
export class KillableHost {
  readonly pid: number;
  /** At which use it was killed. */
  killedAt: string | undefined;
  /** Resolves when it is. */
  readonly death: Promise<void>;
  #die: () => void = () => undefined;
  #left = Number.POSITIVE_INFINITY;

  constructor() {
    last += 1;
    this.pid = last;
    alive.add(this.pid);
    this.death = new Promise((resolve) => {
      this.#die = resolve;
    });
  }

  /** Kills it once it has made so many more uses; 0: with the next one, before that is made. */
  killAfter(uses: number): void {
    this.#left = uses;
  }

  kill(at = 'some other time'): void {
    this.killedAt ??= at;
    alive.delete(this.pid);
    this.#die();
  }

  async use<T>(what: string, act: () => PromiseLike<T>): Promise<T> {
    if (this.#left === 0) this.kill(`before ${what}`);
    if (this.killedAt !== undefined) return never();
    this.#left -= 1;
    const isLast = this.#left === 0;
    try {
      return await act();
    } finally {
      if (isLast) this.kill(`after ${what}`);
      if (this.killedAt !== undefined) await never();
    }
  }

  secrets({ get, store, delete: remove, onDidChange }: vscode.SecretStorage): vscode.SecretStorage {
    return {
      get: (key) => this.use(`reading ${kindOf(key)}`, () => get(key)),
      store: (key, value) => this.use(`storing ${kindOf(key)}`, () => store(key, value)),
      delete: (key) => this.use(`removing ${kindOf(key)}`, () => remove(key)),
      onDidChange,
    };
  }

  /** @param disk of the computer, in memory: a real one takes its time, and hundreds of hosts are killed */
  platform(disk: MemoryDisk): Platform {
    const { clock, environment } = createNodePlatform('/nowhere');
    const files = createFiles('/storage', disk, clock);
    const { pid } = this;
    const own: Environment = { ...environment, pid, startedAt: clock.now(), isAlive: (other) => alive.has(other) };
    return { files: this.#files(files), clock, environment: own };
  }

  #files(files: Files): Files {
    const use = <T>(what: string, name: string, act: () => Promise<T>) => this.use(`${what} ${fileKind(name)}`, act);
    return {
      list: () => this.use('listing files', () => files.list()),
      read: (name) => use('reading', name, () => files.read(name)),
      modifiedAt: (name) => use('dating', name, () => files.modifiedAt(name)),
      replace: (name, text) => use('writing', name, () => files.replace(name, text)),
      create: (name, text) => use('making', name, () => files.create(name, text)),
      append: (name, text) => use('appending to', name, () => files.append(name, text)),
      remove: (name) => use('removing', name, () => files.remove(name)),
      // News of other windows is not waited for.
      watch: async () => ({ dispose: () => undefined }),
      folder: (name) => this.#files(files.folder(name)),
    };
  }
}

function never(): Promise<never> {
  return new Promise(() => undefined);
}

/** A secret's key without what is drawn by lot. */
function kindOf(key: string): string {
  return `the secret ${key.split(':')[0]}`;
}

function fileKind(name: string): string {
  return `a file ${name.replace(/[0-9a-f-]{20,}/g, '…').replace(/…[^.]*\./, '….')}`;
}
