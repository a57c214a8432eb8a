import assert from 'node:assert/strict';
import type { ApiClient } from '../../../../src/api/index.ts';
import type { Fault } from '../../../../src/sandbox/index.ts';
import { HOUR, inEditor, NOW, told } from './simulation/editor.ts';
import { saveCopy } from './simulation/person.ts';

/** A page of the list that says there are more clients than it has, or whose client comes twice. */
function list(clients: readonly object[], total: number): Fault {
  return {
    kind: 'replace',
    status: 200,
    body: JSON.stringify(clients),
    headers: { 'Content-Range': `0-${clients.length}/${total}` },
    method: 'GET',
    path: '/api-clients',
  };
}

const CLIENT = {
  identifier: 'sandbox-client',
  name: 'Storefront production',
  scopes: ['OFFER_READ'],
  createdAt: '2026-01-01T00:00:00+00:00',
};
const OF_TOMORROW = { ...CLIENT, identifier: 'sandbox-tomorrow', createdAt: '9999-12-31T23:59:59+00:00' };
const NOBODYS = { name: 'of nobody' };

describe('fault table, what surrounds a rotation', () => {
  for (const hosts of ['one', 'two'] as const) {
    it(`14 two windows, on ${hosts} host: one goes on, the other waits`, () =>
      inEditor(
        async (editor) => {
          editor.a.run(editor.rotation(HOUR));
          editor.b.run(editor.rotation(HOUR, editor.old, editor.b));
          await editor.simulation.settle(editor.a);
          while (editor.a.busy || editor.b.busy) {
            for (const window of [editor.a, editor.b]) await editor.simulation.release(window);
            if (!editor.a.resume && !editor.b.resume) {
              editor.simulation.time.fireNext();
              for (const window of [editor.a, editor.b]) await editor.simulation.settle(window);
            }
          }
          const ends = [editor.a, editor.b].map(({ outcomes }) => told(outcomes.at(-1))).sort();
          assert.deepEqual(ends, ['busy', 'waits overlap']);
          assert.equal(editor.simulation.valid.length, 2, 'one key was made');
        },
        { hosts },
      ));
  }

  it('14 the window that rotates is gone: another goes on', () =>
    inEditor(async (editor) => {
      await editor.rotateUntil(() => editor.state === 'CURRENT');
      await editor.simulation.pass(2_000);
      editor.crash();
      assert.equal(told(await editor.goOn(undefined, editor.b)), 'finished rotated');
    }));

  for (const jump of [-10 * 3_600_000, 8 * 86_400_000]) {
    it(`14 the wall clock jumps by ${jump / 3_600_000} hours: the window that rotates has the lock all the same`, () =>
      inEditor(async (editor) => {
        await editor.rotateUntil(() => editor.state === 'PROVEN', HOUR);
        editor.simulation.time.jump(jump);
        assert.equal(told(await editor.goOn(undefined, editor.b)), 'busy');
        editor.simulation.time.jump(-jump);
        assert.equal(told(await editor.finish()), 'waits overlap');
      }));
  }

  it('14 the window that rotates is gone, in another container: another goes on once the lock has expired', () =>
    inEditor(
      async (editor) => {
        await editor.rotateUntil(() => editor.state === 'CURRENT');
        await editor.simulation.pass(2_000);
        editor.crash();
        assert.equal(told(await editor.goOn(undefined, editor.b)), 'busy');
        await editor.simulation.pass(90_000);
        assert.equal(told(await editor.goOn(undefined, editor.b)), 'finished rotated');
      },
      { hosts: 'two' },
    ));

  it('14 the other window has brought it to its end: there is nothing to go on with', () =>
    inEditor(async (editor) => {
      await editor.rotate(HOUR);
      assert.equal(told(await editor.goOn({ kind: 'retireNow' }, editor.b)), 'finished rotated');
      assert.equal(told(await editor.goOn()), 'cleared');
      assert.equal(told(await editor.goOn({ kind: 'retireNow' })), 'cleared');
    }));

  it('14 the other window cannot see the new secret: that is not lost, and the other one goes on with it', () =>
    inEditor(
      async (editor) => {
        await editor.simulation.pass(1_000);
        await editor.rotate(HOUR);
        await editor.simulation.pass(1_000);
        const [entry] = await editor.list(editor.b);
        assert.ok(entry?.kind === 'underWay' && entry.next.kind === 'reload');
        assert.equal(told(await editor.goOn(undefined, editor.b)), 'needs reload');
        const [own] = await editor.list();
        assert.ok(own?.kind === 'underWay' && own.next.kind === 'saveCopy');
        assert.equal(told(await editor.goOn({ kind: 'leave' }, editor.b)), 'needs reload');
        assert.ok(await saveCopy(editor.simulation, editor.a, editor.crumb.id));
        assert.equal(told(await editor.goOn({ kind: 'savedCopy' })), 'finished left');
      },
      { store: 'memoryOnly' },
    ));

  it('14 the secret is not there after a reload either: it is lost', () =>
    inEditor(
      async (editor) => {
        await editor.simulation.pass(1_000);
        await editor.rotate(HOUR);
        await editor.simulation.pass(1_000);
        editor.crash();
        editor.simulation.crash(editor.b);
        assert.equal(told(await editor.goOn(undefined, editor.b)), 'parked secretLost');
      },
      { store: 'memoryOnly' },
    ));

  it('14 the lease is lost on the way, because the computer slept: nothing more is sent', () =>
    inEditor(async (editor) => {
      await editor.rotateUntil(() => editor.state === 'PROVEN');
      await editor.simulation.pass(91_000);
      assert.equal(told(await editor.finish()), 'busy');
      assert.equal(editor.state, 'PROVEN');
    }));

  it('14 the lease is lost while the intent is written: nothing is created', () =>
    inEditor(async (editor) => {
      await editor.rotateUntil(() => editor.a.last?.ok === true);
      await editor.simulation.pass(91_000);
      assert.equal(told(await editor.finish()), 'busy');
      assert.deepEqual(editor.sent, { list: 1 });
    }));

  it('14 the lock is gone by the time the list has come: nothing is begun', () =>
    inEditor(async (editor) => {
      const { simulation } = editor;
      await editor.rotateUntil(() => editor.sent.list === 1);
      await simulation.pass(6_000);
      const [name = ''] = simulation.locks.keys();
      const until = simulation.time.now() + 1_000;
      simulation.locks.set(name.replace('.1.', '.2.'), JSON.stringify({ host: 'another', pid: 1, until }));
      assert.equal(told(await editor.finish()), 'busy');
      assert.equal(editor.state, 'none');
    }));

  it('14 the lease is lost while the intent that the store refused is taken back: the next start does that', () =>
    inEditor(async (editor) => {
      await editor.rotateUntil(() => editor.state === 'INTENT');
      editor.a.storeFaults = ['throws'];
      while (editor.a.storeFaults.length > 0) await editor.simulation.release(editor.a);
      await editor.simulation.pass(91_000);
      assert.equal(told(await editor.finish()), 'busy');
      assert.equal(told(await editor.goOn()), 'waits answerLost');
      await editor.simulation.pass(122_000);
      assert.equal(told(await editor.goOn()), 'finished nothingMade');
    }));

  it('21 a profile signs in with the key: nothing is begun', () =>
    inEditor(async (editor) => {
      editor.simulation.signedInWith.add(editor.old);
      assert.equal(told(await editor.rotate()), 'refused ownCredential');
      editor.a.profilesFail = true;
      assert.equal(told(await editor.rotate()), 'refused breadcrumbsFailed');
      assert.deepEqual(editor.sent, {});
      editor.simulation.signedInWith.clear();
    }));

  it('21 a profile came to sign in with the old key: it is not deleted before the profile has the new one', () =>
    inEditor(async (editor) => {
      const { signedInWith } = editor.simulation;
      await editor.rotate(HOUR);
      signedInWith.add(editor.old);
      const outcome = await editor.goOn({ kind: 'retireNow' });
      assert.ok(outcome?.kind === 'needs' && outcome.need.kind === 'switchSession');
      const [entry] = await editor.list();
      assert.ok(entry?.kind === 'underWay' && entry.next.kind === 'switchSession');
      assert.equal(editor.sent.DELETE, undefined);
      signedInWith.delete(editor.old);
      signedInWith.add(outcome.need.to);
      assert.equal(told(await editor.goOn()), 'finished rotated');
    }));

  it('21 the profiles cannot be read: the old key is not deleted', () =>
    inEditor(async (editor) => {
      await editor.rotate(HOUR);
      editor.a.profilesFail = true;
      assert.equal(told(await editor.goOn({ kind: 'retireNow' })), 'waits breadcrumbs');
      assert.equal(editor.sent.DELETE, undefined);
    }));

  for (const [what, other] of [
    ['profile', { profile: 'other', origin: 'sandbox' }],
    ['environment', { profile: 'sandbox', origin: 'https://api.example' }],
  ] as const) {
    it(`22 another ${what} is signed in: it waits until it matches`, () =>
      inEditor(async (editor) => {
        await editor.rotate(HOUR);
        const { account } = editor.simulation;
        const { total } = editor.simulation.sandbox.requests;
        editor.simulation.account = other;
        const [entry] = await editor.list();
        assert.ok(entry?.kind === 'underWay' && entry.next.kind === 'otherAccount');
        assert.equal(told(await editor.goOn({ kind: 'retireNow' })), 'otherAccount');
        assert.equal(editor.simulation.sandbox.requests.total, total);
        editor.simulation.account = account;
        assert.equal(told(await editor.goOn({ kind: 'retireNow' })), 'finished rotated');
      }));
  }

  it('22 the same key may be rotated in another account, which is another key', () =>
    inEditor(async (editor) => {
      await editor.rotate(HOUR);
      const { account } = editor.simulation;
      editor.simulation.account = { ...account, profile: 'other' };
      assert.equal(told(await editor.rotate(HOUR)), 'waits overlap');
      await editor.goOn({ kind: 'undo' });
      editor.simulation.account = account;
    }));

  for (const where of ['record', 'breadcrumb'] as const) {
    it(`23 a ${where} of an unknown version: left alone, and said`, () =>
      inEditor(async (editor) => {
        await editor.rotate(HOUR);
        const { id } = editor.crumb;
        const { secrets, files } = editor.simulation;
        const key = where === 'record' ? `tripartie.rotation:${id}` : id;
        const store = where === 'record' ? secrets : files;
        const text = store.read('A', key) ?? '';
        const unknown = JSON.stringify({ ...JSON.parse(text), version: 3 });
        store.seed(key, unknown);
        const { total } = editor.simulation.sandbox.requests;
        assert.equal(told(await editor.proceed(id)), 'unknownVersion');
        assert.equal(told(await editor.proceed(id, { kind: 'undo' })), 'unknownVersion');
        assert.deepEqual(await editor.list(), [{ kind: 'unknownVersion', id, version: '3' }]);
        assert.equal(store.read('A', key), unknown);
        assert.equal(editor.simulation.sandbox.requests.total, total);
        editor.a.memory.clear();
        assert.equal(await editor.newKeyOf(id), undefined);
        const second = await editor.rotate(NOW, (await editor.clients()).items[0]?.identifier);
        assert.equal(second?.kind, 'finished', 'other rotations are not held up by it');
        store.seed(key, text);
      }));
  }

  it('24 the list says of no key how old it is: the rotation goes on all the same', () =>
    inEditor(async (editor) => {
      const { items } = await editor.clients();
      const ageless = items.map(({ createdAt: _, ...client }) => client);
      editor.simulation.sandbox.faults.add(list(ageless, ageless.length));
      assert.equal(told(await editor.rotate(NOW)), 'finished rotated');
    }));

  it('24 the list is refused: the person is needed, and nothing is taken for gone', () =>
    inEditor(async (editor) => {
      editor.simulation.sandbox.faults.add({ kind: 'reset', when: 'after', method: 'POST', path: '/api-clients' });
      await editor.rotateUntil(() => editor.state === 'AMBIGUOUS');
      const body = '{"title":"An error occurred","detail":"Access denied"}';
      editor.simulation.sandbox.faults.add({ kind: 'replace', status: 403, body, method: 'GET', path: '/api-clients' });
      const outcome = await editor.finish();
      assert.equal(outcome?.kind, 'failed');
      assert.equal(editor.simulation.usable().length, 1);
    }));

  const incomplete: readonly (readonly [string, Fault])[] = [
    ['fewer came than were counted', { ...list([CLIENT], 5), times: 'always' }],
    ['one came twice', { ...list([CLIENT, CLIENT], 2), times: 'always' }],
  ];
  for (const [why, fault] of incomplete) {
    it(`24 the list is incomplete (${why}): "not in the list" means unknown`, () =>
      inEditor(async (editor) => {
        const first = editor.simulation.sandbox.faults.add(fault);
        assert.equal(told(await editor.rotate()), 'refused listIncomplete');
        first.remove();
        editor.simulation.sandbox.faults.add({ kind: 'reset', when: 'after', method: 'POST', path: '/api-clients' });
        await editor.rotateUntil(() => editor.state === 'AMBIGUOUS');
        editor.simulation.sandbox.faults.add(fault);
        assert.equal(told(await editor.finish()), 'waits listIncomplete');
        await editor.simulation.pass(200_000);
        assert.equal(told(await editor.goOn()), 'waits listIncomplete', 'however long ago the create was sent');
      }));
  }

  it('24 an entry cannot be read: keys that can be are rotated, a lost create waits only while one more cannot be', () =>
    inEditor(async (editor) => {
      const { items } = await editor.clients();
      const { faults } = editor.simulation.sandbox;
      const alone = faults.add({ ...list([NOBODYS], 1), times: 'always' });
      assert.equal(told(await editor.rotate()), 'refused listUnreadable', 'it may be the one');
      alone.remove();
      const before = faults.add({ ...list([...items, NOBODYS], items.length + 1), times: 'always' });
      faults.add({ kind: 'reset', when: 'after', method: 'POST', path: '/api-clients' });
      await editor.rotateUntil(() => editor.state === 'AMBIGUOUS');
      before.remove();
      for (const others of [[], [NOBODYS, NOBODYS]]) {
        const other = faults.add({ ...list([...items, ...others], items.length + others.length), times: 'always' });
        assert.equal(told(await editor.goOn()), 'waits listUnreadable');
        other.remove();
      }
      const made = (await editor.clients()).items;
      const after = faults.add({ ...list([...made, NOBODYS], made.length + 1), times: 'always' });
      const outcome = await editor.goOn();
      assert.equal(told(outcome), 'needs orphan');
      after.remove();
      faults.add({ ...list([...made, NOBODYS], made.length + 1), times: 'always' });
      const orphan = outcome?.kind === 'needs' && outcome.need.kind === 'orphan' && outcome.need.candidates[0];
      assert.ok(orphan);
      await editor.goOn({ kind: 'deleteOrphan', identifier: orphan.identifier });
    }));

  for (const [what, bend] of [
    ['one key is of a time to come', (clients: readonly ApiClient[]) => [...clients, OF_TOMORROW]],
    [
      'the key lists a scope twice',
      (clients: readonly ApiClient[]) => clients.map((each) => ({ ...each, scopes: [...each.scopes, ...each.scopes] })),
    ],
  ] as const) {
    it(`24 ${what}: the key of a lost create is found all the same`, () =>
      inEditor(async (editor) => {
        const { faults } = editor.simulation.sandbox;
        const before = bend([...(await editor.clients()).items]);
        const fault = faults.add({ ...list(before, before.length), times: 'always' });
        faults.add({ kind: 'reset', when: 'after', method: 'POST', path: '/api-clients' });
        await editor.rotateUntil(() => editor.state === 'AMBIGUOUS');
        assert.equal(told(await editor.goOn()), 'waits answerLost');
        fault.remove();
        const after = bend([...(await editor.clients()).items]);
        faults.add({ ...list(after, after.length), times: 'always' });
        assert.equal(told(await editor.goOn()), 'needs orphan');
        faults.clear();
      }));
  }

  it('24 the number of clients changes between two pages: read again from the start', () =>
    inEditor(async (editor) => {
      editor.simulation.sandbox.faults.add(list([CLIENT], 7));
      assert.equal(told(await editor.rotate()), 'finished rotated');
      assert.equal(editor.sent.list, 3);
    }));

  it('25 the store cannot list its keys and the breadcrumb is gone: its own index finds the rotation', () =>
    inEditor(async (editor) => {
      await editor.rotate(HOUR);
      const { id } = editor.crumb;
      editor.simulation.files.write('A', id, undefined);
      await editor.simulation.pass(2_000);
      editor.crash();
      await editor.simulation.pass(100_000);
      const [entry] = await editor.list();
      assert.ok(entry?.kind === 'underWay' && entry.rotation.id === id);
      editor.simulation.watch.forget(id);
      assert.equal(told(await editor.proceed(id, { kind: 'retireNow' })), 'finished rotated');
    }));

  for (const index of ['no JSON', '{}', '[1]']) {
    it(`25 the index is ${index}: the breadcrumbs find the rotation`, () =>
      inEditor(async (editor) => {
        await editor.rotate(HOUR);
        editor.simulation.secrets.seed('tripartie.rotations', index);
        assert.equal((await editor.list()).length, 1);
        assert.equal(told(await editor.goOn({ kind: 'retireNow' })), 'finished rotated');
      }));
  }
});
