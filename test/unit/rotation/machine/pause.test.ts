import assert from 'node:assert/strict';
import type { Decision, Outcome } from '../../../../src/rotation/machine/index.ts';
import { type Editor, HOUR, inEditor, told } from './simulation/editor.ts';

const GO_ON: Decision = { kind: 'goOn' };
const TOKEN = { method: 'POST', path: '/token' } as const;

async function next(editor: Editor): Promise<string> {
  const [entry] = await editor.list();
  return entry?.kind === 'underWay' ? entry.next.kind : 'none';
}

/** The person decides, and cancels while the request that comes of it is under way. */
async function cancelDuring(
  editor: Editor,
  request: typeof TOKEN | { method: 'DELETE' },
  decision: Decision,
  meanwhile: () => void = () => undefined,
): Promise<Outcome | undefined> {
  const hanging = editor.simulation.sandbox.faults.add({ kind: 'hang', when: 'before', ...request });
  await editor.simulation.until(
    editor.a,
    () => editor.simulation.continue(editor.a, editor.crumb.id, decision),
    () => hanging.fired > 0,
  );
  meanwhile();
  editor.a.cancel.abort();
  return editor.finish();
}

describe('a rotation that the person cancels', () => {
  for (const decision of [
    { kind: 'retireNow' },
    { kind: 'overlap', overlap: { kind: 'for', ms: 0, deleteAutomatically: true } },
  ] as const) {
    it(`after "${decision.kind}": rests over restarts and for other windows, and takes back that the old key may go`, () =>
      inEditor(async (editor) => {
        await editor.rotate(HOUR);
        assert.equal(told(await cancelDuring(editor, TOKEN, decision)), 'cancelled');
        assert.ok(editor.crumb.paused && !editor.crumb.retireNow);
        const [entry] = await editor.list();
        assert.ok(entry?.kind === 'underWay' && entry.canUndo);
        assert.equal(told(await editor.goOn()), 'cancelled');
        await editor.simulation.pass(100_000);
        assert.equal(told(await editor.goOn(undefined, editor.b)), 'cancelled');
        await editor.simulation.pass(4_000_000);
        editor.crash();
        assert.equal(told(await editor.goOn()), 'cancelled');
        assert.equal(editor.sent.DELETE, undefined);
        const asked = told(await editor.goOn(GO_ON));
        assert.equal(asked, decision.kind === 'retireNow' ? 'needs retireNow' : 'needs overlap');
      }));
  }

  it('while the new key is tried: does not go on by itself, nor when its time is over', () =>
    inEditor(async (editor) => {
      const hanging = editor.simulation.sandbox.faults.add({ kind: 'hang', when: 'before', ...TOKEN });
      await editor.rotateUntil(() => hanging.fired > 0, HOUR);
      editor.a.cancel.abort();
      assert.equal(told(await editor.finish()), 'cancelled');
      assert.equal(await next(editor), 'paused');
      assert.equal(told(await editor.goOn(GO_ON)), 'waits overlap');
      assert.equal(await next(editor), 'waitForOverlap');
    }));

  it('while the old key is deleted: rests, and cannot be undone, since it may be gone', () =>
    inEditor(async (editor) => {
      await editor.rotate(HOUR);
      assert.equal(told(await cancelDuring(editor, { method: 'DELETE' }, { kind: 'retireNow' })), 'cancelled');
      assert.equal(editor.crumb.state, 'RETIRING');
      assert.equal(await next(editor), 'paused');
      assert.equal(told(await editor.goOn({ kind: 'undo' })), 'tooLate');
      assert.equal(told(await editor.goOn()), 'cancelled');
      assert.equal(told(await editor.goOn(GO_ON)), 'finished rotated');
    }));

  it('and that cannot be written down says that it goes on', () =>
    inEditor(async (editor) => {
      await editor.rotate(HOUR);
      const outcome = await cancelDuring(editor, TOKEN, { kind: 'retireNow' }, () => {
        editor.a.filesFail = true;
      });
      assert.equal(told(outcome), 'waits breadcrumbs');
      editor.a.filesFail = false;
    }));

  it('once more, or when nothing is left of it, changes nothing', () =>
    inEditor(async (editor) => {
      await editor.rotate(HOUR);
      const { id } = editor.crumb;
      await cancelDuring(editor, TOKEN, { kind: 'retireNow' });
      const before = editor.crumb;
      editor.a.run(() => editor.simulation.continue(editor.a, id));
      editor.a.cancel.abort();
      assert.equal(told(await editor.finish()), 'cancelled');
      assert.deepEqual(editor.crumb, before);
      const outcome = await cancelDuring(editor, TOKEN, { kind: 'retireNow' }, () => {
        editor.simulation.files.seed(id, '{"version":2}');
      });
      assert.equal(told(outcome), 'cancelled');
      editor.simulation.files.seed(id, JSON.stringify(before));
    }));
});

