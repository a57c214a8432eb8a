import assert from 'node:assert/strict';
import { perAccount } from '../../src/ui/perAccount.ts';

describe('What was typed for an account', () => {
  it('is there again for the same one, and for no other', () => {
    const draftOf = perAccount(() => new Map<string, string>());
    const [one, other] = [{ left: new AbortController().signal }, { left: new AbortController().signal }];
    draftOf(one).set('email', 'ada@acme.example');
    assert.equal(draftOf({ left: one.left }).get('email'), 'ada@acme.example');
    assert.equal(draftOf(other).size, 0);
  });
});
