import assert from 'node:assert/strict';
import type { ApiClient } from '../../../src/api/index.ts';
import { type Arrangement, arranged } from '../../../src/clients/arrange.ts';

const client = (name: string, day?: number, ...scopes: string[]): ApiClient => ({
  identifier: `id-of-${name}`,
  name,
  scopes,
  ...(day !== undefined && { createdAt: new Date(day * 86_400_000) }),
});

const CLIENTS = [
  client('Nightly export', 3, 'DISPUTE_READ'),
  client('ageless'),
  client('Été', 1, 'OFFER_READ', 'OFFER_WRITE'),
  client('checkout', 2, 'OFFER_READ'),
];

describe('API clients in a view', () => {
  const shown = (arrangement: Partial<Arrangement>) =>
    arranged(CLIENTS, { order: 'listed', query: '', ...arrangement }, ({ name }) => name ?? '').map(({ name }) => name);

  for (const [order, names] of [
    ['listed', ['Nightly export', 'ageless', 'Été', 'checkout']],
    ['name', ['ageless', 'checkout', 'Été', 'Nightly export']],
    ['oldest', ['Été', 'checkout', 'Nightly export', 'ageless']],
    ['newest', ['Nightly export', 'checkout', 'Été', 'ageless']],
  ] as const) {
    it(`stand in their order: ${order}`, () => assert.deepEqual(shown({ order }), names));
  }

  for (const [query, names] of [
    ['', ['Nightly export', 'ageless', 'Été', 'checkout']],
    ['  EXPORT nightly ', ['Nightly export']],
    ['ete', ['Été']],
    ['offer_read', ['Été', 'checkout']],
    ['offer_read offer_write', ['Été']],
    ['id-of-age', ['ageless']],
    ['nobody', []],
  ] as const) {
    it(`are found by name, identifier and scope: “${query}”`, () => assert.deepEqual(shown({ query }), names));
  }

  it('are as they were in the list of the API', () => {
    shown({ order: 'name' });
    assert.equal(CLIENTS[0]?.name, 'Nightly export');
  });
});
