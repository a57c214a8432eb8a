import assert from 'node:assert/strict';
import { jwtClaims } from '../../../src/api/index.ts';

describe('jwtClaims', () => {
  const token = (claims: unknown) => `e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.sandbox`;

  for (const [name, text, claims] of [
    [
      'both claims',
      token({ exp: 1_700_000_000, scopes: ['OFFER_READ'] }),
      { expiresAt: new Date(1_700_000_000_000), scopes: ['OFFER_READ'] },
    ],
    ['letters beyond ASCII', token({ name: 'Zoë?>~', scopes: ['É'] }), { scopes: ['É'] }],
    ['an owner', token({ sub: '7' }), { subject: '7' }],
    ['an owner in digits', token({ sub: 7 }), { subject: '7' }],
    ['a user name', token({ username: 'jane@sandbox.example' }), { subject: 'jane@sandbox.example' }],
    ['an owner and a user name', token({ sub: '7', username: 'jane' }), { subject: '7' }],
    ['an owner of another kind', token({ sub: ['7'] }), {}],
    ['no claims', token({}), {}],
    ['an end in words', token({ exp: '1700000000' }), {}],
    ['an end beyond all dates', token({ exp: 1e30 }), {}],
    ['scopes that are a text', token({ scopes: 'OFFER_READ' }), {}],
    ['a list', token([]), {}],
    ['null', token(null), {}],
    ['one part', 'sandbox', {}],
    ['nothing', '', {}],
    ['no base64', 'a.!!!.c', {}],
    ['no JSON', `a.${Buffer.from('sandbox').toString('base64url')}.c`, {}],
  ] as const) {
    it(`reads a token with ${name}`, () => assert.deepEqual(jwtClaims(text), claims));
  }
});
