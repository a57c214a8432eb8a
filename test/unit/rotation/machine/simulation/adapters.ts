import type { LockPlace } from '../../../../../src/platform/fileLock.ts';
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

/** The files without secrets. Every use fails while `filesFail` is set. */
export function breadcrumbsOf(simulation: Simulation, process: Process): Breadcrumbs {
  const { files, watch } = simulation;
  const { window } = process;
  const { name } = window;
  const use = <T>(act: () => T): Promise<T> =>
    process.outside(() => {
      if (window.filesFail) {
        simulation.struck();
        throw new Error('the simulated disk is full');
      }
      return act();
    });
  return {
    list: () => use(() => files.keys(name)),
    read: (id) => use(() => files.read(name, id)),
    write: (id, text) =>
      use(() => {
        watch.breadcrumb(id, text);
        files.write(name, id, text);
      }),
    remove: (id) => use(() => files.write(name, id, undefined)),
  };
}

/** Whether a profile signs in with a key. Every use fails while `profilesFail` is set. */
export function profilesOf(simulation: Simulation, process: Process, identifier: string): Promise<boolean> {
  return process.outside(() => {
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
  const files: LockPlace['files'] = {
    list: () => process.outside(() => [...locks.keys()]),
    read: (name) => process.outside(() => locks.get(name)),
    create: (name, text) =>
      process.outside(() => {
        if (locks.has(name)) return false;
        locks.set(name, text);
        return true;
      }),
    replace: (name, text) => process.outside(() => void locks.set(name, text)),
    remove: (name) => process.outside(() => void locks.delete(name)),
  };
  const isAlive = (other: number) =>
    simulation.windows.some((each) => each.process.host === host && each.process.pid === other);
  return { files, clock, environment: { host, pid, isAlive } };
}
