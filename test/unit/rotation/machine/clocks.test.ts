import assert from 'node:assert/strict';
import type { Outcome, Overlap } from '../../../../src/rotation/machine/index.ts';
import { type Editor, HOUR, inEditor, told } from './simulation/editor.ts';
import { msOf } from './simulation/person.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const AUTOMATIC: Overlap = { kind: 'for', ms: HOUR_MS, deleteAutomatically: true };
const CREATE = { method: 'POST', path: '/api-clients' } as const;

/** What is done to a wall clock; the last one sets it to 1970. */
const JUMPS = [-10 * HOUR_MS, -61_000, 61_000, HOUR_MS, 8 * DAY_MS, -Date.UTC(2026, 0, 1)] as const;

async function next(editor: Editor): Promise<string> {
  const [entry] = await editor.list();
  return entry?.kind === 'underWay' ? entry.next.kind : 'none';
}

/** Rotates with a time that counts for both keys. @returns what it waits for */
async function overlapping(editor: Editor, overlap: Overlap = HOUR): Promise<Extract<Outcome, { kind: 'waits' }>> {
  const outcome = await editor.rotate(overlap);
  assert.ok(outcome?.kind === 'waits' && outcome.because === 'overlap', outcome?.kind);
  return outcome;
}

describe('a clock that is moved', () => {
  for (const jump of JUMPS) {
    const hours = `by ${(jump / HOUR_MS).toFixed(2)} hours`;

    for (const overlap of [HOUR, AUTOMATIC]) {
      it(`${hours} in mid overlap deletes nothing early, and nothing late${overlap === AUTOMATIC ? ', unasked' : ''}`, () =>
        inEditor(async (editor) => {
          const outcome = await overlapping(editor, overlap);
          await editor.simulation.pass(HOUR_MS / 2);
          editor.simulation.time.jump(jump);
          assert.equal(told(await editor.goOn()), 'waits overlap');
          await editor.simulation.pass(msOf(editor.a, outcome) - 3_000);
          assert.equal(told(await editor.goOn()), 'waits overlap');
          assert.equal(editor.simulation.usable().length, 2);
          await editor.simulation.pass(5_000);
          assert.equal(told(await editor.goOn()), 'finished rotated');
        }));
    }

    it(`${hours} while the editor is closed deletes nothing early`, () =>
      inEditor(async (editor) => {
        await overlapping(editor, AUTOMATIC);
        await editor.simulation.pass(2_000);
        editor.simulation.time.jump(jump);
        editor.crash();
        assert.equal(told(await editor.goOn()), 'waits overlap');
        assert.equal(editor.simulation.usable().length, 2);
      }));

    it(`${hours} after a create whose answer was lost does not make its key one that was never made`, () =>
      inEditor(async (editor) => {
        editor.simulation.sandbox.faults.add({ kind: 'reset', when: 'before', ...CREATE });
        assert.equal(told(await editor.rotate()), 'waits answerLost');
        editor.simulation.time.jump(jump);
        assert.equal(told(await editor.goOn()), 'waits answerLost');
        await editor.simulation.pass(122_000);
        assert.equal(told(await editor.goOn()), 'finished nothingMade');
      }));

    it(`${hours} does not make a key be refused for long that was just made`, () =>
      inEditor(async (editor) => {
        editor.simulation.sandbox.faults.add({
          kind: 'replace',
          status: 401,
          body: '{"error":"invalid_client"}',
          path: '/token',
          times: 3,
        });
        await editor.rotateUntil(() => editor.sent.token === 1);
        editor.simulation.time.jump(jump);
        assert.equal(told(await editor.finish()), 'finished rotated');
      }));

    it(`${hours} does not take a store for one that had its time to write`, () =>
      inEditor(async (editor) => {
        await editor.rotateUntil(() => editor.state === 'CURRENT');
        editor.simulation.time.jump(jump);
        assert.equal(told(await editor.finish()), 'finished rotated');
        const [, wait] = editor.a.outcomes.filter(({ kind }) => kind === 'waits' || kind === 'finished').reverse();
        assert.ok(wait?.kind === 'waits' && wait.because === 'storeWriting' && wait.inMs > 1_500);
      }));
  }
});

