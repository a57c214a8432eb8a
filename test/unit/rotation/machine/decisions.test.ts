import assert from 'node:assert/strict';
import type { Overlap, RotationEntry } from '../../../../src/rotation/machine/index.ts';
import { HOUR, inEditor, NOW, told } from './simulation/editor.ts';
import { msOf } from './simulation/person.ts';

const AUTOMATIC: Overlap = { kind: 'for', ms: 3_600_000, deleteAutomatically: true };
const WHEN_TOLD: Overlap = { kind: 'whenTold' };

function next([entry]: RotationEntry[]): string {
  return entry?.kind === 'underWay' ? entry.next.kind : (entry?.kind ?? 'none');
}

describe('the overlap', () => {
  for (const [what, overlap] of [
    ['an hour', HOUR],
    ['an hour, then deleted', AUTOMATIC],
  ] as const) {
    it(`${what}: both keys live until it ends while a window watches`, () =>
      inEditor(async (editor) => {
        const outcome = await editor.rotate(overlap);
        assert.ok(outcome?.kind === 'waits' && outcome.because === 'overlap');
        assert.equal(next(await editor.list()), 'waitForOverlap');
        await editor.simulation.pass(3_600_000 - 1);
        assert.equal(told(await editor.goOn()), 'waits overlap');
        assert.equal(editor.simulation.usable().length, 2);
        await editor.simulation.pass(msOf(editor.a, outcome));
        assert.equal(next(await editor.list()), 'continue');
        assert.equal(told(await editor.goOn()), 'finished rotated');
      }));
  }

  for (const overlap of [HOUR, AUTOMATIC]) {
    it(`ended, automatically: ${overlap === AUTOMATIC}, while a file has the old key: nothing is deleted before the person was told`, () =>
      inEditor(async (editor) => {
        await editor.rotate(overlap);
        await editor.simulation.pass(3_600_000 + 1_000);
        await editor.clients();
        editor.simulation.usesOldKey = true;
        const outcome = await editor.goOn();
        assert.ok(outcome?.kind === 'needs' && outcome.need.kind === 'retireNow');
        assert.equal(editor.simulation.usable().length, 2);
        assert.equal(next(await editor.list()), 'retire');
        // Who was told, and says so all the same, is obeyed.
        assert.equal(told(await editor.goOn({ kind: 'retireNow' })), 'finished rotated');
      }));
  }

  it('ended while the editor was closed: offered, not executed', () =>
    inEditor(async (editor) => {
      await editor.rotate(HOUR);
      await editor.simulation.pass(4_000_000);
      editor.crash();
      assert.equal(next(await editor.list()), 'waitForOverlap', 'as far as is known while the API was not heard');
      await editor.clients();
      assert.equal(next(await editor.list()), 'retire');
      const outcome = await editor.goOn();
      assert.ok(outcome?.kind === 'needs' && outcome.need.kind === 'retireNow');
      assert.equal(outcome.need.because, 'endedUnseen');
      assert.equal(told(await editor.goOn({ kind: 'retireNow' })), 'finished rotated');
    }));

  it('ended while the editor was closed, to be deleted automatically: executed', () =>
    inEditor(async (editor) => {
      await editor.rotate(AUTOMATIC);
      await editor.simulation.pass(4_000_000);
      editor.crash();
      await editor.clients();
      assert.equal(next(await editor.list()), 'continue');
      assert.equal(told(await editor.goOn()), 'finished rotated');
    }));

  it('"I will say when": waits for the word', () =>
    inEditor(async (editor) => {
      const outcome = await editor.rotate(WHEN_TOLD);
      assert.ok(outcome?.kind === 'needs' && outcome.need.kind === 'retireNow');
      assert.equal(outcome.need.because, 'whenTold');
      assert.equal(next(await editor.list()), 'retire');
      await editor.simulation.pass(10_000_000);
      assert.equal(told(await editor.goOn()), 'needs retireNow');
      assert.equal(told(await editor.goOn({ kind: 'retireNow' })), 'finished rotated');
    }));

  it('not chosen: asked for once the key is current, and may be chosen anew', () =>
    inEditor(async (editor) => {
      assert.equal(told(await editor.rotateUndecided()), 'needs overlap');
      assert.equal(next(await editor.list()), 'chooseOverlap');
      assert.equal(told(await editor.goOn({ kind: 'overlap', overlap: HOUR })), 'waits overlap');
      assert.equal(told(await editor.goOn({ kind: 'overlap', overlap: NOW })), 'finished rotated');
    }));
});

