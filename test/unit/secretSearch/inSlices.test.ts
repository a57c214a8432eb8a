import assert from 'node:assert/strict';
import { inSlices } from '../../../src/secretSearch/index.ts';

function* counting(to: number, seen: number[]): Generator<void, string, void> {
  for (let at = 0; at < to; at += 1) {
    seen.push(at);
    yield;
  }
  return 'done';
}

const never = new AbortController().signal;

describe('work in slices', () => {
  it('is done to its end, and others have their turn', async () => {
    const seen: number[] = [];
    let turns = 0;
    const others = () => {
      turns += 1;
      if (seen.length < 20) setImmediate(others);
    };
    setImmediate(others);
    assert.equal(await inSlices(counting(20, seen), never, 0), 'done');
    assert.equal(seen.length, 20);
    assert.ok(turns > 10);
  });

  it('goes on without a turn of others for as long as a slice is', async () => {
    const seen: number[] = [];
    let turns = 0;
    await inSlices(counting(1, []), never, 500);
    setImmediate(() => {
      turns += 1;
    });
    await inSlices(counting(100, seen), never, 500);
    assert.equal(turns, 0);
  });

  it('is done piece by piece', async () => {
    const seen: number[] = [];
    const both = [inSlices(counting(5, seen), never, 0), inSlices(counting(5, seen), never, 0)];
    await Promise.all(both);
    assert.deepEqual(seen, [0, 1, 2, 3, 4, 0, 1, 2, 3, 4]);
  });

  it('is ended before its next slice when it is given up', async () => {
    const seen: number[] = [];
    const giving = new AbortController();
    const ended = inSlices(
      (function* () {
        for (const _ of counting(1_000, seen)) {
          if (seen.length === 5) giving.abort();
          yield;
        }
        return 'done';
      })(),
      giving.signal,
      0,
    );
    assert.equal(await ended, undefined);
    assert.equal(seen.length, 5);
  });
});
