import assert from 'node:assert/strict';
import { identifierAt } from '../../../src/secretSearch/index.ts';

describe('the identifier at a place', () => {
  const one = '4e654dc62608cf3f';
  const other = '4e654dc62608cf3fa7fd';
  const at = (text: string, place: number, ...identifiers: string[]) => identifierAt(text, place, identifiers);

  it('has it inside or at an edge', () => {
    const text = `a("${one}")`;
    const found = { identifier: one, from: 3 };
    for (const place of [3, 10, 3 + one.length]) assert.deepEqual(at(text, place, 'missing', one), found);
    for (const place of [2, 4 + one.length]) assert.equal(at(text, place, one), undefined);
  });

  it('is a word of its own, and no part of another one', () => {
    assert.deepEqual(at(other, 5, one, other), { identifier: other, from: 0 });
    assert.equal(at(`x${one}`, 5, one), undefined);
    assert.equal(at(`${one}_`, 5, one), undefined);
  });

  it('is the one of several in a line that is pointed at', () => {
    assert.deepEqual(at(`${one}x ${one}`, one.length + 3, one), { identifier: one, from: one.length + 2 });
  });

  it('is none that is too short to be more than a word', () => {
    assert.equal(at('a 12345 b', 4, '12345'), undefined);
    assert.deepEqual(at('a 123456 b', 4, '123456'), { identifier: '123456', from: 2 });
  });
});
