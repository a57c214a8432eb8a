import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/**
 * What must not outlive this process: groups of child processes and temporary directories. Cleaning up is synchronous,
 * so that it also happens on `process.exit`, on a signal and after an exception nobody caught.
 */
const cleanups = new Set<() => void>();
let listening = false;

function onEnd(cleanup: () => void): () => void {
  if (!listening) {
    listening = true;
    process.on('exit', () => {
      for (const each of [...cleanups].reverse()) each();
    });
    const ends = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;
    for (const [signal, code] of Object.entries(ends)) process.on(signal, () => process.exit(code));
  }
  cleanups.add(cleanup);
  return () => cleanups.delete(cleanup);
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** A child process with everything it starts. */
export interface Group {
  readonly child: ChildProcess;
  /** Asks the whole group to end, and kills what is left of it after `graceMs` (default 3,000). */
  end(graceMs?: number): Promise<void>;
}

/** Starts a process as the head of a group of its own; the group is killed at the latest when this process ends. */
export function spawnGroup(command: string, args: readonly string[], options: SpawnOptions): Group {
  const child = spawn(command, args, { ...options, detached: true });
  const forget = onEnd(() => signalGroup(child, 'SIGKILL'));
  return {
    child,
    async end(graceMs = 3_000) {
      const gone = child.exitCode !== null || child.signalCode !== null || child.pid === undefined;
      if (!gone) {
        const closed = once(child, 'exit');
        signalGroup(child, 'SIGTERM');
        const timer = setTimeout(() => signalGroup(child, 'SIGKILL'), graceMs);
        await closed;
        clearTimeout(timer);
      }
      signalGroup(child, 'SIGKILL');
      forget();
    },
  };
}

/** How often a process looks whether it still has its parent. */
const parentIntervalMs = 500;

/**
 * Ends this process when the one that started it is gone, and may have had no chance to say so: a shell that npm ends
 * passes no signal on.
 */
export function endWithParent(): void {
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) process.exit(1);
  }, parentIntervalMs).unref();
}

/** A new temporary directory; `remove` deletes it, and the end of this process does at the latest. */
export function temporaryDirectory(name: string): { path: string; remove(): void } {
  const directory = mkdtempSync(path.join(tmpdir(), `tripartie-${name}-`));
  const remove = () => rmSync(directory, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  const forget = onEnd(remove);
  return {
    path: directory,
    remove() {
      remove();
      forget();
    },
  };
}
