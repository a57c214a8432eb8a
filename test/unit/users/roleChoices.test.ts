import assert from 'node:assert/strict';
import { INVITABLE_ROLES } from '../../../src/api/index.ts';
import { roleChoices, rolesLike } from '../../../src/users/roleChoices.ts';

describe('The roles of an invitation', () => {
  it('are those of the contract, each with what it is for', () => {
    const choices = roleChoices();
    assert.deepEqual(
      choices.map(({ value }) => value),
      [...INVITABLE_ROLES],
    );
    for (const { detail } of choices) assert.match(detail ?? '', /^[A-Z][^:]|^For people/);
  });

  it('are those of somebody else too, known or not, as far as they can be asked for', () => {
    const sendable = ['ROLE_PLATFORM_ADMIN', 'PLATFORM_ADMIN', 'ROLE_OF_TOMORROW'];
    const roles = ['ROLE_USER', ...sendable, '', ' ', 'ROLE_', 'ROLE_WITH SPACE', 'ROLE_É', 'x'.repeat(65)];
    assert.deepEqual(rolesLike({ roles }), sendable);
  });

  it('are told apart where two read the same way', () => {
    const same = roleChoices(['PLATFORM_ADMIN', 'ROLE_PLATFORM_ADMIN']).filter(
      ({ label }) => label === 'Platform admin',
    );
    assert.deepEqual(
      same.map(({ detail }) => detail),
      ['For people of Tripartie: manages the platform', 'As Tripartie writes it: PLATFORM_ADMIN'],
    );
  });
});
