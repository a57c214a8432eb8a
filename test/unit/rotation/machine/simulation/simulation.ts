import {
  continueRotation,
  type Decision,
  type Durability,
  type Outcome,
  type RotationAccount,
} from '../../../../../src/rotation/machine/index.ts';
import { createSandbox, type Fault, type FaultHandle, type Sandbox } from '../../../../../src/sandbox/index.ts';
import { NETWORK_FAULTS, type NetworkFault } from './networkFaults.ts';
import { SharedStore } from './sharedStore.ts';
import type { VirtualTime } from './virtualTime.ts';
import { Watch } from './watch.ts';
import { type Process, Window } from './window.ts';

type FaultTarget = Pick<Fault, 'method' | 'path'>;

/** How a simulated editor is. */
export interface SimulationOptions {
  /** Whether both windows are on one computer, or each is in a container that shares the folder. */
  readonly hosts: 'one' | 'two';
  /** Whether the secret store outlives a crash. `unproven` ones do, and an earlier start has not shown it. */
  readonly store: 'durable' | 'unproven' | 'memoryOnly';
  /** Whether the old key's secret is here; else the person has it. */
  readonly oldSecretHere: boolean;
  /** Whole numbers from 0 up to the given one, from which all that is left to chance follows. */
  readonly chance: (below: number) => number;
}

/** A process that was held longer than this at one await was asleep, and its lease may be another's. */
const SLEEP_MS = 60_000;

const RECORD = 'tripartie.rotation:';
const TOKEN_CLIENT = /(?:^|&)client_id=([^&]*)/;

/** Two windows of one editor on one account of a sandbox, with one person before them. */
export class Simulation {
  readonly time: VirtualTime;
  readonly options: SimulationOptions;
  readonly sandbox: Sandbox;
  readonly secrets: SharedStore;
  readonly files: SharedStore;
  readonly locks = new Map<string, string>();
  readonly watch: Watch;
  readonly windows: readonly [Window, Window];
  /** The key that is rotated first. */
  readonly first: string;
  /** Secrets by identifier, of all keys whose secret was ever told. */
  readonly told = new Map<string, string>();
  /** Keys whose secret the person has. */
  readonly saved = new Set<string>();
  account: RotationAccount = { profile: 'sandbox', origin: 'sandbox' };
  /** Keys that profiles of the editor sign in with. */
  readonly signedInWith = new Set<string>();
  /** Whether that account is signed in and may change something. */
  active = true;
  /** Whether a file of the workspace has the old key. */
  usesOldKey = false;
  /** The store was found to forget. */
  forgetful = false;
  /** Whether the API's answers say what time it is, as its clock has it. */
  tellsTime = true;
  apiSkewMs = 0;
  failure: unknown;
  readonly #networkFaults: FaultHandle[] = [];
  #otherFaults = 0;
  #valid: Set<string>;

  constructor(time: VirtualTime, options: SimulationOptions) {
    this.time = time;
    this.options = options;
    const { chance } = options;
    this.sandbox = createSandbox({
      users: 1,
      apiClients: 6,
      now: time.right,
      onChange: ({ createdApiClients, deletedApiClients }) => {
        this.#valid = new Set(createdApiClients.map(({ identifier }) => identifier));
        if (!deletedApiClients.includes(this.first)) this.#valid.add(this.first);
      },
    });
    const { faults } = this.sandbox;
    const add = faults.add.bind(faults);
    faults.add = (fault) => {
      const handle = add(fault);
      this.#networkFaults.push(handle);
      return handle;
    };
    const { identifier = '', secret = '' } = this.sandbox.credentials.apiClient ?? {};
    this.first = identifier;
    this.#valid = new Set([identifier]);
    this.told.set(identifier, secret);
    const propagation = () => chance(501);
    const never = () => Number.POSITIVE_INFINITY;
    // A store in memory is one window's own.
    const inMemory = options.store === 'memoryOnly';
    const delays = inMemory ? { propagation: never, flush: never } : { propagation, flush: () => chance(1_500) };
    this.secrets = new SharedStore(time.elapsed, delays);
    this.files = new SharedStore(time.elapsed, { propagation, flush: () => 0 });
    if (options.oldSecretHere && options.store !== 'memoryOnly') this.secrets.seed(`secret:${identifier}`, secret);
    else this.saved.add(identifier);
    this.watch = new Watch(this);
    this.windows = [new Window(this, 'A'), new Window(this, 'B')];
  }

  /** When every simulation begins. */
  static readonly start = Date.UTC(2026, 0, 1);

  durability({ starts }: Window): Durability {
    const { store } = this.options;
    if (this.forgetful) return 'memoryOnly';
    return store === 'unproven' && starts > 1 ? 'durable' : store;
  }

  /** How many faults have struck: of the network, the store and the disk, and crashes. */
  get faultPoints(): number {
    return this.#otherFaults + this.#networkFaults.filter(({ fired }) => fired > 0).length;
  }

  /** A fault that is none of the network has struck. */
  struck(): void {
    this.#otherFaults += 1;
  }

