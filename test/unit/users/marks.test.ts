import assert from 'node:assert/strict';
import { markedName } from '../../../src/users/marks.ts';

describe('The name of a user whom a filter found', () => {
  const marked = (user: { firstName?: string; lastName?: string; email?: string }, query: string) => {
    const { label, highlights = [] } = markedName({ id: 42, roles: [], ...user }, query);
    return highlights.reduceRight(
      (all, [start, end]) => `${all.slice(0, start)}[${all.slice(start, end)}]${all.slice(end)}`,
      label,
    );
  };

  it('is marked where it matches, in whatever order and without accents', () => {
    assert.equal(marked({ firstName: 'Camille', lastName: 'Lefèvre' }, 'lefevre cam'), '[Cam]ille [Lefèvre]');
  });

  it('is marked as it is shown, not as the API wrote it', () => {
    assert.equal(marked({ firstName: ' Ca\u200bmille \n', lastName: '\u202e' }, 'mil'), 'Ca[mil]le');
    assert.equal(marked({ firstName: 'x'.repeat(115), lastName: 'abcdefgh' }, 'abcdefgh'), `${'x'.repeat(115)} abc…`);
  });

  it('is the email, or else the id, of somebody without one', () => {
    assert.equal(marked({ email: 'jane@acme.example' }, 'acme'), 'jane@[acme].example');
    assert.equal(marked({}, '42'), 'User [42]');
  });
});
