import fc from 'fast-check';
import {
  type Decision,
  listRotations,
  type Overlap,
  startRotation,
} from '../../../../../src/rotation/machine/index.ts';
import type { FileFault, StoreFault } from './adapters.ts';
import { NETWORK_FAULT_NAMES, type NetworkFault } from './networkFaults.ts';
import { copyNewKey } from './person.ts';
import type { Simulation } from './simulation.ts';
import type { Window } from './window.ts';

/** The model keeps nothing: what must hold at every moment is watched where it happens. */
export type Command = fc.AsyncCommand<object, Simulation>;

function command(name: string, run: (simulation: Simulation) => void | Promise<void>): Command {
  return { check: () => true, run: async (_, simulation) => run(simulation), toString: () => name };
}

function windowOf({ windows: [a, b] }: Simulation, second: boolean): Window {
  return second ? b : a;
}

/** Both windows go on by so many awaits, in an order that follows from `order`. */
async function work(simulation: Simulation, awaits: number, order: number): Promise<void> {
  let rest = order;
  for (let done = 0; done < awaits; done += 1) {
    const held = simulation.windows.filter(({ resume }) => resume !== undefined);
    const { time } = simulation;
    rest = Math.imul(rest ^ (rest >>> 15), 0x2c1b3c6d) >>> 0;
    const window = held[rest % Math.max(1, held.length)];
    // Every await takes a moment; now and then one that others wait for takes as long as they wait.
    if (!window || rest % 97 === 0) {
      if (!time.hasTimers) return;
      time.fireNext();
      for (const each of simulation.windows) await simulation.settle(each);
    } else await simulation.release(window);
    if (rest % 5 === 0) await simulation.pass(rest % 40);
  }
}

const HOUR = 3_600_000;

const OVERLAPS: readonly (Overlap | undefined)[] = [
  { kind: 'for', ms: 0, deleteAutomatically: false },
  { kind: 'for', ms: 0, deleteAutomatically: true },
  { kind: 'for', ms: HOUR, deleteAutomatically: true },
  { kind: 'for', ms: HOUR, deleteAutomatically: false },
  { kind: 'whenTold' },
  undefined,
];

/** Starts to rotate one of the keys that are there. */
function rotate(second: boolean, which: number, overlap: Overlap | undefined): Command {
  return command(`rotate(${second ? 'B' : 'A'}, ${which}, ${JSON.stringify(overlap)})`, (simulation) => {
    const window = windowOf(simulation, second);
    const { valid } = simulation;
    const identifier = valid[which % Math.max(1, valid.length)];
    if (identifier === undefined) return;
    window.run(() => startRotation(window.ports, identifier, { overlap, ...window.ends }));
  });
}

/** Takes up one of the rotations under way, with what the person may say of it. */
function takeUp(second: boolean, which: number, word: number): Command {
  return command(`takeUp(${second ? 'B' : 'A'}, ${which}, ${word})`, (simulation) => {
    const window = windowOf(simulation, second);
    window.run(async function* () {
      // A disk that does not answer lists none.
      const entries = await listRotations(window.ports).catch(() => []);
      const entry = entries[which % Math.max(1, entries.length)];
      if (entry?.kind !== 'underWay') return;
      const { id, newIdentifier } = entry.rotation;
      const orphan = [...simulation.watch.reported][word % Math.max(1, simulation.watch.reported.size)];
      const words: readonly (Decision | undefined)[] = [
        undefined,
        undefined,
        { kind: 'retireNow' },
        { kind: 'undo' },
        { kind: 'overlap', overlap: { kind: 'for', ms: 0, deleteAutomatically: true } },
        { kind: 'overlap', overlap: { kind: 'for', ms: HOUR, deleteAutomatically: false } },
        orphan === undefined ? undefined : { kind: 'deleteOrphan', identifier: orphan },
        newIdentifier !== undefined && simulation.saved.has(newIdentifier) ? { kind: 'savedCopy' } : undefined,
        { kind: 'leave' },
        { kind: 'goOn' },
      ];
      const decision = words[word % words.length];
      yield* simulation.continue(window, id, decision);
    });
  });
}

/** The person copies to a safe place what this window shows of the rotations under way. */
function copy(second: boolean): Command {
  return command(`copy(${second ? 'B' : 'A'})`, (simulation) => {
    const window = windowOf(simulation, second);
    window.run(async function* () {
      for (const entry of await listRotations(window.ports).catch(() => [])) {
        if (entry.kind === 'underWay') await copyNewKey(simulation, window, entry.rotation.id);
      }
    });
  });
}

function crash(second: boolean): Command {
  return command(`crash(${second ? 'B' : 'A'})`, (simulation) => simulation.crash(windowOf(simulation, second)));
}

function restartHost(second: boolean): Command {
  return command(`restartHost(${second ? 'B' : 'A'})`, (simulation) =>
    simulation.restartHost(windowOf(simulation, second)),
  );
}