describe('a computer that sleeps', () => {
  for (const notices of [true, false]) {
    const words = notices ? '' : ', and does not know it';

    it(`over the end of an overlap${words}: the person is asked, as after a closed editor`, () =>
      inEditor(async (editor) => {
        await overlapping(editor);
        editor.simulation.time.standStill(9 * HOUR_MS, notices);
        if (!notices) await editor.clients();
        assert.equal(await next(editor), notices ? 'continue' : 'retire');
        const outcome = await editor.goOn();
        assert.ok(outcome?.kind === 'needs' && outcome.need.kind === 'retireNow');
        assert.equal(outcome.need.because, 'endedUnseen');
        assert.equal(editor.simulation.usable().length, 2);
      }));

    it(`over the end of an overlap${words}: what is to be deleted automatically is`, () =>
      inEditor(async (editor) => {
        await overlapping(editor, AUTOMATIC);
        editor.simulation.time.standStill(9 * HOUR_MS, notices);
        await editor.clients();
        assert.equal(told(await editor.goOn()), 'finished rotated');
      }));

    it(`for less than a minute${words}: the overlap ends as it should`, () =>
      inEditor(async (editor) => {
        const outcome = await overlapping(editor);
        editor.simulation.time.standStill(50_000, notices);
        await editor.clients();
        await editor.simulation.pass(msOf(editor.a, outcome));
        assert.equal(told(await editor.goOn()), 'finished rotated');
      }));
  }

  it('in mid overlap: asks the API what time it is, and goes on waiting', () =>
    inEditor(async (editor) => {
      await overlapping(editor, { kind: 'for', ms: DAY_MS, deleteAutomatically: false });
      editor.simulation.time.standStill(9 * HOUR_MS, true);
      assert.equal(await next(editor), 'waitForOverlap');
      await editor.simulation.pass(16 * HOUR_MS);
      assert.equal(await next(editor), 'continue');
      const outcome = await editor.goOn();
      assert.ok(outcome?.kind === 'needs' && outcome.need.kind === 'retireNow');
    }));
});

