import assert from 'node:assert/strict';
import { HOUR, inEditor, NOW, told } from './simulation/editor.ts';

const DAY = 86_400_000;

describe('a rotation that goes well', () => {
  it('makes the fewest requests: list, create, token, token, delete', () =>
    inEditor(async (editor) => {
      assert.equal(told(await editor.rotate(NOW)), 'finished rotated');
      assert.deepEqual(
        editor.simulation.sandbox.requests.lines.map(({ method, path, status }) => `${method} ${path} ${status}`),
        [
          'GET /api-clients?page=1 200',
          'POST /api-clients 201',
          'POST /token 200',
          'POST /token 200',
          `DELETE /api-clients/${editor.old} 204`,
        ],
      );
    }));

  it('tells each step', () =>
    inEditor(async (editor) => {
      await editor.rotate(NOW);
      assert.deepEqual(editor.a.outcomes.map(told), [
        'advanced INTENT',
        'advanced CREATED',
        'advanced PROVEN',
        'advanced CURRENT',
        'waits storeWriting',
        'advanced DURABLE',
        'advanced GONE',
        'finished rotated',
      ]);
    }));

  it('leaves the new secret in use, forgets the old one and keeps nothing else', () =>
    inEditor(async (editor) => {
      await editor.rotate(NOW);
      const [identifier = ''] = editor.simulation.valid;
      const kept = new Map(editor.simulation.secrets.settled());
      assert.equal(kept.get(`secret:${identifier}`), editor.simulation.told.get(identifier));
      assert.deepEqual([...kept.keys()].sort(), [`secret:${identifier}`, 'tripartie.rotations']);
      await editor.simulation.pass(DAY + 2_000);
      await editor.rotate(NOW, identifier);
      assert.equal([...editor.simulation.files.settled()].length, 1, 'what the first one left is swept away');
    }));

  it('makes a key with the same name and scopes, also where there is no name', () =>
    inEditor(async (editor) => {
      const before = (await editor.clients()).items;
      const nameless = before.find(({ name }) => name === undefined);
      assert.equal(told(await editor.rotate(NOW, nameless?.identifier)), 'finished rotated');
      const made = (await editor.clients()).items.find(({ identifier }) => editor.crumb.newIdentifier === identifier);
      assert.deepEqual([made?.name, made?.scopes], [undefined, nameless?.scopes]);
    }));

  it('needs no index to be there, and no room in memory', () =>
    inEditor(async (editor) => {
      await editor.rotate(NOW);
      assert.equal(editor.a.memory.size, 0);
    }));
});

describe('what does not begin', () => {
  it('a client that is gone', () =>
    inEditor(async (editor) => {
      assert.equal(told(await editor.rotate(NOW, 'sandbox-unknown')), 'refused clientGone');
    }));

  it('a client without scopes', () =>
    inEditor(async (editor) => {
      const client = { identifier: editor.old, name: 'x', scopes: [], createdAt: '2026-01-01T00:00:00Z' };
      const body = JSON.stringify([client]);
      editor.simulation.sandbox.faults.add({
        kind: 'replace',
        status: 200,
        body,
        headers: { 'Content-Range': '0-1/1' },
      });
      assert.equal(told(await editor.rotate()), 'refused noScopes');
    }));

  it('a list without a total, until it ends', () =>
    inEditor(async (editor) => {
      for (const nth of [1, 2]) {
        const client = { identifier: editor.old, scopes: ['OFFER_READ'], createdAt: '2026-01-01T00:00:00Z' };
        const body = JSON.stringify(nth === 1 ? [client] : []);
        editor.simulation.sandbox.faults.add({ kind: 'replace', status: 200, body, nth, path: '/api-clients' });
      }
      assert.equal(told(await editor.rotate(HOUR)), 'waits overlap');
      assert.equal(editor.sent.list, 2);
    }));

  it('when the API says no to the create, and nothing is left of it', () =>
    inEditor(async (editor) => {
      const body = '{"type":"x","title":"x","detail":"x"}';
      editor.simulation.sandbox.faults.add({ kind: 'replace', status: 403, body, method: 'POST' });
      assert.equal(told(await editor.rotate()), 'refused api');
      assert.deepEqual(await editor.list(), []);
    }));

  it('when the store or the disk refuses', () =>
    inEditor(async (editor) => {
      editor.a.storeFaults = ['none', 'throws'];
      assert.equal(told(await editor.rotate()), 'refused storeFailed');
      editor.a.storeFaults = ['throws'];
      assert.equal(told(await editor.rotate()), 'refused storeFailed');
      editor.a.storeFaults = ['drops'];
      assert.equal(told(await editor.rotate()), 'refused storeFailed');
      editor.a.storeFaults = [];
      editor.a.filesFail = true;
      assert.equal(told(await editor.rotate()), 'refused breadcrumbsFailed');
      editor.a.filesFail = false;
      assert.deepEqual(editor.sent, { list: 2 });
      assert.deepEqual(await editor.list(), []);
    }));

  it('when the disk is full by then', () =>
    inEditor(async (editor) => {
      await editor.rotateUntil(() => editor.sent.list === 1);
      editor.a.filesFail = true;
      assert.equal(told(await editor.finish()), 'refused breadcrumbsFailed');
    }));
});
