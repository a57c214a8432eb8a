import assert from 'node:assert/strict';
import { accountName, titleName } from '../../src/session/profiles/profile.ts';

const PLACE = { kind: 'personalKey', subject: '1', environment: 'production', readOnly: false } as const;

const organization = `${'Very '.repeat(40)}Long`;

describe('The account in a question', () => {
  it('is cut within its own name, so that nobody takes production for another environment', () => {
    assert.equal(
      accountName({ ...PLACE, organization, readOnly: true }),
      'Very Very Very Very Very Very Very Very… · Production · read-only',
    );
    assert.equal(accountName({ ...PLACE, organization: 'Acme' }), 'Acme · Production');
  });
});

describe('The account in a title', () => {
  it('is cut within its own name, and keeps the environment', () => {
    assert.equal(titleName({ ...PLACE, organization }), 'Very Very Very Very Very Ve… · Production');
    assert.equal(
      titleName({ ...PLACE, organization: 'Acme', name: organization, readOnly: true }),
      'Very Very Very Very Very Ve… · Production · read-only',
    );
  });

  it('is there in full where it is short, without what cannot be seen', () => {
    assert.equal(titleName({ ...PLACE, organization: 'Acme' }), 'Acme · Production');
    assert.equal(titleName(PLACE), 'Production');
    assert.equal(
      titleName({ ...PLACE, kind: 'apiClient', subject: 'abcdef0123456789' }),
      'API client abcdef01 · Production',
    );
    assert.equal(titleName({ ...PLACE, organization: '$(error)\u202EAcme' }), '$(error)Acme · Production');
  });
});