describe('the time of both keys', () => {
  it('counts from when the person chose it, however long they took', () =>
    inEditor(async (editor) => {
      assert.equal(told(await editor.rotateUndecided()), 'needs overlap');
      await editor.simulation.pass(3 * HOUR_MS);
      assert.equal(told(await editor.goOn({ kind: 'overlap', overlap: HOUR })), 'waits overlap');
      await editor.simulation.pass(HOUR_MS - 10_000);
      assert.equal(told(await editor.goOn()), 'waits overlap');
      assert.equal(told(await editor.goOn({ kind: 'overlap', overlap: HOUR })), 'waits overlap');
      await editor.simulation.pass(HOUR_MS - 10_000);
      assert.equal(told(await editor.goOn()), 'waits overlap');
      await editor.simulation.pass(12_000);
      assert.equal(told(await editor.goOn()), 'finished rotated');
    }));

  it('is not counted where the API tells no time: the person says when', () =>
    inEditor(async (editor) => {
      editor.simulation.tellsTime = false;
      const outcome = await editor.rotate(HOUR);
      assert.ok(outcome?.kind === 'needs' && outcome.need.kind === 'retireNow');
      assert.equal(outcome.need.because, 'whenTold');
      assert.equal(await next(editor), 'retire');
    }));

  it('is not taken for over where the API tells no time any more', () =>
    inEditor(async (editor) => {
      await overlapping(editor, AUTOMATIC);
      editor.simulation.tellsTime = false;
      await editor.simulation.pass(2 * HOUR_MS);
      assert.equal(told(await editor.goOn()), 'needs retireNow');
      assert.equal(editor.simulation.usable().length, 2);
    }));

  it('begins with a proof of the new key: without one it does not', () =>
    inEditor(async (editor) => {
      await editor.rotateUntil(() => editor.state === 'DURABLE', HOUR);
      const body = '{"error":"invalid_client"}';
      editor.simulation.sandbox.faults.add({ kind: 'replace', status: 401, body, path: '/token' });
      assert.equal(told(await editor.finish()), 'parked newKeyRefused');
      assert.equal(told(await editor.goOn()), 'waits overlap');
    }));

  it('may be over by the time that the proof has told, but not before', () =>
    inEditor(async (editor) => {
      await overlapping(editor, AUTOMATIC);
      await editor.simulation.pass(HOUR_MS - 4_000);
      // Its clock is corrected: by elapsed time the hour is over, by the API's it is not.
      editor.simulation.apiSkewMs = -30_000;
      await editor.simulation.pass(6_000);
      assert.equal(told(await editor.goOn()), 'waits overlap');
      editor.simulation.apiSkewMs = 0;
      await editor.simulation.pass(30_000);
      assert.equal(told(await editor.goOn()), 'finished rotated');
    }));

  it('ended unseen where the API’s clock and elapsed time disagree by more than a minute', () =>
    inEditor(async (editor) => {
      await overlapping(editor);
      editor.simulation.apiSkewMs = 70_000;
      await editor.simulation.pass(HOUR_MS);
      await editor.clients();
      assert.equal(told(await editor.goOn()), 'needs retireNow');
    }));

  it('is answered lost for two minutes where the API tells no time', () =>
    inEditor(async (editor) => {
      editor.simulation.tellsTime = false;
      editor.simulation.sandbox.faults.add({ kind: 'reset', when: 'before', ...CREATE });
      assert.equal(told(await editor.rotate()), 'waits answerLost');
      await editor.simulation.pass(119_000);
      assert.equal(told(await editor.goOn()), 'waits answerLost');
      await editor.simulation.pass(1_000);
      assert.equal(told(await editor.goOn()), 'finished nothingMade');
    }));

  it('is told of no create that was refused for a while, where the API tells none', () =>
    inEditor(async (editor) => {
      editor.simulation.tellsTime = false;
      editor.simulation.sandbox.faults.add({ kind: 'rateLimit', retryAfter: '40', ...CREATE });
      assert.equal(told(await editor.rotate()), 'waits rateLimit');
      await editor.simulation.pass(160_000);
      assert.equal(told(await editor.goOn()), 'waits answerLost');
    }));
});

describe('what another version of the extension wrote', () => {
  it('an older one: is taken up, and its time is counted anew', () =>
    inEditor(async (editor) => {
      await overlapping(editor, AUTOMATIC);
      const { files, secrets, time } = editor.simulation;
      const { id, overlapSince: _, ...rotation } = editor.crumb;
      const old = { ...rotation, id, version: 1, currentAt: time.right() - 10 * HOUR_MS, settlesAt: 5 };
      files.seed(id, JSON.stringify(old));
      const key = `tripartie.rotation:${id}`;
      secrets.seed(key, JSON.stringify({ ...JSON.parse(secrets.read('A', key) ?? ''), version: 1 }));
      assert.equal(await next(editor), 'continue');
      assert.equal(told(await editor.goOn()), 'waits overlap');
      assert.equal(editor.crumb.version, 2);
      await editor.simulation.pass(HOUR_MS + 2_000);
      assert.equal(told(await editor.goOn()), 'finished rotated');
    }));

  for (const text of [
    'null',
    '7',
    '"text"',
    '[]',
    '{"version":1}',
    '{"version":"1"}',
    '{"version":1e9,"state":"GONE"}',
  ]) {
    it(`none, or a newer one (${text}): is left alone, and said`, () =>
      inEditor(async (editor) => {
        await overlapping(editor);
        const { files } = editor.simulation;
        const { id } = editor.crumb;
        const good = files.read('A', id) ?? '';
        files.seed(id, text);
        assert.equal(told(await editor.proceed(id)), 'unknownVersion');
        assert.equal(files.read('A', id), text);
        files.seed(id, good);
      }));
  }
});
