import assert from 'node:assert/strict';
import { isWay } from '../../src/signIn/signIn.ts';

describe('The argument of the sign-in command', () => {
  it('is one of the known ways, or does not count', () => {
    for (const way of ['sandbox', 'personalKey', 'apiClient', 'password']) assert.ok(isWay(way), way);
    const others = [undefined, null, '', 'Sandbox', 'production', 'toString', 0, ['sandbox'], { way: 'sandbox' }];
    for (const other of others) assert.ok(!isWay(other), JSON.stringify(other));
  });
});
