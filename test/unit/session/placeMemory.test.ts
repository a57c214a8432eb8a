import assert from 'node:assert/strict';
import type { VariableName } from '../../../src/dotenv/index.ts';
import { PlaceMemory, type RememberedPlace } from '../../../src/session/placeMemory.ts';
import { TestWindow } from '../../helpers/testWindow.ts';

const place = (uri: string, identifier: string, more: Partial<RememberedPlace> = {}): RememberedPlace => ({
  uri,
  identifier,
  names: { identifier: 'ID' as VariableName, secret: 'SECRET' as VariableName },
  ...more,
});

describe('The places that a workspace remembers', () => {
  it('are those of a key, once a file, over a reload of the window', async () => {
    const window = new TestWindow();
    const memory = new PlaceMemory(window);
    assert.deepEqual(memory.of('a'), []);
    await memory.remember(place('file:///one', 'a'), place('file:///two', 'a'), place('file:///one', 'b'));
    const again = place('file:///one', 'a', { replaces: 'z' });
    await memory.remember(again);
    const later = new PlaceMemory(window.reload());
    assert.deepEqual(later.of('a'), [place('file:///two', 'a'), again]);
    await later.forget('a', 'file:///one');
    assert.deepEqual(later.of('a'), [place('file:///two', 'a')]);
    assert.deepEqual(later.of('b'), [place('file:///one', 'b')]);
  });

  it('are no more those of a key in whose place another one was put there', async () => {
    const memory = new PlaceMemory(new TestWindow());
    await memory.remember(place('file:///one', 'old'), place('file:///two', 'old'));
    await memory.remember(place('file:///one', 'new', { replaces: 'old' }));
    assert.deepEqual(memory.of('old'), [place('file:///two', 'old')]);
    assert.deepEqual(memory.of('new'), [place('file:///one', 'new', { replaces: 'old' })]);
  });

  it('tell who listens of each change, until they listen no more', async () => {
    const memory = new PlaceMemory(new TestWindow());
    let heard = 0;
    const listener = memory.onDidChange(() => {
      heard += 1;
    });
    await memory.remember(place('file:///one', 'a'));
    await memory.forget('a', 'file:///one');
    listener.dispose();
    await memory.remember(place('file:///one', 'a'));
    assert.equal(heard, 2);
  });

  it('are 200 at most, and the oldest go first', async () => {
    const memory = new PlaceMemory(new TestWindow());
    for (let number = 0; number < 201; number += 1) await memory.remember(place(`file:///${number}`, 'a'));
    const kept = memory.of('a');
    assert.equal(kept.length, 200);
    assert.equal(kept[0]?.uri, 'file:///1');
  });

  it('cost nobody anything where they cannot be written', async () => {
    const { memory } = new TestWindow();
    const failing = { get: memory.get, update: () => Promise.reject(new Error('no space')) };
    await new PlaceMemory({ memory: failing }).remember(place('file:///one', 'a'));
  });
});