/** Something is wrong with the so-manieth use of the disk from now on. */
function fileFault(second: boolean, kind: FileFault, after: number): Command {
  return command(`fileFault(${second ? 'B' : 'A'}, ${kind}, ${after})`, (simulation) => {
    windowOf(simulation, second).fileFaults = [...Array<'none'>(after).fill('none'), kind];
  });
}

/** What is done to the wall clock: a person, dual boot, a correction, a new virtual machine. `1970`: it begins anew. */
const JUMPS = [-10 * HOUR, -HOUR, -61_000, 61_000, HOUR, 8 * 24 * HOUR, '1970', 'right'] as const;

function jump(by: (typeof JUMPS)[number]): Command {
  return command(`jump(${by})`, ({ time }) => {
    // No system has a clock from before 1970.
    if (typeof by === 'number') time.jump(Math.max(by, -time.now()));
    else time.jump((by === '1970' ? 0 : time.right()) - time.now());
  });
}

function standStill(ms: number, notices: boolean): Command {
  return command(`standStill(${ms}, ${notices})`, ({ time }) => time.standStill(ms, notices));
}

function end(second: boolean, how: 'closing' | 'cancel'): Command {
  return command(`end(${second ? 'B' : 'A'}, ${how})`, (simulation) => windowOf(simulation, second)[how].abort());
}

/** The requests of a rotation. */
export const REQUESTS = {
  list: { method: 'GET', path: '/api-clients' },
  create: { method: 'POST', path: '/api-clients' },
  token: { method: 'POST', path: '/token' },
  look: { method: 'GET', path: '/api-clients/*' },
  delete: { method: 'DELETE' },
} as const;
export type RequestName = keyof typeof REQUESTS;

function networkFault(name: NetworkFault, request: RequestName): Command {
  return command(`fault(${name}, ${request})`, (simulation) => simulation.fault(name, REQUESTS[request]));
}

function storeFault(second: boolean, kind: StoreFault): Command {
  return command(`storeFault(${second ? 'B' : 'A'}, ${kind})`, (simulation) => {
    windowOf(simulation, second).storeFaults.push(kind);
  });
}

/** Somebody deletes a key in the API's own web pages. */
function interfere(which: number): Command {
  return command(`interfere(${which})`, async ({ sandbox, valid, watch }) => {
    const identifier = valid[which % Math.max(1, valid.length)];
    if (identifier === undefined) return;
    watch.interfered = true;
    // What was about to strike the extension's requests must not strike this one.
    sandbox.faults.clear();
    const headers = { authorization: `Bearer ${sandbox.personalKey}` };
    await sandbox.fetch(new Request(`http://127.0.0.1:8/api-clients/${identifier}`, { method: 'DELETE', headers }));
  });
}

const second = fc.boolean();
const some = fc.nat(1_000_000);
const requestNames = Object.keys(REQUESTS) as RequestName[];

const working = fc
  .tuple(fc.integer({ min: 10, max: 120 }), some)
  .map(([awaits, order]) => command(`work(${awaits}, ${order})`, (simulation) => work(simulation, awaits, order)));
const rotating = fc.tuple(second, fc.nat(3), fc.constantFrom(...OVERLAPS)).map((args) => rotate(...args));
const takingUp = fc.tuple(second, fc.nat(2), some).map((args) => takeUp(...args));
const failing = fc
  .tuple(fc.constantFrom(...NETWORK_FAULT_NAMES), fc.constantFrom(...requestNames))
  .map((args) => networkFault(...args));

/** All that can happen to two windows, a person, a network and a store; what there should be more of is there twice. */
export const commands = fc.commands(
  [
    working,
    working,
    working,
    rotating,
    takingUp,
    takingUp,
    failing,
    failing,
    fc
      .tuple(second, fc.constantFrom<StoreFault>('throws', 'dead', 'alters', 'drops'))
      .map((args) => storeFault(...args)),
    fc
      .constantFrom(300, 1_500, 12_000, 100_000, 130_000, 3_700_000)
      .map((ms) => command(`pass(${ms})`, (simulation) => simulation.pass(ms))),
    fc.oneof(second.map(crash), second.map(restartHost)),
    fc.oneof(
      fc.constantFrom(...JUMPS).map(jump),
      fc.tuple(fc.constantFrom(30_000, HOUR, 9 * HOUR), fc.boolean()).map((args) => standStill(...args)),
    ),
    fc
      .tuple(second, fc.constantFrom<FileFault>('refused', 'dead', 'late'), fc.nat(40))
      .map((args) => fileFault(...args)),
    fc.oneof(
      fc.tuple(second, fc.constantFrom('closing' as const, 'cancel' as const)).map((args) => end(...args)),
      second.map(copy),
      fc.nat(5).map(interfere),
    ),
  ],
  { maxCommands: 24, size: 'max' },
);

/** How a scenario begins. */
export const beginning = rotating;
