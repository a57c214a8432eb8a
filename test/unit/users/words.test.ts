import assert from 'node:assert/strict';
import { lastSignIn, mainRole, userFields } from '../../../src/users/words.ts';

describe('When a user signed in last', () => {
  it('is a date', () => {
    assert.equal(
      lastSignIn({ id: 1, roles: [], lastLogIn: new Date(2026, 10, 29, 16, 34) }),
      '29 November 2026, 16:34',
    );
  });

  it('is not said to be never where the API gives no date, or one that cannot be read', () => {
    assert.equal(lastSignIn({ id: 1, roles: [] }), 'none known');
  });
});

describe('The roles of a user', () => {
  const fieldOf = (roles: string[]) => userFields({ id: 1, roles }).find(([label]) => label === 'Roles')?.[1];

  it('are told in words, those of tomorrow too', () => {
    assert.equal(mainRole({ id: 1, roles: ['ROLE_USER', 'ROLE_PLATFORM_SUPPORT'] }), 'Platform support');
    assert.equal(fieldOf(['ROLE_ORGANIZATION_OWNER', 'OF_TOMORROW']), 'Organization owner, Of tomorrow');
  });

  it('leave out what says nothing', () => {
    const roles = ['', ' ', 'ROLE_', '\u200b', 'ROLE_ADMIN'];
    assert.equal(mainRole({ id: 1, roles }), 'Admin');
    assert.equal(fieldOf(roles), 'Admin');
    assert.equal(mainRole({ id: 1, roles: ['ROLE_'] }), undefined);
    assert.equal(fieldOf(['ROLE_']), '–');
  });
});