describe('a rotation whose account is not signed in any more', () => {
  /** Signs out as soon as a request arrives. */
  const leaveDuring = (editor: Editor, request: { method: string; path?: string }) => {
    const { requests } = editor.simulation.sandbox;
    const seen = () => requests.lines.filter(({ method, path }) => isSuch(request, method, path)).length;
    const before = seen();
    return () => {
      if (seen() > before) editor.simulation.active = false;
      return !editor.simulation.active;
    };
  };
  const isSuch = (wanted: { method: string; path?: string }, method: string, path: string) =>
    wanted.method === method && path.startsWith(wanted.path ?? '/');

  it('does not begin', () =>
    inEditor(async (editor) => {
      await editor.rotateUntil(leaveDuring(editor, { method: 'GET', path: '/api-clients' }));
      assert.equal(told(await editor.finish()), 'refused otherAccount');
      assert.equal(editor.sent.POST, undefined);
      editor.simulation.active = true;
    }));

  it('takes no word and does nothing until it is', () =>
    inEditor(async (editor) => {
      await editor.rotate(HOUR);
      const before = editor.crumb;
      editor.simulation.active = false;
      const { total } = editor.simulation.sandbox.requests;
      assert.equal(told(await editor.goOn({ kind: 'retireNow' })), 'otherAccount');
      assert.equal(told(await editor.goOn()), 'otherAccount');
      assert.equal(editor.simulation.sandbox.requests.total, total);
      assert.deepEqual(editor.crumb, before);
      editor.simulation.active = true;
    }));

  for (const kind of ['retireNow', 'undo'] as const) {
    it(`deletes nothing, though it was there when "${kind}" was said`, () =>
      inEditor(async (editor) => {
        await editor.rotate(HOUR);
        await editor.simulation.until(
          editor.a,
          () => editor.simulation.continue(editor.a, editor.crumb.id, { kind }),
          leaveDuring(editor, TOKEN),
        );
        assert.equal(told(await editor.finish()), 'otherAccount');
        assert.equal(editor.sent.DELETE, undefined);
        editor.simulation.active = true;
      }));
  }
});

describe('a rotation with an answer of the person due', () => {
  it('about a key whose secret nobody has is not looked at again by itself, until they gave it', () =>
    inEditor(async (editor) => {
      editor.simulation.fault('reset after the API acted', { method: 'POST', path: '/api-clients' });
      await editor.rotateUntil(() => editor.state === 'AMBIGUOUS');
      assert.equal(await editor.finish().then(told), 'needs orphan');
      assert.equal(await next(editor), 'decide');
      const [identifier = ''] = editor.simulation.orphans();
      editor.simulation.sandbox.faults.add({ kind: 'reset', when: 'before', times: 9, path: '/api-clients' });
      assert.equal(told(await editor.goOn({ kind: 'deleteOrphan', identifier })), 'waits network');
      assert.equal(await next(editor), 'lookForKey');
    }));

  it('and the secret that was lost is there again: it goes on', () =>
    inEditor(async (editor) => {
      await editor.rotateUntil(() => editor.state === 'CREATED');
      editor.crash();
      await editor.simulation.pass(100_000);
      assert.equal(told(await editor.goOn()), 'parked secretLost');
      assert.equal(await next(editor), 'parked');
      const identifier = editor.crumb.newIdentifier ?? '';
      editor.simulation.secrets.seed(`secret:${identifier}`, editor.simulation.told.get(identifier) ?? '');
      assert.equal(await next(editor), 'continue');
      assert.equal(told(await editor.goOn()), 'finished rotated');
    }));

  it('says how far it came when a deletion ended in nothing that can be known', () =>
    inEditor(async (editor) => {
      const { faults } = editor.simulation.sandbox;
      faults.add({ kind: 'reset', when: 'after', times: 'always', method: 'DELETE' });
      faults.add({ kind: 'reset', when: 'before', times: 'always', method: 'GET', path: '/api-clients/*' });
      const outcome = await editor.rotate();
      assert.ok(outcome?.kind === 'waits' && outcome.because === 'network');
      assert.equal(outcome.rotation.state, 'RETIRING');
    }));
});
