import assert from 'node:assert/strict';
import type { StoreFault } from './simulation/adapters.ts';
import { type Editor, HOUR, inEditor, NOW } from './simulation/editor.ts';
import { NETWORK_FAULT_NAMES, NETWORK_FAULTS } from './simulation/networkFaults.ts';
import type { Simulation, SimulationOptions } from './simulation/simulation.ts';
import { expectFaultPoints } from './simulation/tally.ts';

/** The requests of a rotation, in their order. */
const REQUESTS = [
  ['the list', { method: 'GET', path: '/api-clients' }],
  ['the create', { method: 'POST', path: '/api-clients' }],
  ['the first proof', { method: 'POST', path: '/token', nth: 1 }],
  ['the second proof', { method: 'POST', path: '/token', nth: 2 }],
  ['the deletion', { method: 'DELETE' }],
] as const;

before(() => expectFaultPoints(150));

/** However it went: one key is left, the old one or the new one, and its secret is at hand. */
function oneKeyIsLeft(simulation: Simulation): void {
  assert.equal(simulation.valid.length, 1);
  assert.deepEqual(simulation.usable(), simulation.valid);
}

describe('rotation, with a network fault at every request', () => {
  for (const [what, target] of REQUESTS) {
    for (const name of NETWORK_FAULT_NAMES) {
      // An API that says it deleted a key and did not would be believed.
      if (name === 'answer without a secret' && what === 'the deletion') continue;
      it(`${name} at ${what}`, async () => {
        const { simulation } = await inEditor(async (editor) => {
          const fault = editor.simulation.sandbox.faults.add({ ...NETWORK_FAULTS[name], ...target });
          await editor.rotate(NOW);
          assert.ok(fault.fired > 0, 'the fault struck nothing');
        });
        oneKeyIsLeft(simulation);
      });
    }
  }
});

/** Crashes at the given await. Returns whether the rotation came that far. */
async function crashAt(awaits: number, options: Partial<SimulationOptions>, other: boolean): Promise<boolean> {
  let crashed = false;
  const { simulation } = await inEditor(async (editor) => {
    let passed = 0;
    await editor.simulation.until(editor.a, editor.rotation(NOW), () => {
      passed += 1;
      return passed > awaits || !editor.a.busy;
    });
    crashed = editor.a.busy;
    if (crashed) editor.crash();
    if (other) await editor.takeOver();
  }, options);
  oneKeyIsLeft(simulation);
  return crashed;
}

describe('rotation, with a crash at every await', function () {
  this.timeout(60_000);
  const editors: readonly Partial<SimulationOptions>[] = [
    { store: 'durable', hosts: 'one' },
    { store: 'durable', hosts: 'two' },
    { store: 'memoryOnly', hosts: 'one' },
  ];
  for (const options of editors) {
    for (const other of [false, true]) {
      it(`${options.store} store, windows on ${options.hosts} host, ${other ? 'another' : 'the same'} window goes on`, async () => {
        let awaits = 0;
        while (await crashAt(awaits, options, other)) awaits += 1;
        assert.ok(awaits > 40, `only ${awaits} awaits`);
      });
    }
  }
});

/** However dead the store is: a secret that was told and is nowhere else is offered for copying. */
async function isOffered(editor: Editor): Promise<void> {
  const { simulation, a } = editor;
  if (!a.storeIsDead || a.memory.size === 0) return;
  for (const { id, newIdentifier = '' } of a.memory.values()) {
    assert.equal((await editor.newKeyOf(id))?.secret, simulation.told.get(newIdentifier));
  }
  for (const entry of await editor.list()) assert.ok(entry.kind === 'underWay', `a rotation is ${entry.kind}`);
}

describe('rotation, with a store fault at every use of the store', () => {
  const kinds: readonly StoreFault[] = ['throws', 'dead', 'alters', 'drops'];
  for (const kind of kinds) {
    it(kind, async () => {
      let struck = true;
      let uses = 0;
      for (; struck; uses += 1) {
        const { simulation } = await inEditor(async (editor) => {
          editor.a.storeFaults = [...Array<'none'>(uses).fill('none'), kind];
          await editor.rotate(HOUR);
          struck = editor.a.storeFaults.length === 0;
          await isOffered(editor);
        });
        oneKeyIsLeft(simulation);
      }
      assert.ok(uses > 5, `only ${uses} uses`);
    });
  }
});
