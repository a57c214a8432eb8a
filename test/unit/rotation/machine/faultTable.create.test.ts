import assert from 'node:assert/strict';
import { newKeyOf } from '../../../../src/rotation/machine/index.ts';
import { type Editor, HOUR, inEditor, NOW, told } from './simulation/editor.ts';
import { NETWORK_FAULTS, type NetworkFault } from './simulation/networkFaults.ts';
import { inWindow, saveCopy } from './simulation/person.ts';

const CREATE = { method: 'POST', path: '/api-clients' } as const;

/** The store dies when the new secret is there, in this window's memory alone; the rotation goes on as far as it can. */
async function loseStore(editor: Editor): Promise<void> {
  await editor.rotateUntil(() => editor.a.memory.size === 1);
  editor.a.storeFaults = ['dead'];
  assert.equal(told(await editor.finish()), 'needs savedCopy');
}

describe('fault table, until the new key is stored', () => {
  it('1 stop before INTENT is stored: nothing happened', () =>
    inEditor(async (editor) => {
      await editor.rotateUntil(() => editor.sent.list === 1);
      editor.crash();
      assert.deepEqual(await editor.list(), []);
      assert.deepEqual(editor.sent, { list: 1 });
    }));

  it('2 INTENT stored, create not sent: a complete list shows nothing new, the record is dropped', () =>
    inEditor(async (editor) => {
      await editor.rotateUntil(() => editor.state === 'INTENT');
      editor.crash();
      await editor.simulation.pass(100_000);
      assert.equal(await editor.newKey(), undefined);
      assert.equal(told(await editor.goOn()), 'waits answerLost');
      await editor.simulation.pass(122_000);
      assert.equal(told(await editor.goOn()), 'finished nothingMade');
      assert.deepEqual(editor.sent, { list: 3 });
      assert.deepEqual(await editor.list(), []);
    }));

  const lost: readonly NetworkFault[] = [
    'reset after the API acted',
    'no answer, acted',
    'truncated answer',
    'empty answer',
    'API fails after',
    'proxy page instead',
  ];
  for (const name of lost) {
    it(`3 create sent, answer lost (${name}): the key is found and deleted on the person's word, none is created again`, () =>
      inEditor(async (editor) => {
        editor.simulation.sandbox.faults.add({ ...NETWORK_FAULTS[name], ...CREATE });
        const outcome = await editor.rotate();
        assert.equal(told(outcome), 'needs orphan');
        const [orphan = ''] = editor.simulation.orphans();
        assert.ok(outcome?.kind === 'needs' && outcome.need.kind === 'orphan');
        assert.deepEqual(
          outcome.need.candidates.map(({ identifier }) => identifier),
          [orphan],
        );
        assert.equal(told(await editor.goOn()), 'needs orphan', 'looked at again, it asks again');
        assert.equal(told(await editor.goOn({ kind: 'deleteOrphan', identifier: orphan })), 'finished orphanDeleted');
        assert.deepEqual(editor.simulation.valid, [editor.old]);
        assert.equal(editor.sent.POST, 1);
      }));
  }

  it('3 create cancelled after it was sent: as with any lost answer', () =>
    inEditor(async (editor) => {
      editor.simulation.fault('no answer, acted', CREATE);
      await editor.rotateUntil(() => editor.sent.POST === 1 && editor.simulation.valid.length === 2);
      editor.a.closing.abort();
      assert.equal(told(await editor.finish()), 'cancelled');
      assert.equal(editor.state, 'AMBIGUOUS');
      assert.equal(told(await editor.goOn()), 'needs orphan');
    }));

  it('3 the window is closed while the create is under way: as with any lost answer', () =>
    inEditor(async (editor) => {
      await editor.rotateUntil(() => editor.simulation.valid.length === 2);
      editor.crash();
      await editor.simulation.pass(100_000);
      assert.equal(told(await editor.goOn()), 'needs orphan');
      assert.equal(editor.state, 'AMBIGUOUS');
    }));

  it('3 the answer is lost and several new keys are equal: the person is asked which', () =>
    inEditor(async (editor) => {
      editor.simulation.fault('reset after the API acted', CREATE);
      const first = await editor.rotate();
      assert.equal(told(first), 'needs orphan');
      await editor.othersMakeAnEqual();
      const outcome = await editor.goOn();
      assert.ok(outcome?.kind === 'needs' && outcome.need.kind === 'orphan');
      assert.equal(outcome.need.candidates.length, 2);
      const left = await editor.goOn({ kind: 'leave' });
      assert.ok(left?.kind === 'finished' && left.orphans);
      assert.equal(left.orphans.length, 2, 'leaving them tells which');
      assert.equal(editor.simulation.valid.length, 3);
    }));

  it('3 the answer is lost and no key is there: looks again later, and then says that none was made', () =>
    inEditor(async (editor) => {
      editor.simulation.fault('reset before the API acted', CREATE);
      const outcome = await editor.rotate();
      assert.equal(told(outcome), 'waits answerLost');
      assert.equal(told(await editor.goOn({ kind: 'deleteOrphan', identifier: editor.old })), 'waits answerLost');
      await editor.simulation.pass(120_000);
      assert.equal(told(await editor.goOn()), 'finished nothingMade');
      assert.deepEqual(editor.simulation.valid, [editor.old]);
    }));

  it('3 a key made by another rotation, or whose secret is here, is never offered', () =>
    inEditor(async (editor) => {
      editor.simulation.fault('reset after the API acted', CREATE);
      assert.equal(told(await editor.rotate()), 'needs orphan');
      const [orphan = ''] = editor.simulation.orphans();
      editor.simulation.secrets.seed(`secret:${orphan}`, 'sandbox_secret_imported');
      assert.equal(told(await editor.goOn()), 'waits answerLost');
      editor.simulation.secrets.write('A', `secret:${orphan}`, undefined);
      assert.equal(told(await editor.goOn()), 'needs orphan');
      const second = await editor.rotate(HOUR);
      assert.equal(told(second), 'refused alreadyRotating');
    }));

  it('3 a key that another rotation made and lost is not taken for ours, nor one that is not equal', () =>
    inEditor(
      async (editor) => {
        const { account } = editor.simulation;
        const { items } = await editor.clients();
        const nameless = items.find(({ name }) => name === undefined)?.identifier ?? '';
        editor.simulation.fault('reset after the API acted', CREATE);
        const outcome = await editor.rotate(HOUR, nameless);
        editor.simulation.sandbox.faults.clear();
        assert.ok(outcome?.kind === 'needs' && outcome.need.kind === 'orphan');
        const { id } = editor.crumb;
        const [ours] = editor.simulation.orphans();
        assert.deepEqual([outcome.need.candidates.length, outcome.need.candidates[0]?.identifier], [1, ours]);

        editor.simulation.account = { ...account, profile: 'other' };
        await editor.rotate(HOUR, nameless);
        editor.simulation.fault('reset before the API acted', CREATE);
        assert.equal(told(await editor.rotate(HOUR)), 'waits answerLost');
        editor.simulation.account = account;
        editor.crash();
        assert.equal(editor.simulation.orphans().length, 2);
        await editor.othersMake('Storefront production', ['OFFER_READ']);
        await editor.othersMake(null, ['ORGANIZATION_READ', 'OFFER_READ']);
        await editor.othersMake(null, ['OFFER_WRITE']);
        editor.simulation.files.seed('unknown', '{"version":2}');
        await editor.simulation.pass(100_000);
        assert.deepEqual(await editor.proceed(id), outcome);

        await editor.proceed(id, { kind: 'leave' });
        editor.simulation.account = { ...account, profile: 'other' };
        editor.simulation.files.write('A', 'unknown', undefined);
      },
      { store: 'memoryOnly' },
    ));

  it('3 an equal key that was there before is never offered, however new', () =>
    inEditor(async (editor) => {
      const { items } = await editor.clients();
      const { name = null, scopes = [] } = items.find(({ identifier }) => identifier === editor.old) ?? {};
      await editor.othersMake(name, scopes);
      editor.simulation.fault('reset before the API acted', CREATE);
      assert.equal(told(await editor.rotate()), 'waits answerLost');
    }));

  it('4 2xx without a usable secret: as a lost answer', () =>
    inEditor(async (editor) => {
      editor.simulation.sandbox.faults.add({
        kind: 'replace',
        status: 201,
        body: '{"identifier":"sandbox"}',
        when: 'after',
        ...CREATE,
      });
      assert.equal(told(await editor.rotate()), 'needs orphan');
    }));

  it('5 stop between the answer and the store: as a lost answer', () =>
    inEditor(async (editor) => {
      await editor.rotateUntil(() => editor.a.memory.size === 1);
      editor.crash();
      await editor.simulation.pass(100_000);
      assert.equal(told(await editor.goOn()), 'needs orphan');
    }));

  describe('6 the store throws', () => {
    async function withRefusedSecret(scene: (editor: Parameters<Parameters<typeof inEditor>[0]>[0]) => Promise<void>) {
      await inEditor(async (editor) => {
        await editor.rotateUntil(() => editor.a.memory.size === 1);
        editor.a.storeFaults = ['throws'];
        const outcome = await editor.finish();
        assert.ok(outcome?.kind === 'needs' && outcome.need.kind === 'savedCopy');
        assert.equal(outcome.need.because, 'storeFailed');
        const key = await editor.newKey();
        assert.equal(key?.secret, editor.simulation.told.get(key?.identifier ?? ''), 'it is in memory, to be copied');
        await scene(editor);
      });
    }

    it('the store is tried again', () =>
      withRefusedSecret(async (editor) => {
        assert.equal(told(await editor.goOn()), 'finished rotated');
      }));
    it('the store refuses again', () =>
      withRefusedSecret(async (editor) => {
        editor.a.storeFaults = ['none', 'none', 'throws'];
        assert.equal(told(await editor.goOn()), 'needs savedCopy');
      }));
    it('the new key is deleted', () =>
      withRefusedSecret(async (editor) => {
        assert.equal(told(await editor.goOn({ kind: 'undo' })), 'finished undone');
        assert.deepEqual(editor.simulation.valid, [editor.old]);
      }));
    it('the person saves a copy: it goes on without the store', () =>
      withRefusedSecret(async (editor) => {
        assert.ok(await saveCopy(editor.simulation, editor.a, editor.crumb.id));
        assert.equal(told(await editor.goOn({ kind: 'savedCopy' })), 'finished rotated');
      }));
    it('the editor ends: the key is known, and its secret is said to be lost', () =>
      withRefusedSecret(async (editor) => {
        editor.crash();
        await editor.simulation.pass(100_000);
        assert.equal(told(await editor.goOn()), 'parked secretLost');
      }));
  });

  it('6 the store is dead from then on: the secret is offered for copying all the same, and the rotation ends well', () =>
    inEditor(async (editor) => {
      await loseStore(editor);
      const [entry] = await editor.list();
      assert.ok(entry?.kind === 'underWay' && entry.next.kind === 'saveCopy');
      assert.equal(told(await editor.goOn()), 'needs savedCopy', 'taken up again, it asks again');
      assert.ok(await saveCopy(editor.simulation, editor.a, editor.crumb.id));
      assert.deepEqual(editor.simulation.saved.size, 1);
      assert.equal(told(await editor.goOn({ kind: 'savedCopy' })), 'finished rotated');
      assert.deepEqual(editor.simulation.usable(), editor.simulation.valid);
    }));

  it('6 the store does not answer: the secret is offered for copying without asking it', () =>
    inEditor(async (editor) => {
      await loseStore(editor);
      const { id, newIdentifier } = editor.crumb;
      let asked = 0;
      const read = async () => {
        asked += 1;
        return undefined;
      };
      const { ports } = editor.a;
      const key = await inWindow(editor.simulation, editor.a, () =>
        newKeyOf({ ...ports, store: { ...ports.store, read } }, id),
      );
      assert.deepEqual([key?.identifier, asked], [newIdentifier, 0]);
      assert.ok(await saveCopy(editor.simulation, editor.a, id));
    }));

  it('6 store and disk are dead: the secret is offered for copying, until another window has ended the rotation', () =>
    inEditor(async (editor) => {
      await loseStore(editor);
      const { id } = editor.crumb;
      editor.a.filesFail = true;
      assert.equal((await editor.newKeyOf(id))?.identifier, editor.crumb.newIdentifier);
      editor.a.filesFail = false;
      await editor.proceed(id, { kind: 'undo' }, editor.b);
      await editor.simulation.pass(2_000);
      assert.equal(await editor.newKeyOf(id), undefined);
      assert.deepEqual(await editor.list(), []);
    }));

  it('6 the store is dead and the breadcrumb was taken away: what the window remembers is still offered', () =>
    inEditor(async (editor) => {
      await loseStore(editor);
      const { id, newIdentifier } = editor.crumb;
      const breadcrumb = editor.simulation.files.read('A', id);
      editor.simulation.files.write('A', id, undefined);
      const [entry] = await editor.list();
      assert.ok(entry?.kind === 'underWay' && entry.next.kind === 'saveCopy');
      assert.equal((await editor.newKeyOf(id))?.identifier, newIdentifier);
      editor.simulation.files.write('A', id, breadcrumb);
    }));

  it('7 stored, stop before it reached the disk: only the breadcrumb survives, and says whose key it is', () =>
    inEditor(async (editor) => {
      await editor.rotateUntil(() => editor.state === 'CREATED');
      editor.crash();
      await editor.simulation.pass(100_000);
      assert.equal(told(await editor.goOn()), 'parked secretLost');
      assert.equal(told(await editor.goOn({ kind: 'undo' })), 'finished undone');
      assert.deepEqual(editor.simulation.valid, [editor.old]);
    }));

  it('26 create 429: a definite refusal, waits as told and at most a minute, and nothing is created', () =>
    inEditor(async (editor) => {
      editor.simulation.sandbox.faults.add({ kind: 'rateLimit', retryAfter: '40', ...CREATE });
      const outcome = await editor.rotate();
      assert.ok(outcome?.kind === 'waits' && outcome.because === 'rateLimit');
      assert.equal(outcome.inMs, 40_000);
      assert.equal(editor.state, 'AMBIGUOUS');
      await editor.simulation.pass(42_000);
      assert.equal(told(await editor.goOn()), 'finished nothingMade');
      assert.deepEqual(editor.sent, { list: 2, POST: 1 });
    }));

  it('27 a client carries a scope that cannot be asked for: said before anything, nothing is created', () =>
    inEditor(async (editor) => {
      const { items } = await editor.clients();
      const bridge = items.find(({ scopes }) => scopes.includes('INTERNAL_WRITE'));
      const before = editor.sent;
      const outcome = await editor.rotate(NOW, bridge?.identifier);
      assert.ok(outcome?.kind === 'refused' && outcome.reason.kind === 'scopesNotCreatable');
      assert.deepEqual(outcome.reason.scopes, ['INTERNAL_WRITE']);
      assert.deepEqual(editor.sent, { list: (before.list ?? 0) + 1 });
    }));
});
