import assert from 'node:assert/strict';
import type { Outcome } from '../../../src/rotation/machine/index.ts';
import { noteOutcome } from '../../../src/rotation/note.ts';
import type { Account } from '../../../src/session/session.ts';
import { at } from './vocabulary.ts';

describe('the activity log of rotations', () => {
  const CLIENT = { identifier: 'sandbox-old', name: 'Shop' };
  const noted = (outcome: Outcome) => {
    const lines: unknown[] = [];
    noteOutcome({ note: (...line: unknown[]) => lines.push(line) } as unknown as Account, outcome, CLIENT);
    return lines;
  };

  it('says that a key was rotated only when the old one is gone, with both identifiers', () => {
    const rotation = at('CLEARED');
    const about = { identifier: 'sandbox-old', name: null };
    assert.deepEqual(noted({ kind: 'finished', rotation, result: 'rotated' }), [
      ['rotated', about, 'new key sandbox-new: the old key is deleted'],
    ]);
    assert.deepEqual(noted({ kind: 'finished', rotation, result: 'undone' }), [
      ['rotation', about, 'new key sandbox-new: undone, the new key is deleted'],
    ]);
    assert.deepEqual(noted({ kind: 'cancelled', rotation: at('CURRENT') }), [
      ['rotation', about, 'new key sandbox-new: paused'],
    ]);
  });

  it('names the client where nothing was begun, and why', () => {
    assert.deepEqual(noted({ kind: 'refused', reason: { kind: 'noScopes' } }), [
      ['rotation', CLIENT, 'not begun: It has no scopes, and a key without scopes cannot be made.'],
    ]);
    assert.deepEqual(noted({ kind: 'busy' }), [['rotation', CLIENT, 'not now: another one is under way']]);
  });
});
