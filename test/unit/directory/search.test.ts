import assert from 'node:assert/strict';
import fc from 'fast-check';
import { keyOf } from '../../../src/directory/ids.ts';
import { fold, queryWords } from '../../../src/directory/normalize.ts';
import { found, indexOf, naivelyMatches, peopleAndQuery, user } from './vocabulary.ts';

describe('search', () => {
  it('agrees with a naive scan on who matches', () => {
    fc.assert(
      fc.property(peopleAndQuery, ({ people, query }) => {
        const index = indexOf(people);
        const latest = new Map(people.map((person) => [keyOf(person.id), person]));
        const expected = [...latest.values()].filter((person) => naivelyMatches(person, query));
        assert.deepEqual(new Set(found(index, query)), new Set(expected.map(({ id }) => id)));
      }),
      { numRuns: 1500 },
    );
  });

  it('gives the same first ones whatever the limit', () => {
    fc.assert(
      fc.property(peopleAndQuery, fc.integer({ min: 1, max: 6 }), ({ people, query }, limit) => {
        const index = indexOf(people);
        assert.deepEqual(found(indexOf(people), query, limit), found(index, query).slice(0, limit));
      }),
      { numRuns: 1500 },
    );
  });

  it('puts an email whose local part is one letter first, whatever the limit', () => {
    const people = [user(1, 'Ana', { email: 'bc@d.example' }), user(2, 'Bob', { email: 'c@d.example' })];
    assert.deepEqual(found(indexOf(people), 'c@'), [2, 1]);
    assert.deepEqual(found(indexOf(people), 'c@', 1), [2]);
  });

  it('finds the same after any typing as at once', () => {
    fc.assert(
      fc.property(peopleAndQuery, ({ people, query }) => {
        const index = indexOf(people);
        for (let end = 1; end <= query.length; end += 1) {
          const typed = query.slice(0, end);
          assert.deepEqual(found(index, typed, 20), found(indexOf(people), typed, 20));
        }
      }),
      { numRuns: 300 },
    );
  });

  it('keeps those who are equally good in the order of the list', () => {
    const people = Array.from({ length: 1300 }, (_, id) => user(`k${id}`, id % 2 ? 'Anna Smith' : 'Anna Smithers'));
    const odd = people.filter((_, id) => id % 2).map(({ id }) => id);
    const even = people.filter((_, id) => id % 2 === 0).map(({ id }) => id);
    assert.deepEqual(found(indexOf(people), 'smith'), [...odd, ...even]);
    assert.deepEqual(found(indexOf(people), 'smith', 700), [...odd, ...even].slice(0, 700));
  });

  it('gives everybody in order when nothing is asked for', () => {
    const people = [user(3, 'C'), user(1, 'A'), user(2, 'B')];
    assert.deepEqual(found(indexOf(people), '  ,'), [3, 1, 2]);
    assert.deepEqual(found(indexOf(people), '', 2), [3, 1]);
  });

  it('ranks: whole id or email, word of the name, start of one, start elsewhere, later start, initials, inside, scattered', () => {
    const people = [
      user('k1', 'Xjoe4n Y'),
      user('k2', 'J.oe 4n'),
      user('k3', 'Jaoe4n Z'),
      user('k4', '', { roleInCompany: 'Head joe4n' }),
      user('k5', '', { email: 'joe4nx@a.example' }),
      user('k6', 'Joe4nas'),
      user('k7', 'Joe4n'),
      user('k8', '', { email: 'joe4n@a.example' }),
      user('joe4n'),
    ];
    const index = indexOf(people);
    assert.deepEqual(found(index, 'JOE4N'), ['joe4n', 'k7', 'k6', 'k5', 'k8', 'k4', 'k2', 'k1', 'k3']);
    assert.deepEqual(found(index, 'joe4n@A.example'), ['k8']);
    assert.deepEqual(found(index, 'joe4n@'), ['k8']);
    assert.deepEqual(found(index, '@a.ex'), ['k5', 'k8']);
  });

  it('prefers letters that lie closer together', () => {
    const people = [user(1, 'Mxaxrxtxa'), user(2, 'Mxarta'), user(3, 'Marxxxta')];
    assert.deepEqual(found(indexOf(people), 'marta'), [2, 3, 1]);
  });

  it('finds names in both orders, in one word or several', () => {
    const index = indexOf([user(1, 'Jane Doe'), user(2, 'Ann Roe')]);
    for (const query of ['jane doe', 'doe jane', 'Doe, Jane <', 'janedoe', 'doejane', 'jdo', 'dja', 'jnd']) {
      assert.deepEqual(found(index, query), [1], query);
    }
  });

  it('wants every word, each in any field', () => {
    const index = indexOf([
      user(71, 'Jane Doe', { roleInCompany: 'Accountant', email: 'jd@acme.example' }),
      user(72, 'Jane Roe', { roleInCompany: 'Developer', email: 'jr@acme.example' }),
    ]);
    assert.deepEqual(found(index, 'jane acc acme 71'), [71]);
    assert.deepEqual(found(index, 'jane nobody'), []);
  });

  it('adds up how well the words match', () => {
    const index = indexOf([
      user(1, 'Hanna Smith'),
      user(2, 'Annas Smith'),
      user(3, 'Hanna Xsmith'),
      user(4, 'Annas Mith'),
    ]);
    assert.deepEqual(found(index, 'anna mith'), [4, 2, 1, 3]);
    assert.deepEqual(found(index, 'anna mith', 1), [4]);
    index.remove(4);
    assert.deepEqual(found(index, 'anna mith', 1), [2]);
  });

  it('looks for whole pieces only in ids and in the domain of an email', () => {
    const index = indexOf([user(10482, '', { email: 'x@logistics.example' })]);
    assert.deepEqual(found(index, '048'), [10482]);
    assert.deepEqual(found(index, '142'), []);
    assert.deepEqual(found(index, 'logis'), [10482]);
    assert.deepEqual(found(index, 'lgs'), []);
  });

  it('minds neither case, accents, width nor special letters', () => {
    const index = indexOf([
      user(1, 'Łukasz Großmann'),
      user(2, 'Søren Ængström'),
      user(3, 'Ｊｏｓé İnönü'),
      user(4, 'Ѓорѓи 한국'),
    ]);
    assert.deepEqual(found(index, 'lukasz grossmann'), [1]);
    assert.deepEqual(found(index, 'SOREN aengstrom'), [2]);
    assert.deepEqual(found(index, 'jose inonu'), [3]);
    assert.deepEqual(found(index, 'Гор 한'), [4]);
  });

  it('takes fields and queries of any length in bounded time', () => {
    const long = 'a b'.repeat(3400);
    const index = indexOf([user(1, '', { firstName: long, lastName: long, email: long, roleInCompany: long })]);
    assert.deepEqual(found(index, long), [1]);
    assert.deepEqual(found(index, `${'a'.repeat(200)} x`), []);
    assert.equal(fold(long).length, 256);
  });
});

describe('folding', () => {
  it('reads each character alone, so that a part of a text reads like the whole', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 20 }), (text) => {
        assert.equal(
          fold(text),
          [...text]
            .map((character) => fold(character))
            .join('')
            .slice(0, 256),
        );
      }),
    );
  });

  it('takes the words of pasted names and addresses apart', () => {
    assert.deepEqual(queryWords('Dow, Jane <JANE@Acme.example> jane@acme.example'), [
      ['dow'],
      ['jane'],
      ['jane@acme.example'],
    ]);
    assert.deepEqual(queryWords(`${'ü'.repeat(200)} x`).at(-1), ['x'], 'also where its longer way is cut off');
    assert.deepEqual(queryWords('O’Brien–Smith\u00a0“Jo”'), [["o'brien-smith"], ['jo']]);
  });
});
