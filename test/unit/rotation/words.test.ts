import assert from 'node:assert/strict';
import type { Outcome, ParkReason, RotationState } from '../../../src/rotation/machine/index.ts';
import { keysWords, nextWords, parkedChoices, waitWords } from '../../../src/rotation/words.ts';
import { clockTime } from '../../../src/ui/time.ts';
import { at } from './vocabulary.ts';

function wait(state: RotationState, because: 'answerLost' | 'network'): Extract<Outcome, { kind: 'waits' }> {
  return { kind: 'waits', rotation: at(state), inMs: 0, because };
}

const labels = (...given: Parameters<typeof parkedChoices>) => parkedChoices(...given).map(({ label }) => label);

const REASONS: readonly ParkReason[] = [
  'secretLost',
  'newKeyRefused',
  'scopesMissing',
  'deleteRefused',
  'identifierReused',
  'oldKeyRefused',
];

describe('the words of a rotation', () => {
  it('never say that keys are untouched where a deletion or a create may have gone through', () => {
    for (const state of ['AMBIGUOUS', 'RETIRING', 'ROLLBACK'] as const) {
      assert.match(keysWords(at(state)), /^It is not known yet whether/);
      for (const because of ['answerLost', 'network'] as const) {
        assert.doesNotMatch(waitWords(wait(state, because)), /both keys are untouched/i);
      }
    }
    assert.match(waitWords(wait('RETIRING', 'answerLost')), /not known yet whether the old key is deleted/);
    assert.match(waitWords(wait('DURABLE', 'network')), /Both keys are untouched/);
  });

  it('offer to delete the new key only where that can still be done', () => {
    for (const reason of REASONS) {
      for (const state of ['RETIRING', 'GONE', 'ROLLBACK'] as const) {
        assert.ok(!labels(at(state), reason).includes('Delete the New Key'), `${reason} at ${state}`);
      }
    }
    assert.deepEqual(labels(at('RETIRING'), 'deleteRefused'), ['Try Again', 'Leave Both Keys']);
    assert.ok(labels(at('CREATED'), 'newKeyRefused').includes('Delete the New Key'));
  });

  it('offer to import a lost secret first, and to delete a key that the person has a copy of last', () => {
    assert.equal(labels(at('DURABLE'), 'secretLost')[0], 'Import Secret…');
    const copied = labels(at('DURABLE', { savedCopy: true }), 'secretLost');
    assert.deepEqual([copied[0], copied.at(-1)], ['Import Secret…', 'Delete the New Key']);
  });

  it('say until when the rate limit holds it up', () => {
    const before = Date.now();
    const words = waitWords({ kind: 'waits', rotation: at('INTENT'), inMs: 20_000, because: 'rateLimit' });
    const possible = [before, Date.now()].map((now) => `It goes on at ${clockTime(new Date(now + 20_000))}.`);
    assert.ok(
      possible.some((end) => words === `Too many requests in a short time. ${end}`),
      words,
    );
  });

  it('say of what was cancelled that it waits for the person', () => {
    assert.match(nextWords({ kind: 'paused' }), /^paused/);
  });
});
