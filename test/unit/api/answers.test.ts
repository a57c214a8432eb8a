import assert from 'node:assert/strict';
import { CANARY, clientOf, json } from './vocabulary.ts';

describe('answers', () => {
  it('ids of both kinds, both names of the second factor, unknown roles and fields', async () => {
    for (const [wire, twoFactor] of [
      [{ '2fa': true, secondAuthFactor: false, totpEnabled: false }, true],
      [{ secondAuthFactor: true, totpEnabled: false }, true],
      [{ totpEnabled: true }, true],
      [{ '2fa': false, totpEnabled: true }, false],
      [{}, undefined],
    ] as const) {
      for (const id of [7, '7']) {
        const me = await clientOf(() => json({ id, roles: ['ROLE_OF_TOMORROW'], colour: 'red', ...wire })).me();
        assert.deepEqual(me, { id, roles: ['ROLE_OF_TOMORROW'], ...(twoFactor === undefined ? {} : { twoFactor }) });
      }
    }
  });

  it('nothing sensitive of a raw user gets through, and its organization is an address', async () => {
    const raw = Object.fromEntries(
      [
        'password',
        'plainPassword',
        'newPassword',
        'totpSecret',
        'totpUri',
        'totpChallenge',
        'emailVerificationCode',
        'emailVerificationInput',
        'phoneVerificationCode',
        'salt',
        'captcha',
      ].map((name) => [name, CANARY]),
    );
    const user = await clientOf(() =>
      json({ ...raw, id: 7, organization: '/organizations/3', views: [{ ipAddress: CANARY }], keys: [CANARY] }),
    ).getUser(7);
    assert.deepEqual(user, { id: 7, roles: [], organization: { id: '3' } });
    const elsewhere = await clientOf(() => json({ id: 7, organization: '/elsewhere' })).getUser(7);
    assert.deepEqual(elsewhere.organization, {});
  });

  it('null is absent', async () => {
    assert.deepEqual(
      await clientOf(() => json({ id: 7, firstName: null, roles: null, lastSuccessfulLogIn: null })).me(),
      { id: 7, roles: [] },
    );
  });
});
