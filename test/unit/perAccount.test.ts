import assert from 'node:assert/strict';
import { perAccount } from '../../src/ui/perAccount.ts';

describe('What was typed for an account', () => {
  it('is there again for the same one, and for no other', () => {
    const draftOf = perAccount(() => new Map<string, string>());
    const [one, other] = [{ ended: new AbortController().signal }, { ended: new AbortController().signal }];
    draftOf(one).set('email', 'ada@acme.example');
    assert.equal(draftOf({ ended: one.ended }).get('email'), 'ada@acme.example');
    assert.equal(draftOf(other).size, 0);
  });
});
