import assert from 'node:assert/strict';
import type { Fault } from '../../../../src/sandbox/index.ts';
import { type Editor, HOUR, inEditor, NOW, told } from './simulation/editor.ts';
import { saveCopy } from './simulation/person.ts';

const TOKEN = { method: 'POST', path: '/token' } as const;
const CREATE = { method: 'POST', path: '/api-clients' } as const;
const REFUSED = '{"title":"An error occurred","detail":"refused"}';
const DELETE = { method: 'DELETE' } as const;

function newIdentifier({ crumb }: Editor): string {
  assert.ok(crumb.newIdentifier);
  return crumb.newIdentifier;
}

/** A token as the API writes it, with these scopes; one that cannot be read where there are none. */
function tokenWith(scopes?: readonly string[]): Fault {
  const claims = Buffer.from(JSON.stringify({ scopes })).toString('base64url');
  const access_token = scopes ? `sandbox.${claims}.sandbox` : 'sandbox-opaque';
  const body = JSON.stringify({ token_type: 'Bearer', expires_in: 3600, access_token });
  return { kind: 'replace', status: 200, body, ...TOKEN };
}

function untouched(editor: Editor): void {
  assert.equal(editor.sent.DELETE, undefined);
  assert.equal(editor.simulation.valid.length, 2);
}

