import type { LockPlace } from '../../../../../src/platform/fileLock.ts';
import { FileError } from '../../../../../src/platform/files.ts';
import type { Breadcrumbs, CurrentSecrets, RotationStore } from '../../../../../src/rotation/machine/index.ts';
import type { Simulation } from './simulation.ts';
import type { Process } from './window.ts';

/**
 * What the secret store does instead of its work: refuses anything, once or from then on, or takes a write and changes or
 * forgets it.
 */
export type StoreFault = 'throws' | 'dead' | 'alters' | 'drops';

/** What the next uses of the store come to, one each; `alters` and `drops` wait for a write. */
export type PlannedUse = StoreFault | 'none';

/** The secret store, as a process reaches it. */
export function storeOf(simulation: Simulation, process: Process, keyOf = (key: string) => key): RotationStore {
  const { secrets } = simulation;
  const { window } = process;
  const use = (isWrite: boolean): PlannedUse => {
    const [next = 'none'] = window.storeFaults;
    const strikes = next === 'throws' || next === 'dead' || (isWrite && next !== 'none');
    if (strikes) simulation.struck();
    if (next === 'dead') window.storeIsDead = true;
    if (strikes || next === 'none') window.storeFaults.shift();
    if (next === 'throws' || window.storeIsDead) throw new Error('the simulated store refuses');
    return next;
  };
  return {
    read: (key) =>
      process.outside(() => {
        use(false);
        return secrets.read(window.name, keyOf(key));
      }),
    write: (key, value) =>
      process.outside(() => {
        const fault = use(true);
        if (fault !== 'drops') secrets.write(window.name, keyOf(key), fault === 'alters' ? `${value} ` : value);
      }),
    remove: (key) =>
      process.outside(() => {
        use(false);
        secrets.write(window.name, keyOf(key), undefined);
      }),
  };
}

/** The secrets in use, which are in the same store. */
export function currentSecretsOf(simulation: Simulation, process: Process): CurrentSecrets {
  const { read, write, remove } = storeOf(simulation, process, (identifier) => `secret:${identifier}`);
  return { read, keep: write, forget: remove };
}

/**
 * What a disk does instead of its work: refuses, once or from then on, or does it later than anybody waits for. Full,
 * read-only, without access: for what uses the files they are all the same, and test/unit/platform has them one by one.
 */
export type FileFault = 'refused' | 'dead' | 'late';

/** What the next uses of the folder come to, one each. */
export type PlannedFileUse = FileFault | 'none';

/**
 * Uses the folder of breadcrumbs and locks, and that of the profiles: nothing in it can be read or written while
 * `filesFail` is set.
 */
function useFolder<T>(simulation: Simulation, process: Process, act: () => T): Promise<T> {
  const { window } = process;
  return process.outside(() => {
    const fault = window.fileFaults.shift() ?? 'none';
    if (fault === 'dead') window.filesFail = true;
    if (fault === 'none' && !window.filesFail) return act();
    simulation.struck();
    if (fault === 'late') act();
    throw new FileError(fault === 'late' ? 'timedOut' : 'full');
  });
}

/** The files without secrets. */
export function breadcrumbsOf(simulation: Simulation, process: Process): Breadcrumbs {
  const { files, watch } = simulation;
  const { name } = process.window;
  const use = <T>(act: () => T) => useFolder(simulation, process, act);
  return {
    list: () => use(() => files.keys(name)),
    read: (id) => use(() => files.read(name, id)),
    write: (id, text) =>
      use(() => {
        watch.breadcrumb(process.window, id, text);
        files.write(name, id, text);
      }),
    remove: (id) => use(() => files.write(name, id, undefined)),
  };
}

/** Whether a profile signs in with a key. Every use fails while `profilesFail` is set. */
export function profilesOf(simulation: Simulation, process: Process, identifier: string): Promise<boolean> {
  return useFolder(simulation, process, () => {
    if (process.window.profilesFail) {
      simulation.struck();
      throw new Error('the simulated profiles cannot be read');
    }
    return simulation.signedInWith.has(identifier);
  });
}

/** The folder with the lock, which all windows see at once. */
export function locksOf(simulation: Simulation, process: Process): LockPlace {
  const { locks, time: clock } = simulation;
  const { pid, host } = process;
  const use = <T>(act: () => T) => useFolder(simulation, process, act);
  const files: LockPlace['files'] = {
    list: () => use(() => [...locks.keys()]),
    read: (name) => use(() => locks.get(name)),
    create: (name, text) =>
      use(() => {
        if (locks.has(name)) return false;
        locks.set(name, text);
        return true;
      }),
    replace: (name, text) => use(() => void locks.set(name, text)),
    remove: (name) => use(() => void locks.delete(name)),
  };
  const isAlive = (other: number) =>
    simulation.windows.some((each) => each.process.host === host && each.process.pid === other);
  return { files, clock, environment: { host, pid, isAlive } };
}
