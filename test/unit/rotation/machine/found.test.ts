import assert from 'node:assert/strict';
import { HOUR, inEditor, NOW, told } from './simulation/editor.ts';

const DAY = 86_400_000;

/** Scenarios in which the model broke an invariant once. */
describe('rotation, what the model found', () => {
  it('ending while the last writes of another window are on their way does not act on what was there before', () =>
    inEditor(async (editor) => {
      await editor.rotate(HOUR);
      const { id } = editor.crumb;
      await editor.proceed(id, { kind: 'retireNow' }, editor.b);
      editor.a.run(() => editor.simulation.continue(editor.a, id, { kind: 'overlap', overlap: NOW }));
      editor.a.closing.abort();
      assert.equal(told(await editor.finish()), 'cleared');
      assert.equal(editor.state, 'CLEARED');
    }));

  it('undoing a key whose secret is lost, while the old one was deleted by someone else, keeps it', () =>
    inEditor(
      async (editor) => {
        await editor.rotateUntil(() => editor.state === 'CREATED');
        editor.simulation.saved.add(editor.crumb.newIdentifier ?? '');
        editor.crash();
        await editor.othersDelete(editor.old);
        await editor.simulation.pass(100_000);
        assert.equal(told(await editor.goOn({ kind: 'undo' })), 'parked oldKeyRefused');
        assert.deepEqual(editor.simulation.valid, [editor.crumb.newIdentifier]);
      },
      { oldSecretHere: false },
    ));

  it('leaving a rotation whose create may be under way looks for its key first', () =>
    inEditor(async (editor) => {
      await editor.rotateUntil(() => editor.simulation.valid.length === 2);
      await editor.simulation.pass(100_000);
      assert.equal(told(await editor.goOn({ kind: 'leave' }, editor.b)), 'needs orphan');
      const outcome = await editor.goOn(undefined, editor.b);
      assert.ok(outcome?.kind === 'finished' && outcome.orphans);
      assert.deepEqual(
        outcome.orphans.map(({ identifier }) => identifier),
        editor.simulation.orphans(),
      );
    }));

  it('a window that made the key does not begin again what another one ended and swept away', () =>
    inEditor(async (editor) => {
      await editor.rotate(HOUR);
      const { id } = editor.crumb;
      await editor.proceed(id, { kind: 'retireNow' }, editor.b);
      await editor.simulation.pass(DAY + 2_000);
      await editor.rotate(NOW, 'sandbox-unknown', editor.b);
      assert.equal(editor.state, 'none');
      await editor.simulation.pass(1_000);
      assert.deepEqual(await editor.list(), []);
      assert.equal(editor.a.memory.size, 0);
    }));

  it('leaving a key whose secret is lost says so before it is forgotten', () =>
    inEditor(async (editor) => {
      await editor.rotateUntil(() => editor.state === 'CREATED');
      editor.crash();
      await editor.simulation.pass(100_000);
      assert.equal(told(await editor.goOn({ kind: 'leave' })), 'parked secretLost');
      assert.equal(told(await editor.goOn()), 'finished left');
    }));

  for (const state of ['CREATED', 'PROVEN', 'ROLLBACK'] as const) {
    it(`leaving a key whose secret the store altered before it was compared says so before it is forgotten: ${state}`, () =>
      inEditor(async (editor) => {
        await editor.rotateUntil(() => editor.state === 'CREATED');
        const { id, newIdentifier = '' } = editor.crumb;
        const { simulation } = editor;
        editor.crash();
        await simulation.pass(100_000);
        simulation.files.seed(id, JSON.stringify({ ...editor.crumb, state }));
        simulation.watch.forget(id);
        simulation.secrets.seed(`secret:${newIdentifier}`, 'sandbox-altered');
        assert.equal(told(await editor.goOn({ kind: 'leave' })), 'parked newKeyRefused');
        const outcome = await editor.goOn();
        assert.ok(outcome?.kind === 'finished' && outcome.result === 'left', outcome?.kind);
        assert.deepEqual(
          outcome.orphans?.map(({ identifier }) => identifier),
          simulation.orphans(),
        );
        assert.deepEqual(simulation.orphans(), [newIdentifier]);
      }));
  }

  it('a crash after the old key is gone does not lose a secret that was not on the disk yet', () =>
    inEditor(
      async (editor) => {
        await editor.rotateUntil(() => editor.simulation.valid.length === 1 && editor.sent.DELETE === 1);
        editor.crash();
        assert.deepEqual(editor.simulation.usable(), editor.simulation.valid);
      },
      { chance: (below) => below - 1 },
    ));
});
