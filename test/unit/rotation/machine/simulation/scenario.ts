import assert from 'node:assert/strict';
import fc from 'fast-check';
import { chanceFrom } from '../../../../helpers/chance.ts';
import { beginning, type Command, commands } from './commands.ts';
import { bringToAnEnd } from './person.ts';
import { Simulation, type SimulationOptions } from './simulation.ts';
import { VirtualTime } from './virtualTime.ts';

/** How an editor is, and where all that is left to chance in it begins. */
export type Editor = Omit<SimulationOptions, 'chance'> & { readonly seed: number };

/** Plays one scenario: whatever happens, and then an end in which faults have stopped and the person answers. */
export async function play({ seed, ...editor }: Editor, first: Command, happening: Iterable<Command>): Promise<void> {
  using time = new VirtualTime(Simulation.start);
  const simulation = new Simulation(time, { ...editor, chance: chanceFrom(seed) });
  await first.run({}, simulation);
  await fc.asyncModelRun(() => ({ model: {}, real: simulation }), happening);
  await endWell(simulation);
}

/** The editors that scenarios are played in. */
export const editors: fc.Arbitrary<Editor> = fc.record({
  hosts: fc.constantFrom<Editor['hosts'][]>('one', 'two'),
  store: fc.constantFrom<Editor['store'][]>('durable', 'durable', 'unproven', 'memoryOnly'),
  oldSecretHere: fc.boolean(),
  seed: fc.nat(),
});

/** Every scenario keeps the invariants. */
export const scenario = fc.asyncProperty(editors, beginning, commands, play);

/** I6 and I7: when faults stop, all ends well, and doing it again changes nothing. */
async function endWell(simulation: Simulation): Promise<void> {
  const [a, b] = simulation.windows;
  simulation.sandbox.faults.clear();
  for (const window of simulation.windows) {
    window.endFaults();
    await simulation.finish(window);
  }
  simulation.crash(b);
  await simulation.pass(200_000);
  await bringToAnEnd(simulation, a);
  const { reported } = simulation.watch;
  const unreported = simulation.orphans().filter((identifier) => !reported.has(identifier));
  assert.deepEqual(unreported, [], 'I7: a key of ours whose secret nobody has, and that was never reported');
  const { total } = simulation.sandbox.requests;
  await bringToAnEnd(simulation, a);
  assert.equal(simulation.sandbox.requests.total, total, 'I6: recovering again asked something of the API');
}
