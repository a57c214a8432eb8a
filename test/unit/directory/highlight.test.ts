import assert from 'node:assert/strict';
import fc from 'fast-check';
import { fullName, highlight, type Range } from '../../../src/directory/index.ts';
import { fold, queryWords } from '../../../src/directory/normalize.ts';
import { naivelyMatches, peopleAndQuery, user } from './vocabulary.ts';

/** The text with its ranges in brackets. */
function marked(text: string, ranges: readonly Range[]): string {
  return ranges
    .toReversed()
    .reduce((all, [start, end]) => `${all.slice(0, start)}[${all.slice(start, end)}]${all.slice(end)}`, text);
}

const name = (full: string, query: string) => {
  const person = user(1, full);
  return marked(fullName(person), highlight(person, query).name);
};

describe('highlights', () => {
  it('marks pieces, initials and scattered letters', () => {
    assert.equal(name('Jane Doe', 'ane'), 'J[ane] Doe');
    assert.equal(name('Jane Doe', 'jdo'), '[J]ane [Do]e');
    assert.equal(name('Marta Kern', 'mta'), '[M]ar[ta] Kern');
    assert.equal(name('Jane Doe', 'doe ja'), '[Ja]ne [Doe]');
    assert.equal(name('Ann Lee', 'ann le nn'), '[Ann] [Le]e');
  });

  it('marks a name that was typed in the other order', () => {
    assert.equal(name('Jane Doe', 'doejane'), '[Jane] [Doe]');
    assert.equal(name('Jane Doe', 'dja'), '[Ja]ne [D]oe');
  });

  it('marks the text as it is shown: marks and what folds into several letters belong to it', () => {
    assert.equal(name('Jose\u0301 Großmann', 'jose'), '[Jose\u0301] Großmann');
    assert.equal(name('José Großmann', 'gros'), 'José [Groß]mann');
    assert.equal(name('a\u200bna Lee', 'an'), '[a\u200bn]a Lee');
    assert.equal(name('\u200b Lee', 'lee'), '\u200b [Lee]');
    assert.equal(name('Lee \u200b', 'lee'), '[Lee] \u200b');
  });

  it('marks every field that has it whole, and scattered letters only where they fit best', () => {
    const person = user(42, 'Jane Doe', { email: 'jane.doe@acme.example', roleInCompany: 'Jack of all trades, now' });
    assert.deepEqual(highlight(person, 'jane 42'), {
      name: [[0, 4]],
      email: [[0, 4]],
      roleInCompany: [],
      id: [[0, 2]],
    });
    assert.deepEqual(highlight(person, 'jckn').roleInCompany.length, 3);
    assert.deepEqual(highlight(person, 'jne').roleInCompany, []);
    assert.deepEqual(highlight(user(1, 'Jane'), 'x'), { name: [], email: [], roleInCompany: [], id: [] });
  });

  it('marks letters of the query only, in order and without overlap', () => {
    fc.assert(
      fc.property(peopleAndQuery, ({ people, query }) => {
        for (const person of people.filter((each) => naivelyMatches(each, query))) {
          const ranges = highlight(person, query);
          const texts = {
            name: fullName(person),
            email: person.email ?? '',
            roleInCompany: person.roleInCompany ?? '',
            id: String(person.id),
          };
          let all = '';
          for (const field of ['name', 'email', 'roleInCompany', 'id'] as const) {
            let before = -1;
            for (const [start, end] of ranges[field]) {
              assert.ok(start > before && end > start && end <= texts[field].length);
              before = end;
              all += fold(texts[field].slice(start, end));
            }
          }
          for (const ways of queryWords(query))
            assert.ok(ways.some((way) => way.split('').every((unit) => all.includes(unit))));
        }
      }),
      { numRuns: 500 },
    );
  });
});