describe('fault table, from the proof to the end', () => {
  it('8 the store is in memory: says so, and never retires the old key without a saved copy', () =>
    inEditor(
      async (editor) => {
        const outcome = await editor.rotate(NOW);
        assert.ok(outcome?.kind === 'needs' && outcome.need.kind === 'savedCopy');
        assert.equal(outcome.need.because, 'memoryOnly');
        assert.equal(told(await editor.goOn({ kind: 'retireNow' })), 'needs savedCopy');
        untouched(editor);
        await saveCopy(editor.simulation, editor.a, editor.crumb.id);
        assert.equal(told(await editor.goOn({ kind: 'savedCopy' })), 'finished rotated');
      },
      { store: 'memoryOnly' },
    ));

  it('8 the store has not been seen to survive a restart: it goes on after the one that shows it', () =>
    inEditor(
      async (editor) => {
        assert.equal(told(await editor.rotate(NOW)), 'needs savedCopy');
        await editor.simulation.pass(2_000);
        editor.crash();
        await editor.simulation.pass(100_000);
        assert.equal(told(await editor.goOn()), 'finished rotated');
      },
      { store: 'unproven' },
    ));

  it('8 the store altered the value: the new key is not relied on', () =>
    inEditor(async (editor) => {
      await editor.rotateUntil(() => editor.a.memory.size === 1);
      editor.a.storeFaults = ['alters'];
      assert.equal(told(await editor.finish()), 'needs savedCopy');
    }));

  it('8 the store turns out to forget after it was trusted: the old key is kept', () =>
    inEditor(async (editor) => {
      await editor.rotate(HOUR);
      assert.equal(editor.state, 'DURABLE');
      editor.simulation.forgetful = true;
      assert.equal(told(await editor.goOn({ kind: 'retireNow' })), 'needs savedCopy');
      untouched(editor);
    }));

  it('9 the stored value disappeared: the old key stays, and the secret may be imported', () =>
    inEditor(async (editor) => {
      await editor.rotate(HOUR);
      const key = await editor.newKey();
      assert.ok(key);
      editor.simulation.secrets.write('A', `secret:${key.identifier}`, undefined);
      editor.simulation.secrets.write('A', `tripartie.rotation:${editor.crumb.id}`, undefined);
      await editor.simulation.pass(2_000);
      editor.crash();
      await editor.simulation.pass(100_000);
      editor.simulation.saved.add(key.identifier);
      const [entry] = await editor.list();
      assert.ok(entry?.kind === 'underWay');
      assert.deepEqual(entry.next, { kind: 'parked', reason: 'secretLost' });
      assert.equal(told(await editor.goOn({ kind: 'retireNow' })), 'parked secretLost');
      untouched(editor);
      editor.simulation.secrets.write('A', `secret:${key.identifier}`, key.secret);
      assert.equal(told(await editor.goOn()), 'finished rotated');
    }));

  it('9 the secret is lost and the person leaves it: the key is named as left, and a new rotation may begin', () =>
    inEditor(async (editor) => {
      await editor.rotateUntil(() => editor.state === 'CREATED');
      editor.crash();
      await editor.simulation.pass(100_000);
      assert.equal(told(await editor.goOn()), 'parked secretLost');
      const outcome = await editor.goOn({ kind: 'leave' });
      assert.ok(outcome?.kind === 'finished' && outcome.orphans);
      assert.deepEqual(
        outcome.orphans.map(({ identifier }) => identifier),
        editor.simulation.orphans(),
      );
      assert.equal(told(await editor.rotate()), 'finished rotated');
    }));

  it('10 the API does not know the new key yet: tries for up to a minute', () =>
    inEditor(async (editor) => {
      editor.simulation.sandbox.faults.add({ kind: 'propagation', ms: 50_000, ...CREATE });
      assert.equal(told(await editor.rotate()), 'finished rotated');
      assert.ok(editor.a.outcomes.some((outcome) => told(outcome) === 'waits newKeyNotYet'));
    }));

  it('10 it still does not, and the old key works: the new one is deleted', () =>
    inEditor(async (editor) => {
      editor.simulation.sandbox.faults.add({ kind: 'propagation', ms: 500_000, ...CREATE });
      assert.equal(told(await editor.rotate()), 'finished undone');
      assert.deepEqual(editor.simulation.valid, [editor.old]);
    }));

  for (const oldSecretHere of [true, false]) {
    it(`10 it still does not, and the old key ${oldSecretHere ? 'does not work either' : 'cannot be tried'}: nothing is deleted`, () =>
      inEditor(
        async (editor) => {
          if (oldSecretHere) {
            editor.simulation.sandbox.faults.add({ ...tokenRefusal(), times: 'always' });
          } else editor.simulation.sandbox.faults.add({ kind: 'propagation', ms: 90_000, ...CREATE });
          assert.equal(told(await editor.rotate()), 'parked newKeyRefused');
          untouched(editor);
          const [entry] = await editor.list();
          assert.ok(entry?.kind === 'underWay' && entry.canUndo);
          assert.deepEqual(entry.next, { kind: 'parked', reason: 'newKeyRefused' });
          assert.equal(told(await editor.goOn()), 'parked newKeyRefused');
        },
        { oldSecretHere },
      ));
  }

  const passing: readonly (readonly [string, Fault, string])[] = [
    ['429', { kind: 'rateLimit', ...TOKEN }, 'waits rateLimit'],
    ['5xx', { kind: 'status', status: 503, ...TOKEN }, 'waits network'],
    ['offline', { kind: 'reset', when: 'before', ...TOKEN }, 'waits network'],
    ['a redirect', { kind: 'redirect', status: 302, to: 'https://other.example/', ...TOKEN }, 'waits network'],
  ];
  for (const [what, fault, told_] of passing) {
    for (const nth of [1, 2]) {
      it(`11 /token answers ${what} (proof ${nth}): stays, deletes nothing`, () =>
        inEditor(async (editor) => {
          editor.simulation.sandbox.faults.add({ ...fault, nth });
          assert.equal(told(await editor.rotate()), told_);
          untouched(editor);
        }));
    }
  }

  for (const nth of [1, 2]) {
    it(`12 the token lacks scopes (proof ${nth}): parked, deletes nothing`, () =>
      inEditor(async (editor) => {
        editor.simulation.sandbox.faults.add({ ...tokenWith(['OFFER_READ']), nth });
        const outcome = await editor.rotate();
        assert.ok(outcome?.kind === 'parked' && outcome.reason === 'scopesMissing');
        assert.equal(outcome.scopes?.length, 7);
        untouched(editor);
      }));
  }

  it('12 the token cannot be read: the scopes of the client itself count', () =>
    inEditor(async (editor) => {
      editor.simulation.sandbox.faults.add({ ...tokenWith(), times: 2 });
      assert.equal(told(await editor.rotate()), 'finished rotated');
      assert.equal(editor.sent.GET, 2);
    }));

  it('12 the token cannot be read and the client is gone: refused', () =>
    inEditor(async (editor) => {
      await editor.rotate(HOUR);
      await editor.othersDelete(newIdentifier(editor));
      editor.simulation.sandbox.faults.add(tokenWith());
      assert.equal(told(await editor.goOn({ kind: 'retireNow' })), 'parked newKeyRefused');
    }));

  it('13 stop while the new key becomes current: done again, once', () =>
    inEditor(async (editor) => {
      const inUse = () => editor.simulation.secrets.read('A', `secret:${editor.simulation.valid.at(-1)}`);
      await editor.rotateUntil(() => editor.state === 'PROVEN' && editor.simulation.valid.length === 2 && !!inUse());
      await editor.simulation.pass(2_000);
      editor.crash();
      await editor.simulation.pass(100_000);
      assert.equal(told(await editor.goOn()), 'finished rotated', 'the overlap begins when the key is current');
    }));

  for (const [what, status, body] of [
    ['a 404 of a framework', 404, '{"detail":"Not Found"}'],
    ['a problem of a gateway', 404, '{"title":"Not Found","detail":"No static resource","status":404}'],
    ['200 with an object', 200, '{}'],
    ['200 with nothing', 200, ''],
    ['202 with words', 202, '{"message":"ok"}'],
  ] as const) {
    it(`17 the deletion is answered by something in between (${what}): the old key does not count as gone`, () =>
      inEditor(async (editor) => {
        editor.simulation.sandbox.faults.add({ kind: 'replace', status, body, ...DELETE });
        assert.equal(told(await editor.rotate()), 'waits answerLost');
        assert.equal(editor.simulation.usable().length, 2);
        editor.simulation.sandbox.faults.clear();
        await editor.simulation.pass(120_000);
        assert.equal(told(await editor.goOn()), 'finished rotated');
      }));
  }

  it('17 the deletion is refused: both keys stay, and it may be tried again or left', () =>
    inEditor(async (editor) => {
      for (const status of [403, 409]) {
        editor.simulation.sandbox.faults.add({ kind: 'replace', status, body: REFUSED, ...DELETE });
        const outcome = await (status === 403 ? editor.rotate() : editor.goOn());
        assert.equal(told(outcome), 'parked deleteRefused');
        assert.equal(editor.simulation.usable().length, 2);
      }
      assert.equal(told(await editor.goOn({ kind: 'undo' })), 'tooLate');
      assert.equal(told(await editor.goOn({ kind: 'leave' })), 'finished left');
      assert.equal(editor.simulation.usable().length, 2);
    }));

  it('15 stop while retiring: proven again, then deleted', () =>
    inEditor(async (editor) => {
      await editor.rotateUntil(() => editor.state === 'RETIRING');
      editor.crash();
      await editor.simulation.pass(100_000);
      assert.equal(told(await editor.goOn()), 'finished rotated');
      assert.deepEqual(editor.sent, { list: 1, POST: 1, token: 3, DELETE: 1 });
    }));

  it('16 the deletion went through and its answer was lost: 404 is success', () =>
    inEditor(async (editor) => {
      editor.simulation.sandbox.faults.add({ kind: 'reset', when: 'after', times: 3, ...DELETE });
      assert.equal(told(await editor.rotate()), 'finished rotated');
      assert.equal(editor.sent.GET, 1);
    }));

  it('16 the deletion did not go through and its answer was lost: again, after a fresh proof', () =>
    inEditor(async (editor) => {
      editor.simulation.sandbox.faults.add({ kind: 'reset', when: 'before', times: 3, ...DELETE });
      const outcome = await editor.rotate();
      assert.ok(outcome?.kind === 'waits' && outcome.because === 'answerLost');
      assert.equal(told(await editor.goOn()), 'finished rotated');
      assert.equal(editor.sent.token, 3);
    }));

  it('18 deleted, stop before the clean-up: cleaned up without asking the API anything', () =>
    inEditor(async (editor) => {
      await editor.rotateUntil(() => editor.state === 'GONE');
      editor.crash();
      await editor.simulation.pass(100_000);
      const { total } = editor.simulation.sandbox.requests;
      assert.equal(told(await editor.goOn()), 'finished rotated');
      assert.equal(editor.simulation.sandbox.requests.total, total);
      assert.deepEqual(await editor.list(), []);
    }));

  it('19 the old key was deleted by someone else: goes on', () =>
    inEditor(async (editor) => {
      await editor.rotate(HOUR);
      await editor.othersDelete(editor.old);
      assert.equal(told(await editor.goOn({ kind: 'retireNow' })), 'finished rotated');
    }));

  it('20 the new key was deleted by someone else: the proof fails, the old one is kept', () =>
    inEditor(async (editor) => {
      await editor.rotate(HOUR);
      await editor.othersDelete(newIdentifier(editor));
      assert.equal(told(await editor.goOn({ kind: 'retireNow' })), 'parked newKeyRefused');
      assert.deepEqual(editor.simulation.valid, [editor.old]);
      assert.equal(told(await editor.goOn({ kind: 'undo' })), 'finished undone');
    }));
});

function tokenRefusal(): Fault {
  return { kind: 'replace', status: 401, body: '{"error":"invalid_client"}', ...TOKEN };
}
