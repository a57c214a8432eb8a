import assert from 'node:assert/strict';
import type { Outcome, Result, Rotation } from '../../../../../src/rotation/machine/index.ts';
import { STATES } from '../../../../../src/rotation/machine/record.ts';
import type { Simulation } from './simulation.ts';
import type { Window } from './window.ts';

const SECRET = 'sandbox_secret_';

/** A request as the API gets it. */
interface Seen {
  readonly method: string;
  readonly path: string;
}

/** Watches the invariants while a simulation runs. Each of its methods throws as soon as one is broken. */
export class Watch {
  readonly #simulation: Simulation;
  readonly #progress = new Map<string, Rotation>();
  /** Until when the time of both keys had certainly not begun to count, as everybody else knows. */
  readonly #uncounted = new Map<string, number>();
  /** Keys that an outcome said nobody has the secret of. */
  readonly reported = new Set<string>();
  /** Keys that someone outside deleted: what follows of that is not a rotation's doing. */
  interfered = false;
  /** A process slept in the middle of a step; what it writes as it wakes up may be behind, and is only asked to be safe. */
  slept = false;
  prematureDeletes = 0;
  secretsLost = 0;

  constructor(simulation: Simulation) {
    this.#simulation = simulation;
  }

  /** I1: at least one key is valid at the API and its secret is here or saved by the person. */
  usable(when: string): void {
    if (this.interfered || this.#simulation.usable().length > 0) return;
    this.secretsLost += 1;
    assert.fail(`I1: no usable key after ${when}`);
  }

  /** I2 to I5, before a request is let through. */
  request(window: Window, seen: Seen): void {
    this.#must(() => this.#request(window, seen));
  }

  #request(window: Window, { method, path }: Seen): void {
    if (method === 'POST' && path === '/api-clients') {
      window.creates += 1;
      assert.ok(window.creates === 1, 'I3: a second create');
    }
    if (method === 'DELETE') this.#deletion(window, path.replace('/api-clients/', ''));
  }

  #deletion({ last }: Window, target: string): void {
    // The client sends a deletion again when its answer was lost.
    if (last?.method === 'DELETE') return;
    try {
      const rotation = [...this.#progress.values()].find(
        ({ state, oldIdentifier, newIdentifier }) =>
          (state === 'RETIRING' && oldIdentifier === target) || (state === 'ROLLBACK' && newIdentifier === target),
      );
      assert.ok(rotation, 'I4: the target is neither an old key being retired nor one that a rotation made');
      const { newIdentifier, oldIdentifier, before, orphan } = rotation;
      assert.notEqual(newIdentifier, oldIdentifier, 'I2: new is old');
      assert.ok(target === oldIdentifier || !before.includes(target), 'I4: the target existed before');
      // The person's word is all it takes where nobody has the secret.
      if (orphan === target) return;
      assert.ok(last?.ok, 'I5: a deletion after an error');
      if (rotation.state === 'RETIRING') {
        const proven = last.path === '/token' && last.client === newIdentifier;
        const seen = last.path === `/api-clients/${newIdentifier}`;
        assert.ok(proven || seen, 'I2: no fresh proof of the new key');
      } else {
        const proven = last.client === oldIdentifier || last.path === `/api-clients/${oldIdentifier}`;
        assert.ok(proven, 'no look at the old key before the new one is deleted');
      }
    } catch (error) {
      this.prematureDeletes += 1;
      throw error;
    }
  }

  /** A deletion follows elapsed time or a person: no clock that was set, and no sleep, makes it come early or unasked. */
  #timely({ process }: Window, { id, overlap, overlapSince = 0, retireNow }: Rotation): void {
    if (retireNow) return;
    assert.ok(overlap?.kind === 'for', 'an old key is deleted that nobody said may go');
    if (overlap.ms === 0) return;
    const begun = this.#uncounted.get(id) ?? 0;
    const { time } = this.#simulation;
    assert.ok(time.right() - begun >= overlap.ms, 'an old key is deleted before its time is over');
    // A window that is opened in the very second in which it ends need not have seen that.
    const isSeen = overlap.deleteAutomatically || process.openedAt < overlapSince + overlap.ms;
    assert.ok(isSeen, 'an old key is deleted unasked whose time was over before the window was opened');
  }

  /** Whatever is broken ends the run, even where the code under test would take the error for a failing boundary. */
  #must(check: () => void): void {
    try {
      check();
    } catch (error) {
      this.#simulation.failure ??= error;
      throw error;
    }
  }

  /** A breadcrumb was taken away: where its rotation was is no longer known to anybody. */
  forget(id: string): void {
    this.#progress.delete(id);
  }

  /** I8 and I10, when a breadcrumb is written. */
  breadcrumb(window: Window, id: string, text: string): void {
    this.#must(() => this.#breadcrumb(window, id, text));
  }

  #breadcrumb(window: Window, id: string, text: string): void {
    assert.ok(!text.includes(SECRET), 'I8: a secret in a breadcrumb');
    const rotation = JSON.parse(text) as Rotation;
    const earlier = this.#progress.get(id);
    this.#progress.set(id, rotation);
    if (rotation.overlapSince === undefined) this.#uncounted.set(id, this.#simulation.time.right());
    if (rotation.state === 'RETIRING' && earlier?.state !== 'RETIRING') this.#timely(window, rotation);
    if (this.slept || !earlier) return;
    const mayHaveDeleted = earlier.state === 'RETIRING' || earlier.state === 'GONE';
    assert.ok(!(mayHaveDeleted && rotation.state === 'ROLLBACK'), 'undone although the old key may be gone');
    if (earlier.state === 'ROLLBACK' || rotation.state === 'ROLLBACK') return;
    const forward = STATES.indexOf(rotation.state) >= STATES.indexOf(earlier.state);
    assert.ok(forward, `I10: ${earlier.state} → ${rotation.state}`);
  }

  /** I8, for what the shell is told. */
  outcome(outcome: Outcome): void {
    assert.ok(!JSON.stringify(outcome).includes(SECRET), 'I8: a secret in an outcome');
    if ('error' in outcome && outcome.error) {
      const { message, stack = '' } = outcome.error;
      assert.ok(!`${message}${stack}`.includes(SECRET), 'I8: a secret in an error');
    }
    if (outcome.kind === 'parked' && outcome.reason === 'secretLost') {
      this.reported.add(outcome.rotation.newIdentifier ?? '');
    }
    if (outcome.kind === 'finished') this.#must(() => this.#ended(outcome.result, outcome.rotation));
    if (outcome.kind === 'finished') for (const { identifier } of outcome.orphans ?? []) this.reported.add(identifier);
    if (outcome.kind === 'needs' && outcome.need.kind === 'orphan') {
      for (const { identifier } of outcome.need.candidates) this.reported.add(identifier);
    }
  }

  /** I7: what is said to be gone is gone. */
  #ended(result: Result, { oldIdentifier, newIdentifier = '' }: Rotation): void {
    const { valid } = this.#simulation;
    if (result === 'rotated') assert.ok(!valid.includes(oldIdentifier), 'rotated, and the old key is still there');
    if (result === 'undone' || result === 'orphanDeleted') {
      assert.ok(!valid.includes(newIdentifier), `${result}, and the new key is still there`);
    }
  }
}
