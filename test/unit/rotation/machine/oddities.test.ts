import assert from 'node:assert/strict';
import type { ApiClient } from '../../../../src/api/index.ts';
import { completeList } from '../../../../src/rotation/machine/completeList.ts';
import {
  type Outcome,
  type Ports,
  type Rotation,
  startRotation,
  tidyRotations,
} from '../../../../src/rotation/machine/index.ts';
import type { LockedRun } from '../../../../src/rotation/machine/lockedRun.ts';
import { readBreadcrumb, readRecord } from '../../../../src/rotation/machine/record.ts';
import { type Editor, HOUR, inEditor, NOW, told } from './simulation/editor.ts';
import { inWindow, saveCopy } from './simulation/person.ts';

const DAY = 86_400_000;

const CLIENT: ApiClient = { identifier: 'sandbox-client', scopes: [], createdAt: new Date(0) };

/** Puts a breadcrumb there that no run of this version leaves, though another one may. */
function rewrite(editor: Editor, change: (rotation: Rotation) => object): string {
  const { id } = editor.crumb;
  editor.simulation.files.seed(id, JSON.stringify(change(editor.crumb)));
  editor.simulation.watch.forget(id);
  return id;
}

describe('rotation, odd things', () => {
  it('a list that never ends is not followed for ever', async () => {
    let page = 0;
    const endless = async () => {
      page += 1;
      const client: ApiClient = { identifier: `sandbox-${page}`, scopes: [], createdAt: new Date(0) };
      return { items: [client], page };
    };
    const run = { api: { listApiClients: endless }, signal: new AbortController().signal } as unknown as LockedRun;
    assert.equal(await completeList(run), undefined);
    assert.equal(page, 600);
  });

  it('a list that ends before its count is incomplete', async () => {
    const listApiClients = async ({ page = 1 }: { page?: number } = {}) => ({
      items: page === 1 ? [CLIENT] : [],
      page,
      total: 2,
    });
    const run = { api: { listApiClients }, signal: new AbortController().signal } as unknown as LockedRun;
    assert.equal(await completeList(run), undefined);
  });

  const [A, B, C] = ['a', 'b', 'c'].map((identifier): ApiClient => ({ ...CLIENT, identifier }));
  const moved: readonly (readonly [string, ...{ items: (ApiClient | undefined)[]; total: number }[]])[] = [
    ['came twice', { items: [A, B], total: 3 }, { items: [B, C], total: 3 }],
    ['came, and one more was counted', { items: [A], total: 2 }, { items: [B, C], total: 3 }],
  ];
  for (const [what, ...pages] of moved) {
    it(`a list in whose second page one ${what} is read from its start, and incomplete where that stays so`, async () => {
      const { signal } = new AbortController();
      const asked: object[] = [];
      const listApiClients = async (options: { page: number }) => {
        asked.push(options);
        return pages[options.page - 1];
      };
      const run = { api: { listApiClients }, signal } as unknown as LockedRun;
      assert.equal(await completeList(run), undefined);
      assert.deepEqual(
        asked,
        [1, 2, 1, 2, 1, 2].map((page) => ({ page, signal })),
      );
    });
  }

  it('what is no entry of this version is told apart from what is', () => {
    for (const text of ['', 'null', '[]', '{}', '{"version":true}', '{"version":1}']) {
      assert.ok('unknownVersion' in readBreadcrumb('r', text), text);
      assert.ok('unknownVersion' in readRecord('r', text), text);
    }
    assert.deepEqual(readRecord('r', '{"version":7}'), { id: 'r', unknownVersion: '7' });
    assert.deepEqual(readRecord('r', '{"version":"2026-01-with-a-long-name"}'), {
      id: 'r',
      unknownVersion: '2026-01-with-a-long-',
    });
  });

  it('an entry that bears another id is not read', () =>
    inEditor(async (editor) => {
      await editor.rotate(HOUR);
      const text = JSON.stringify(editor.crumb);
      assert.ok('unknownVersion' in readBreadcrumb('other', text));
      assert.deepEqual(readBreadcrumb(editor.crumb.id, text), editor.crumb);
    }));

  it('the API calls new what existed before: parked, and nothing of it is deleted', () =>
    inEditor(async (editor) => {
      const [, other] = (await editor.clients()).items;
      const body = JSON.stringify({ identifier: other?.identifier, secret: 'sandbox-not-new' });
      editor.simulation.sandbox.faults.add({
        kind: 'replace',
        status: 201,
        body,
        method: 'POST',
        path: '/api-clients',
      });
      assert.equal(told(await editor.rotate()), 'parked identifierReused');
      assert.equal(told(await editor.goOn({ kind: 'undo' })), 'parked identifierReused');
      assert.equal(editor.sent.DELETE, undefined);
      rewrite(editor, (rotation) => ({ ...rotation, state: 'INTENT', newIdentifier: undefined }));
      editor.simulation.secrets.seed(`tripartie.rotation:${editor.crumb.id}`, JSON.stringify(editor.crumb));
      editor.a.memory.clear();
    }));

  it('a fault of the program is not taken for one of the API, the store or the disk', () =>
    inEditor(async (editor) => {
      const broken = (change: Partial<Ports['api']>): Ports => ({
        ...editor.a.ports,
        api: { ...editor.a.ports.api, ...change },
      });
      const fault = () => Promise.reject(new RangeError('a fault of the program'));
      for (const api of [
        'listApiClients',
        'createApiClient',
        'fetchToken',
        'getApiClient',
        'deleteApiClient',
      ] as const) {
        const ports = broken({ [api]: fault });
        const run = (): AsyncGenerator<Outcome> => startRotation(ports, editor.old, { overlap: NOW });
        editor.a.run(async function* () {
          if (api === 'getApiClient') return;
          await assert.rejects(async () => {
            for await (const outcome of run()) assert.notEqual(told(outcome), 'finished rotated');
          }, RangeError);
        });
        await editor.simulation.finish(editor.a);
        for (const { newIdentifier } of editor.a.memory.values()) assert.ok(newIdentifier);
        if (editor.state !== 'none') await editor.goOn({ kind: editor.crumb.newIdentifier ? 'undo' : 'leave' });
        await editor.simulation.pass(200_000);
        if (editor.state !== 'none') await editor.goOn();
      }
    }));

  it('a record without the time of its key: its age counts from now', () =>
    inEditor(async (editor) => {
      editor.simulation.sandbox.faults.add({ kind: 'propagation', ms: 10_000, method: 'POST', path: '/api-clients' });
      await editor.rotateUntil(() => editor.state === 'CREATED');
      await editor.simulation.pass(2_000);
      editor.crash();
      await editor.simulation.pass(100_000);
      rewrite(editor, ({ createdAt: _, ...rotation }) => rotation);
      editor.simulation.sandbox.faults.add({
        kind: 'replace',
        status: 401,
        body: '{"error":"invalid_client"}',
        path: '/token',
      });
      await editor.goOn();
      assert.equal(told(editor.a.outcomes[0]), 'waits newKeyNotYet');
    }));

  it('a breadcrumb that names no key: looked for', () =>
    inEditor(async (editor) => {
      await editor.rotate(HOUR);
      editor.a.memory.clear();
      const id = rewrite(editor, ({ newIdentifier: _, ...rotation }) => rotation);
      editor.simulation.secrets.write('A', `tripartie.rotation:${id}`, undefined);
      assert.equal(
        told(await editor.proceed(id)),
        'waits answerLost',
        'its secret is in use, so it is nobody’s orphan',
      );
      await editor.simulation.pass(200_000);
      assert.equal(told(await editor.proceed(id)), 'finished nothingMade');
    }));

  it('secret lost before the key was dated: left all the same', () =>
    inEditor(async (editor) => {
      await editor.rotateUntil(() => editor.state === 'CREATED');
      editor.crash();
      await editor.simulation.pass(100_000);
      const id = rewrite(editor, ({ createdAt: _, ...rotation }) => rotation);
      await editor.proceed(id, { kind: 'leave' });
      const outcome = await editor.proceed(id);
      assert.ok(outcome?.kind === 'finished');
      assert.equal(outcome.orphans?.[0]?.createdAt?.getTime(), editor.crumb.startedAt);
    }));

  it('the new secret is lost after the old key is gone: the rotation ends, and a copy is what is left', () =>
    inEditor(
      async (editor) => {
        await editor.rotate(HOUR);
        await saveCopy(editor.simulation, editor.a, editor.crumb.id);
        await editor.goOn({ kind: 'savedCopy' });
        await editor.simulation.until(
          editor.a,
          () => editor.simulation.continue(editor.a, editor.crumb.id, { kind: 'retireNow' }),
          () => editor.state === 'GONE',
        );
        editor.crash();
        await editor.simulation.pass(100_000);
        assert.equal(told(await editor.goOn()), 'finished rotated');
      },
      { store: 'memoryOnly' },
    ));

  it('a saved copy, and a store that drops whatever it takes: the rotation ends well', () =>
    inEditor(async (editor) => {
      await editor.rotateUntil(() => editor.a.memory.size === 1);
      editor.a.storeFaults = Array<'drops'>(50).fill('drops');
      assert.equal(told(await editor.finish()), 'needs savedCopy');
      assert.equal((await editor.list())[0]?.kind, 'underWay');
      await saveCopy(editor.simulation, editor.a, editor.crumb.id);
      assert.equal(told(await editor.goOn({ kind: 'savedCopy' })), 'finished rotated');
      assert.deepEqual(editor.simulation.usable(), editor.simulation.valid);
    }));

  it('the secret in use is lost after the old key is gone: stored again, and given time, before the record goes', () =>
    inEditor(async (editor) => {
      await editor.rotateUntil(() => editor.state === 'GONE');
      editor.crash();
      await editor.simulation.pass(100_000);
      editor.simulation.secrets.write('A', `secret:${editor.crumb.newIdentifier}`, undefined);
      assert.equal(told(await editor.goOn()), 'finished rotated');
      assert.deepEqual(editor.a.outcomes.map(told), ['waits storeWriting', 'finished rotated']);
    }));

  it('ended between two steps: says so, and goes on', () =>
    inEditor(async (editor) => {
      await editor.rotateUntil(() => editor.state === 'CURRENT');
      editor.a.closing.abort();
      assert.equal(told(await editor.finish()), 'cancelled');
      assert.equal(told(await editor.goOn()), 'finished rotated');
    }));

  it('ended while a read is under way', () =>
    inEditor(async (editor) => {
      await editor.rotate(HOUR);
      editor.simulation.sandbox.faults.add({ kind: 'hang', when: 'before', path: '/token' });
      const { requests } = editor.simulation.sandbox;
      const sent = requests.total;
      await editor.simulation.until(
        editor.a,
        () => editor.simulation.continue(editor.a, editor.crumb.id, { kind: 'retireNow' }),
        () => requests.total > sent,
      );
      editor.a.closing.abort();
      assert.equal(told(await editor.finish()), 'cancelled');
    }));

  it('a rate limit that does not say how long: a moment', () =>
    inEditor(async (editor) => {
      editor.simulation.sandbox.faults.add({ kind: 'rateLimit', method: 'POST', path: '/api-clients' });
      await editor.rotate();
      const [, ambiguous] = editor.a.outcomes;
      assert.ok(ambiguous?.kind === 'advanced');
      assert.ok(Number(ambiguous.rotation.settlesAt) <= editor.simulation.time.right() + 1_000);
    }));

  it('the store or the disk does not answer while a decision is made, or a rotation is taken up', () =>
    inEditor(async (editor) => {
      await editor.rotate(HOUR);
      const { id } = editor.crumb;
      await editor.simulation.pass(2_000);
      editor.crash();
      editor.a.storeFaults = ['throws'];
      assert.deepEqual(await editor.proceed(id, { kind: 'retireNow' }), { kind: 'unreadable', id, because: 'store' });
      editor.a.storeFaults = ['none', 'throws'];
      assert.deepEqual((await editor.list())[0], { kind: 'unreadable', id });
      editor.a.filesFail = true;
      assert.deepEqual(await editor.proceed(id), { kind: 'unreadable', id, because: 'breadcrumbs' });
      editor.a.filesFail = false;
    }));

  it('what is over is tidied away in an idle moment, and not while the disk or the store does not answer', () =>
    inEditor(async (editor) => {
      await editor.rotate(NOW);
      const tidy = () => inWindow(editor.simulation, editor.a, () => tidyRotations(editor.a.ports));
      await tidy();
      assert.equal(editor.state, 'CLEARED', 'it is remembered for a day');
      await editor.simulation.pass(DAY + 1_000);
      editor.a.filesFail = true;
      await tidy();
      editor.a.filesFail = false;
      assert.equal(editor.state, 'CLEARED');
      editor.a.storeFaults = ['throws'];
      await tidy();
      assert.equal(editor.state, 'CLEARED');
      await tidy();
      assert.equal(editor.state, 'none');
    }));

  it('a rotation whose record came back after a crash is not begun again, and is swept away in the end', () =>
    inEditor(async (editor) => {
      await editor.rotateUntil(() => editor.state === 'CLEARED');
      const { id } = editor.crumb;
      editor.a.storeFaults = ['throws'];
      assert.equal(told(await editor.finish()), 'finished rotated');
      assert.ok(editor.simulation.secrets.read('A', `tripartie.rotation:${id}`), 'its record is still there');
      assert.deepEqual(await editor.list(), []);
      await editor.simulation.pass(DAY + 2_000);
      await editor.rotate(NOW, 'sandbox-unknown');
      assert.equal(editor.simulation.secrets.read('A', `tripartie.rotation:${id}`), undefined);
      await editor.simulation.pass(DAY);
      rewrite(editor, ({ ...rotation }) => ({ ...rotation, clearedAt: undefined }));
      await editor.rotate(NOW, 'sandbox-unknown');
      assert.equal(editor.simulation.files.read('A', id), undefined);
    }));
});
