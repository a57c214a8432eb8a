import assert from 'node:assert/strict';
import {
  type Decision,
  listRotations,
  newKeyOf,
  type Outcome,
  type RotationEntry,
} from '../../../../../src/rotation/machine/index.ts';
import type { Simulation } from './simulation.ts';
import type { Window } from './window.ts';

/** Runs something that reads in a window, to its end. */
export async function inWindow<T>(simulation: Simulation, window: Window, read: () => Promise<T>): Promise<T> {
  let result: { value: T } | undefined;
  // biome-ignore lint/correctness/useYield: it only has to run where a rotation would
  window.run(async function* () {
    result = { value: await read() };
  });
  await simulation.finish(window);
  assert.ok(result, 'it did not end');
  return result.value;
}

export function rotations(simulation: Simulation, window: Window): Promise<RotationEntry[]> {
  return inWindow(simulation, window, () => listRotations(window.ports));
}

/** The person copies the new secret to a safe place, if it is to be had. */
export function saveCopy(simulation: Simulation, window: Window, id: string): Promise<boolean> {
  return inWindow(simulation, window, () => copyNewKey(simulation, window, id));
}

/** The same, for what runs in the window. */
export async function copyNewKey(simulation: Simulation, { ports }: Window, id: string): Promise<boolean> {
  const key = await newKeyOf(ports, id).catch(() => undefined);
  if (key && simulation.told.get(key.identifier) === key.secret) simulation.saved.add(key.identifier);
  return key !== undefined;
}

/** What a sensible person answers. */
async function answerTo(simulation: Simulation, window: Window, outcome: Outcome): Promise<Decision | undefined> {
  if (outcome.kind === 'tooLate') return { kind: 'leave' };
  if (outcome.kind === 'cancelled') return { kind: 'goOn' };
  if (outcome.kind === 'parked') {
    return outcome.reason === 'oldKeyRefused' || outcome.reason === 'identifierReused'
      ? { kind: 'leave' }
      : { kind: outcome.reason === 'deleteRefused' ? 'retireNow' : 'undo' };
  }
  if (outcome.kind !== 'needs') return undefined;
  switch (outcome.need.kind) {
    case 'savedCopy':
      return (await saveCopy(simulation, window, outcome.rotation.id)) ? { kind: 'savedCopy' } : { kind: 'undo' };
    case 'overlap':
      return { kind: 'overlap', overlap: { kind: 'for', ms: 0, deleteAutomatically: true } };
    case 'retireNow':
      return { kind: 'retireNow' };
    case 'orphan': {
      const [candidate] = outcome.need.candidates;
      return candidate && { kind: 'deleteOrphan', identifier: candidate.identifier };
    }
    case 'switchSession':
      simulation.signedInWith.delete(outcome.rotation.oldIdentifier);
      simulation.signedInWith.add(outcome.need.to);
      return undefined;
    case 'reload':
      simulation.reload(window);
      return undefined;
  }
}

/** How long a rotation waits, as far as a window knows, in milliseconds. */
export function msOf({ ports }: Window, outcome: Extract<Outcome, { kind: 'waits' }>): number {
  if (outcome.because !== 'overlap') return outcome.inMs;
  return Math.max(0, outcome.until - (ports.api.time()?.atLeast ?? outcome.until));
}

/**
 * Takes every rotation to its end in one window, with all questions answered.
 * @returns how each ended
 */
export async function bringToAnEnd(simulation: Simulation, window: Window): Promise<Outcome[]> {
  const ends: Outcome[] = [];
  for (let round = 0; round < 60; round += 1) {
    const [entry] = await rotations(simulation, window);
    if (!entry) return ends;
    assert.ok(entry.kind === 'underWay', `a rotation is ${entry.kind}`);
    const { id } = entry.rotation;
    let outcome = await simulation.proceed(window, () => simulation.continue(window, id));
    for (let answers = 0; answers < 6 && outcome; answers += 1) {
      const decision = await answerTo(simulation, window, outcome);
      if (!decision) break;
      outcome = await simulation.proceed(window, () => simulation.continue(window, id, decision));
    }
    if (outcome?.kind === 'waits') await simulation.pass(msOf(window, outcome));
    if (outcome?.kind === 'busy') await simulation.pass(91_000);
    if (outcome?.kind === 'finished') ends.push(outcome);
  }
  assert.fail('I7: the rotations do not come to an end');
}