describe('decisions', () => {
  for (const state of ['CREATED', 'PROVEN', 'CURRENT', 'DURABLE']) {
    it(`undo at ${state}: the new key goes, the old one stays`, () =>
      inEditor(async (editor) => {
        await editor.rotateUntil(() => editor.state === state);
        await editor.simulation.pass(2_000);
        editor.crash();
        await editor.simulation.pass(100_000);
        assert.equal(told(await editor.goOn({ kind: 'undo' })), 'finished undone');
        assert.deepEqual(editor.simulation.valid, [editor.old]);
        assert.deepEqual([...editor.simulation.secrets.settled()].map(([key]) => key).sort(), [
          `secret:${editor.old}`,
          'tripartie.rotations',
        ]);
      }));
  }

  it('undo while the old key is refused: the new one may be the last, and is kept', () =>
    inEditor(async (editor) => {
      await editor.rotate(HOUR);
      await editor.othersDelete(editor.old);
      assert.equal(told(await editor.goOn({ kind: 'undo' })), 'parked oldKeyRefused');
      assert.equal(editor.state, 'CREATED');
      assert.equal(told(await editor.goOn()), 'waits overlap');
    }));

  it('undo while the old key cannot be tried: waits, and deletes nothing', () =>
    inEditor(async (editor) => {
      await editor.rotate(HOUR);
      editor.simulation.sandbox.faults.add({ kind: 'reset', when: 'before', path: '/token' });
      assert.equal(told(await editor.goOn({ kind: 'undo' })), 'waits network');
      assert.equal(next(await editor.list()), 'continue');
      assert.equal(editor.simulation.usable().length, 2);
    }));

  it('undo whose deletion is refused, or lost', () =>
    inEditor(async (editor) => {
      await editor.rotate(HOUR);
      editor.simulation.sandbox.faults.add({
        kind: 'replace',
        status: 409,
        body: '{"detail":"Conflict"}',
        method: 'DELETE',
      });
      assert.equal(told(await editor.goOn({ kind: 'undo' })), 'parked deleteRefused');
      editor.simulation.sandbox.faults.add({ kind: 'reset', when: 'before', times: 3, method: 'DELETE' });
      assert.equal(told(await editor.goOn()), 'waits answerLost');
      assert.equal(told(await editor.goOn()), 'finished undone');
    }));

  it('what does not fit the state is told, and changes nothing', () =>
    inEditor(async (editor) => {
      await editor.rotateUntil(() => editor.state === 'INTENT');
      editor.crash();
      await editor.simulation.pass(100_000);
      const before = editor.crumb;
      for (const kind of ['undo', 'savedCopy'] as const) assert.equal(told(await editor.goOn({ kind })), 'tooLate');
      assert.deepEqual(editor.crumb, before);
    }));

  it('what does not fit any more is told, and changes nothing', () =>
    inEditor(async (editor) => {
      await editor.rotateUntil(() => editor.state === 'GONE');
      editor.crash();
      await editor.simulation.pass(100_000);
      for (const decision of [
        { kind: 'overlap', overlap: HOUR },
        { kind: 'retireNow' },
        { kind: 'deleteOrphan', identifier: editor.old },
        { kind: 'leave' },
      ] as const) {
        assert.equal(told(await editor.goOn(decision)), 'tooLate');
      }
      assert.equal(next(await editor.list()), 'continue');
    }));

  it('leave: both keys stay with their secrets, and the rotation is over', () =>
    inEditor(async (editor) => {
      await editor.rotate(HOUR);
      const outcome = await editor.goOn({ kind: 'leave' });
      assert.ok(outcome?.kind === 'finished' && outcome.result === 'left' && !outcome.orphans);
      assert.equal(editor.simulation.usable().length, 2);
      assert.deepEqual(await editor.list(), []);
    }));

  it('leave, where the store is not to be trusted: a copy first', () =>
    inEditor(
      async (editor) => {
        await editor.rotate(HOUR);
        assert.equal(next(await editor.list()), 'saveCopy');
        assert.equal(told(await editor.goOn({ kind: 'leave' })), 'needs savedCopy');
        editor.simulation.saved.add(editor.crumb.newIdentifier ?? '');
        assert.equal(told(await editor.goOn({ kind: 'savedCopy' })), 'finished left');
      },
      { store: 'memoryOnly' },
    ));

  it('leave, with a copy saved and the secret gone from here: nothing is left behind unknown', () =>
    inEditor(
      async (editor) => {
        await editor.rotate(HOUR);
        editor.simulation.saved.add(editor.crumb.newIdentifier ?? '');
        await editor.goOn({ kind: 'savedCopy' });
        editor.crash();
        const outcome = await editor.goOn({ kind: 'leave' });
        assert.ok(outcome?.kind === 'finished' && !outcome.orphans);
      },
      { store: 'memoryOnly' },
    ));
});
