import assert from 'node:assert/strict';
import type { Simulation } from './simulation.ts';

/** What the fault table and the sweeps came to, over all their files. */
const tally = { faultPoints: 0, secretsLost: 0, prematureDeletes: 0, orphansNotReported: 0 };

let expectedFaultPoints = 0;

/** Makes the run fail when fewer faults struck than this. */
export function expectFaultPoints(least: number): void {
  expectedFaultPoints = least;
}

/** Counts a simulation, with what struck in it. */
export function count(simulation: Simulation): void {
  const { watch } = simulation;
  tally.faultPoints += simulation.faultPoints;
  tally.secretsLost += watch.secretsLost;
  tally.prematureDeletes += watch.prematureDeletes;
  tally.orphansNotReported += simulation.orphans().filter((identifier) => !watch.reported.has(identifier)).length;
}

after(() => {
  const { faultPoints, secretsLost, prematureDeletes, orphansNotReported } = tally;
  console.log(
    `    rotation: ${faultPoints} fault points injected, ${secretsLost} secrets lost, ${prematureDeletes} premature deletes, ${orphansNotReported} orphans not reported`,
  );
  assert.ok(faultPoints >= expectedFaultPoints, `only ${faultPoints} of ${expectedFaultPoints} fault points`);
  assert.deepEqual(
    { secretsLost, prematureDeletes, orphansNotReported },
    { secretsLost: 0, prematureDeletes: 0, orphansNotReported: 0 },
  );
});
