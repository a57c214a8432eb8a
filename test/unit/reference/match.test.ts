import assert from 'node:assert/strict';
import { findClient } from '../../../src/reference/index.ts';

const CLIENTS = [
  { identifier: 'a1', name: 'Checkout Backend' },
  { identifier: 'b2', name: 'checkout backend' },
  { identifier: 'c3', name: 'mail' },
  { identifier: 'd4', name: 'mail' },
  { identifier: 'e5', name: 'a1' },
  { identifier: 'f6' },
  { identifier: 'g7', name: 'u\u0308ber  uns' },
  { identifier: 'h8', name: '🧾' },
];

const found = (what: string) => {
  const match = findClient(what, CLIENTS);
  return match.kind === 'found' ? match.client.identifier : match.kind;
};
const nearTo = (what: string) => {
  const match = findClient(what, CLIENTS);
  return match.kind === 'absent' ? match.near.map(({ identifier }) => identifier) : match.kind;
};

describe('Whom a reference means', () => {
  it('is the client of that name, letter by letter', () => {
    assert.equal(found('Checkout Backend'), 'a1');
    assert.equal(found('checkout backend'), 'b2');
    assert.equal(found('CHECKOUT BACKEND'), 'absent');
    assert.equal(found('über uns'), 'g7');
    assert.equal(found('🧾'), 'h8');
  });

  it('is the client of that identifier before one that was given it as a name', () => {
    assert.equal(found('a1'), 'a1');
    assert.equal(found('f6'), 'f6');
  });

  it('is asked of the person where two bear the name', () => {
    assert.deepEqual(findClient('mail', CLIENTS), { kind: 'several', clients: [CLIENTS[2], CLIENTS[3]] });
  });

  it('is nobody, and then those that it was nearly', () => {
    assert.deepEqual(nearTo('checkout-backend'), ['a1', 'b2']);
    assert.deepEqual(nearTo('backend'), ['a1', 'b2']);
    assert.deepEqual(nearTo('the mail service'), ['c3', 'd4']);
    assert.deepEqual(nearTo('chekout bakend'), ['a1', 'b2']);
    assert.deepEqual(nearTo('Chekout-Backendd'), ['a1', 'b2']);
    assert.deepEqual(nearTo('checkout frontend'), []);
    assert.deepEqual(nearTo('mial'), ['c3', 'd4']);
    assert.deepEqual(nearTo('bull'), []);
    assert.deepEqual(nearTo('mall'), ['c3', 'd4']);
    assert.deepEqual(nearTo('ma'), []);
    assert.deepEqual(nearTo('🙂'), []);
    const close = ['shop-two', 'shop', 'shops'].map((name, at) => ({ identifier: `${at}`, name }));
    const match = findClient('shopp', close);
    assert.deepEqual(match.kind === 'absent' && match.near.map(({ name }) => name), ['shop', 'shops']);
    assert.deepEqual(findClient('mail', []), { kind: 'absent', near: [] });
  });
});
