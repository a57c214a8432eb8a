import assert from 'node:assert/strict';
import { nameComplaint } from '../../../src/signIn/profileName.ts';

describe('The name that a person gives a profile', () => {
  it('is any that is short enough', () => {
    for (const name of ['Mine', 'Production copy', 'Reproduction', 'Überprüfung 2', 'x'.repeat(40)]) {
      assert.equal(nameComplaint(name, 'sandbox'), undefined, name);
    }
    assert.equal(nameComplaint('', 'sandbox'), 'Give it a name.');
    assert.equal(nameComplaint('x'.repeat(41), 'sandbox'), 'At most 40 characters.');
  });

  it('does not end as the name of another environment, however that is written', () => {
    for (const name of [
      'Acme · Production',
      'production',
      'Acme – PRODUCTION.',
      'Acme Ｐroduction',
      'Acme·Production · ',
    ]) {
      assert.equal(
        nameComplaint(name, 'sandbox'),
        'It may not end in “Production”: this profile is for Sandbox.',
        name,
      );
    }
    assert.match(nameComplaint('Acme custom  address', 'staging') ?? '', /“Custom address”/);
    assert.equal(nameComplaint('Acme Production', 'production'), undefined, 'that is what it is');
  });
});
