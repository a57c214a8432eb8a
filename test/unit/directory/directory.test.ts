import assert from 'node:assert/strict';
import { directoryOf, ids } from './directories.ts';
import { user, users } from './vocabulary.ts';

describe('A directory that is asked', () => {
  it('knows who is named by id or address', async () => {
    const { directory } = directoryOf(users(12));
    await directory.load();
    for (const query of ['7', ' /users/7 ', 'https://api.example.com/users/7']) {
      assert.equal(directory.named(query)?.id, 7, query);
    }
    for (const query of ['', '99', '/users/', '/users/7/x', 'jane@acme.example']) {
      assert.equal(directory.named(query), undefined, query);
    }
  });

  it('puts those first who were chosen last, of all who match equally well', async () => {
    const { directory } = directoryOf(users(30));
    await directory.load();
    for (const id of [5, 17, '5', 404]) directory.chose(id);
    assert.deepEqual(ids(directory, '', 4), [5, 17, 1, 2]);
    assert.deepEqual(ids(directory, 'person 1', 4), [1, 17, 10, 11], 'nobody comes before who is named exactly');
    assert.deepEqual(ids(directory, 'person', 3), [5, 17, 1]);
    for (let id = 1; id <= 12; id += 1) directory.chose(id);
    assert.deepEqual(ids(directory, '', 12), [12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 1, 2]);
  });

  it('tells which id or email is worth asking the API for', async () => {
    const { directory } = directoryOf([user(42, 'Jane', { email: 'Jane@Acme.example' })]);
    await directory.load();
    const id = (value: string | number) => ({ kind: 'id', id: value });
    const uuid = '0190a6e2-7f0c-7c3b-8a53-1d2e3f4a5b6c';
    for (const query of ['7', ' 7 ', '/users/7', 'https://api.example.com/users/7']) {
      assert.deepEqual(directory.lookupCandidate(query), id(7), query);
    }
    assert.deepEqual(directory.lookupCandidate(uuid), id(uuid));
    assert.deepEqual(directory.lookupCandidate('joe@acme.example'), { kind: 'email', email: 'joe@acme.example' });
    const none = [
      '',
      '42',
      '/users/42',
      '٤٢',
      '/users/４２',
      'jane@acme.EXAMPLE',
      'jane',
      '0',
      '-1',
      '1e3',
      '9'.repeat(30),
      '/users/..',
      '/users/7/x',
      'a@b',
      'a@b.',
      '@b.example',
      `${'a'.repeat(200)}@b.example`,
    ];
    for (const query of none) assert.equal(directory.lookupCandidate(query), undefined, query);
  });
});