  /** The keys that are valid at the API, those of the seed that take no part left out. */
  get valid(): readonly string[] {
    return [...this.#valid];
  }

  someoneHas(identifier: string): boolean {
    const secret = this.told.get(identifier);
    if (this.saved.has(identifier)) return true;
    if (secret === undefined) return false;
    return this.windows.some(({ name, memory }) => {
      for (const { newSecret } of memory.values()) if (newSecret === secret) return true;
      return this.secrets.holds(name, (key, value) =>
        key === `secret:${identifier}` ? value === secret : key.startsWith(RECORD) && value.includes(`"${secret}"`),
      );
    });
  }

  usable(): string[] {
    return this.valid.filter((identifier) => this.someoneHas(identifier));
  }

  /** Keys that rotations made and that nobody can use. */
  orphans(): string[] {
    return this.valid.filter((identifier) => identifier !== this.first && !this.someoneHas(identifier));
  }

  said(window: Window, outcome: Outcome): void {
    window.outcomes.push(outcome);
    this.watch.outcome(outcome);
  }

  /** The network: a request stops before it leaves and before its answer arrives, and the window may crash at both. */
  async send(process: Process, request: Request): Promise<Response> {
    const { window } = process;
    const { pathname: path } = new URL(request.url);
    const { method } = request;
    const form = path === '/token' ? await request.clone().text() : '';
    const client = TOKEN_CLIENT.exec(form)?.[1];
    await process.pause();
    request.signal.throwIfAborted();
    this.watch.request(window, { method, path });
    window.last = { method, path, client, ok: false };
    const response = await this.sandbox.fetch(request);
    if (this.tellsTime) response.headers.set('date', new Date(this.time.right() + this.apiSkewMs).toUTCString());
    if (method === 'POST' && path === '/api-clients') await this.#learn(response.clone());
    await process.pause();
    window.last = { method, path, client, ok: response.ok };
    return response;
  }

  async #learn(response: Response): Promise<void> {
    const answer: unknown = await response.json().catch(() => undefined);
    const { identifier, secret } = (answer ?? {}) as { identifier?: string; secret?: string };
    if (identifier && secret) this.told.set(identifier, secret);
  }

  /** Strikes the next request of a kind. A gateway that makes up an answer to a deletion would be believed, so none does. */
  fault(name: NetworkFault, request: FaultTarget): void {
    if (name === 'answer without a secret' && request.method !== 'POST') return;
    this.sandbox.faults.add({ ...NETWORK_FAULTS[name], ...request });
  }

  /** Ends a window's process where it is. What it wrote and did not get to the disk is lost. */
  crash(window: Window): void {
    this.struck();
    this.reload(window);
  }

  /** Ends a window's extension host, and begins another; the page stays, with the secrets that it has in memory. */
  restartHost(window: Window): void {
    this.struck();
    window.open({ pageStays: true });
    this.watch.usable(`a restart of the extension host of ${window.name}`);
  }

  /** The person reloads a window, which ends it as a crash does. */
  reload(window: Window): void {
    this.secrets.crash(window.name);
    window.open();
    this.watch.usable(`a crash of ${window.name}`);
  }

  /** Lets a window go on from where it is held to its next await. */
  async release(window: Window): Promise<void> {
    const { resume } = window;
    window.resume = undefined;
    resume?.();
    await this.settle(window);
  }

  /** Until a window is held again, has ended, or waits for time to pass. */
  async settle(window: Window): Promise<void> {
    for (let turns = 0; turns < 12 && window.busy && !window.resume; turns += 1) await turn();
    if (this.failure !== undefined) throw this.failure;
    this.watch.usable('a step');
  }

  /** Lets time pass, with all that falls due. */
  pass(ms: number): Promise<void> {
    if (ms > SLEEP_MS && this.windows.some(({ resume }) => resume)) this.watch.slept = true;
    return this.time.pass(ms, async () => {
      for (const window of this.windows) await this.settle(window);
    });
  }

  /** Lets a window run to the end of what it does; time passes as it waits. */
  async finish(window: Window): Promise<void> {
    await this.settle(window);
    while (window.busy) {
      if (window.resume) await this.release(window);
      else {
        if (!this.time.hasTimers) throw new Error(`${window.name} waits for nothing`);
        this.time.fireNext();
        await this.settle(window);
      }
    }
  }

  /** Runs a window until a moment comes, and holds it there. */
  async until(window: Window, make: () => AsyncGenerator<Outcome>, moment: () => boolean): Promise<void> {
    window.run(make);
    await this.settle(window);
    while (!moment()) {
      if (!window.busy) throw new Error('the moment never came');
      if (window.resume) await this.release(window);
      else {
        this.time.fireNext();
        await this.settle(window);
      }
    }
  }

  /** Runs a window's rotation to its next stop. */
  async proceed(window: Window, make: () => AsyncGenerator<Outcome>): Promise<Outcome | undefined> {
    window.run(make);
    await this.finish(window);
    return window.outcomes.at(-1);
  }

  /** Takes up a rotation in a window. */
  continue(window: Window, id: string, decision?: Decision): AsyncGenerator<Outcome> {
    return continueRotation(window.ports, id, { ...(decision && { decision }), ...window.ends });
  }
}

/** One turn of the real event loop: everything that does not wait for time goes on. */
function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
