import { createClient, parseApiOrigin } from '../../../../../src/api/index.ts';
import { createFileLock } from '../../../../../src/platform/fileLock.ts';
import type { Outcome, Ports, RotationRecord } from '../../../../../src/rotation/machine/index.ts';
import {
  breadcrumbsOf,
  currentSecretsOf,
  locksOf,
  type PlannedFileUse,
  type PlannedUse,
  profilesOf,
  storeOf,
} from './adapters.ts';
import type { Simulation } from './simulation.ts';

export const ORIGIN = parseApiOrigin('http://127.0.0.1:8');

/** A request of a window and whether it succeeded. */
interface LastRequest {
  readonly method: string;
  readonly path: string;
  /** For `/token`: whose. */
  readonly client?: string | undefined;
  readonly ok: boolean;
}

/**
 * The process of a window, from its start to its crash. Each of its awaits of something outside is held until the
 * simulation lets it go on; once it has crashed, none ever does.
 */
export class Process {
  readonly ports: Ports;
  readonly memory = new Map<string, RotationRecord>();
  readonly window: Window;
  readonly host: string;
  readonly pid: number;
  /** When it was opened, as everybody else knows. */
  readonly openedAt: number;

  constructor(simulation: Simulation, window: Window) {
    this.window = window;
    const { time, options } = simulation;
    this.openedAt = time.right();
    this.host = options.hosts === 'two' ? window.name : 'one';
    // Containers number their processes alike.
    this.pid = options.hosts === 'two' ? window.hosts : 2 * window.hosts + Number(window.name === 'B');
    this.ports = {
      api: createClient({
        origin: ORIGIN,
        credential: { kind: 'personalKey', jwt: simulation.sandbox.personalKey },
        fetch: ((request: Request) => simulation.send(this, request)) as typeof fetch,
        now: time.now,
        elapsed: time.elapsed,
      }),
      get account() {
        return simulation.account;
      },
      store: storeOf(simulation, this),
      breadcrumbs: breadcrumbsOf(simulation, this),
      currentSecrets: currentSecretsOf(simulation, this),
      lock: createFileLock(locksOf(simulation, this)),
      clock: time,
      memory: this.memory,
      seen: new Map(),
      loadedAt: window.loadedAt,
      signsInWith: (identifier) => profilesOf(simulation, this, identifier),
      isUsedHere: async () => simulation.usesOldKey,
      durability: () => simulation.durability(window),
      isActive: async () => simulation.active,
    };
  }

  get hasCrashed(): boolean {
    return this.window.process !== this;
  }

  /** Holds the process until the simulation lets it go on. */
  pause(): Promise<void> {
    return new Promise((resolve) => {
      if (!this.hasCrashed) this.window.resume = resolve;
    });
  }

  /** Does something outside the process, which may crash before and after it. */
  async outside<T>(act: () => T): Promise<T> {
    await this.pause();
    let result: { value: T } | { error: unknown };
    try {
      result = { value: act() };
    } catch (error) {
      result = { error };
    }
    await this.pause();
    if ('error' in result) throw result.error;
    return result.value;
  }
}

/** One window of the editor, over all its processes. */
export class Window {
  readonly name: string;
  readonly #simulation: Simulation;
  /** What was said since the last run began. */
  outcomes: Outcome[] = [];
  /** Starts of the editor, as far as this window goes. */
  starts = 0;
  /** Starts of its extension host. */
  hosts = 0;
  /** When its page was loaded. */
  loadedAt = 0;
  storeFaults: PlannedUse[] = [];
  storeIsDead = false;
  filesFail = false;
  fileFaults: PlannedFileUse[] = [];
  profilesFail = false;
  process!: Process;
  last: LastRequest | undefined;
  creates = 0;
  /** Closes the window. */
  closing = new AbortController();
  /** The person's. */
  cancel = new AbortController();
  busy = false;
  resume: (() => void) | undefined;

  constructor(simulation: Simulation, name: string) {
    this.#simulation = simulation;
    this.name = name;
    this.open();
  }

  get ports(): Ports {
    return this.process.ports;
  }

  /** What ends a run of this window early. */
  get ends(): { signal: AbortSignal; cancel: AbortSignal } {
    return { signal: this.closing.signal, cancel: this.cancel.signal };
  }

  get memory(): Map<string, RotationRecord> {
    return this.process.memory;
  }

  /** Starts a process; the one before is dead. */
  open({ pageStays = false } = {}): void {
    this.hosts += 1;
    if (!pageStays) {
      this.starts += 1;
      this.loadedAt = this.#simulation.time.now();
    }
    this.busy = false;
    this.resume = undefined;
    this.last = undefined;
    this.endFaults();
    this.process = new Process(this.#simulation, this);
  }

  /** Store and files do their work from now on. */
  endFaults(): void {
    this.storeFaults = [];
    this.storeIsDead = false;
    this.filesFail = false;
    this.fileFaults = [];
    this.profilesFail = false;
  }

  /** Runs a rotation in this window's process and collects what it says. Does nothing while one runs. */
  run(make: () => AsyncGenerator<Outcome>): void {
    if (this.busy) return;
    this.busy = true;
    this.creates = 0;
    this.outcomes = [];
    this.closing = new AbortController();
    this.cancel = new AbortController();
    const { process } = this;
    const end = () => {
      if (!process.hasCrashed) this.busy = false;
    };
    const go = async () => {
      for await (const outcome of make()) this.#simulation.said(this, outcome);
    };
    go().then(end, (error: unknown) => {
      this.#simulation.failure ??= error;
      end();
    });
  }
}
