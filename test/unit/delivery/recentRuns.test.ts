import assert from 'node:assert/strict';
import { forgetRun, recentRuns, rememberRun } from '../../../src/delivery/recentRuns.ts';

describe('What was run with a key lately', () => {
  const kept = new Map<string, unknown>();
  const memory = {
    get: (key: string) => kept.get(key),
    update: async (key: string, value: unknown) => void kept.set(key, JSON.parse(JSON.stringify(value))),
  };
  beforeEach(() => kept.clear());
  const line = (text: string) => ({ kind: 'line', text, folder: 'file:///shop' }) as const;

  it('is remembered, the last first and each once, and no more than five', async () => {
    assert.deepEqual(recentRuns(memory), []);
    for (const text of ['a', 'b', 'c', 'd', 'e', 'f', 'd']) await rememberRun(memory, line(text));
    assert.deepEqual(
      recentRuns(memory).map((each) => each.kind === 'line' && each.text),
      ['d', 'f', 'e', 'c', 'b'],
    );
  });

  it('is forgotten where it could not be started', async () => {
    for (const text of ['a', 'b', 'typo']) await rememberRun(memory, line(text));
    await forgetRun(memory, line('typo'));
    assert.deepEqual(recentRuns(memory), [line('b'), line('a')]);
  });

  it('is read from what another version or somebody else has written', async () => {
    for (const value of ['text', null, { kind: 'line' }, 7]) {
      await memory.update('tripartie.recentRuns', value);
      assert.deepEqual(recentRuns(memory), []);
    }
    const task = { kind: 'task', task: 'npm: start' } as const;
    await memory.update('tripartie.recentRuns', [
      { kind: 'line', text: 1 },
      'x',
      { ...task, more: 1 },
      { kind: 'other' },
    ]);
    assert.deepEqual(recentRuns(memory), [task]);
  });
});
