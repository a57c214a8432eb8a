import assert from 'node:assert/strict';
import type { UserSummary } from '../../../src/api/index.ts';
import { ageOf, findingsOf, isWriteScope } from '../../../src/health/report/findings.ts';
import { type Facts, FINDING_KINDS, type FindingKind, type KeyFact } from '../../../src/health/report/index.ts';
import { factsOf, key, only, signedIn, user } from './vocabulary.ts';

const admin = (id: number, days: number): UserSummary => ({
  ...signedIn(id, days),
  roles: ['ROLE_ADMIN'],
  twoFactor: false,
});
const owner = (id: number): UserSummary => ({ ...signedIn(id, 1), roles: ['ROLE_ORGANIZATION_OWNER'] });

function kindsOf(facts: Facts): FindingKind[] {
  return findingsOf(facts).map(({ kind }) => kind);
}

/** What is found of one kind: its title, and ids and details. */
function found(kind: FindingKind, facts: Facts) {
  const { title, items } = only(findingsOf(facts).filter((finding) => finding.kind === kind));
  return [title, ...items.map(({ id, detail }) => `${id}: ${detail}`)];
}

interface Case {
  readonly kind: FindingKind;
  readonly of: readonly (KeyFact | UserSummary)[];
  readonly told: readonly string[];
}

const old = (id: string, ageDays: number) => key(id, { ageDays, isDue: true });
const internal = (id: string) => key(id, { scopes: ['INTERNAL_WRITE', 'OFFER_READ'] });
const elsewhere = (id: string, more: Partial<KeyFact> = {}) => key(id, { secret: 'elsewhere', ...more });
const writing = (id: string) => key(id, { scopes: ['OFFER_READ', 'OFFER_WRITE'] });
const same = (id: string) => key(id, { name: 'Shop' });

const CASES: readonly Case[] = [
  { kind: 'old', of: [old('a', 91), key('b')], told: ['1 key is older than 90 days', 'a: 91 days'] },
  {
    kind: 'old',
    of: [old('a', 1091), old('b', 100)],
    told: ['2 keys are older than 90 days', 'a: 1,091 days', 'b: 100 days'],
  },
  {
    kind: 'withoutTwoFactor',
    of: [admin(1, 1), signedIn(2, 1)],
    told: ['1 administrator signs in without a second factor', '1: Admin'],
  },
  {
    kind: 'withoutTwoFactor',
    of: [admin(1, 1), admin(2, 1)],
    told: ['2 administrators sign in without a second factor', '1: Admin', '2: Admin'],
  },
  {
    kind: 'oneOwner',
    of: [owner(1), signedIn(2, 1)],
    told: ['One person alone owns the organization', '1: owns the organization'],
  },
  {
    kind: 'internalWrite',
    of: [internal('a'), key('b')],
    told: ['1 key has the scope INTERNAL_WRITE', 'a: INTERNAL_WRITE, OFFER_READ'],
  },
  {
    kind: 'internalWrite',
    of: [internal('a'), internal('b')],
    told: ['2 keys have the scope INTERNAL_WRITE', 'a: INTERNAL_WRITE, OFFER_READ', 'b: INTERNAL_WRITE, OFFER_READ'],
  },
  {
    kind: 'secretElsewhere',
    of: [elsewhere('a', { ageDays: 1 }), key('b'), key('c', { secret: 'unknown' })],
    told: ['1 key has its secret elsewhere, or nowhere', 'a: 1 day'],
  },
  {
    kind: 'secretElsewhere',
    of: [elsewhere('a'), elsewhere('b', { ageDays: 0 })],
    told: ['2 keys have their secrets elsewhere, or nowhere', 'a: 3 days', 'b: 0 days'],
  },
  {
    kind: 'sameName',
    of: [same('a'), key('b'), same('c')],
    told: ['2 keys share a name', 'a: a', 'c: c'],
  },
  {
    kind: 'writes',
    of: [writing('a'), key('b')],
    told: ['1 key may write', 'a: OFFER_READ, OFFER_WRITE'],
  },
  {
    kind: 'writes',
    of: [writing('a'), writing('b')],
    told: ['2 keys may write', 'a: OFFER_READ, OFFER_WRITE', 'b: OFFER_READ, OFFER_WRITE'],
  },
  {
    kind: 'notForLong',
    of: [signedIn(1, 400), signedIn(2, 1)],
    told: ['1 person has not signed in for 365 days', '1: 400 days ago'],
  },
  {
    kind: 'notForLong',
    of: [signedIn(1, 400), signedIn(2, 4000)],
    told: ['2 people have not signed in for 365 days', '1: 400 days ago', '2: 4,000 days ago'],
  },
  {
    kind: 'noneKnown',
    of: [user(1), signedIn(2, 1)],
    told: ['No sign-in is known of 1 person', '1: no sign-in known'],
  },
  {
    kind: 'noneKnown',
    of: [user(1), user(2)],
    told: ['No sign-in is known of 2 people', '1: no sign-in known', '2: no sign-in known'],
  },
];

function factsOfCase({ of }: Case): Facts {
  return factsOf(
    of.filter((one): one is KeyFact => 'identifier' in one),
    of.filter((one): one is UserSummary => 'id' in one),
  );
}

describe('A finding', () => {
  it('is not there where all is well', () => {
    const quiet = [{ ...signedIn(1, 1), roles: ['ROLE_ADMIN'], twoFactor: true }, owner(2), owner(3)];
    assert.deepEqual(findingsOf(factsOf([key('a'), key('b')], quiet)), []);
    assert.deepEqual(findingsOf(factsOf([])), []);
  });

  for (const one of CASES) {
    it(`says: ${one.told[0]}`, () => {
      assert.deepEqual(found(one.kind, factsOfCase(one)), one.told);
      // A scope to write that nobody can ask for is a scope to write.
      const besides = one.kind === 'internalWrite' ? ['writes'] : [];
      assert.deepEqual(kindsOf(factsOfCase(one)), [one.kind, ...besides]);
    });
  }

  it('of each kind is tested here, and tells what it means and what to do', () => {
    assert.deepEqual(new Set(CASES.map(({ kind }) => kind)), new Set(FINDING_KINDS));
    for (const one of CASES) {
      for (const { title, meaning, action } of findingsOf(factsOfCase(one))) {
        assert.ok(!title.endsWith('.'), title);
        assert.match(meaning, /^[A-Z].*\.$/);
        assert.match(action, /^[A-Z]/);
      }
    }
  });

  it('comes before those that matter less', () => {
    const keys = [
      key('a', { name: 'Shop', isDue: true, secret: 'elsewhere', scopes: ['INTERNAL_WRITE'] }),
      key('b', { name: 'Shop' }),
    ];
    const facts = factsOf(keys, [owner(1), admin(2, 400), user(3)]);
    assert.deepEqual(kindsOf(facts), FINDING_KINDS);
  });

  it('counts a thousand with a comma', () => {
    const keys = Array.from({ length: 1200 }, (_, index) => old(`${index}`, 100));
    assert.equal(found('old', factsOf(keys))[0], '1,200 keys are older than 90 days');
  });

  describe('of a single owner', () => {
    it('is there only where everybody has been seen', () => {
      const users = [owner(1), signedIn(2, 1)];
      const peopleExtent = { seen: 2, total: 3, isComplete: false };
      assert.deepEqual(kindsOf(factsOf([], users, { peopleExtent })), []);
      assert.deepEqual(kindsOf(factsOf([], users)), ['oneOwner']);
    });

    it('is not there where two own it, or nobody', () => {
      assert.deepEqual(kindsOf(factsOf([], [owner(1), owner(2)])), []);
      assert.deepEqual(kindsOf(factsOf([], [signedIn(1, 1)])), []);
    });
  });

  describe('of keys with one name', () => {
    it('is not there for the two keys of a rotation', () => {
      assert.deepEqual(kindsOf(factsOf(['a', 'b'].map((id) => key(id, { name: 'Shop', isRotating: true })))), []);
    });

    it('is not there for a key that has the name of one in rotation', () => {
      assert.deepEqual(kindsOf(factsOf([key('a', { name: 'Shop', isRotating: true }), same('b')])), []);
    });

    it('names the others that have the name of a rotation', () => {
      const keys = [key('a', { name: 'Shop', isRotating: true }), same('b'), same('c')];
      assert.deepEqual(found('sameName', factsOf(keys)), ['2 keys share a name', 'b: b', 'c: c']);
    });

    it('names all that have some name of another', () => {
      const names = ['Shop', 'Stock', 'Shop', 'Stock', 'Shop', '__proto__', 'constructor'];
      const keys = names.map((name, index) => key(`${index}`, { name }));
      assert.equal(found('sameName', factsOf(keys))[0], '5 keys share a name');
    });
  });

  it('of old keys follows whether they are due, and nothing else', () => {
    assert.deepEqual(kindsOf(factsOf([key('a', { ageDays: 9000 })], [], { maxAgeDays: 0 })), []);
    assert.deepEqual(kindsOf(factsOf([key('a', { ageDays: 9000, isRotating: true })])), []);
  });

  it('of old keys says one day as one', () => {
    assert.equal(found('old', factsOf([old('a', 2)], [], { maxAgeDays: 1 }))[0], '1 key is older than 1 day');
  });

  it('says that an age is unknown', () => {
    const { ageDays: _, ...unknown } = elsewhere('a');
    assert.equal(ageOf({}), 'age unknown');
    assert.deepEqual(found('secretElsewhere', factsOf([unknown])).slice(1), ['a: age unknown']);
  });

  it('does not claim that a secret is elsewhere where the store did not answer', () => {
    assert.deepEqual(kindsOf(factsOf([key('a', { secret: 'unknown' })])), []);
  });

  it('takes a scope for one to write by its end', () => {
    for (const scope of ['OFFER_WRITE', 'INTERNAL_WRITE', 'NEWER_WRITE']) assert.ok(isWriteScope(scope), scope);
    for (const scope of ['OFFER_READ', 'WRITE_READ', 'PERSONA_AUTH', '']) assert.ok(!isWriteScope(scope), scope);
  });

  it('of keys that are due says how many of them cannot be rotated here', () => {
    const due = (identifier: string, isRotatable: boolean) => key(identifier, { isDue: true, isRotatable });
    const meaningOf = (keys: readonly KeyFact[]) => findingsOf(factsOf(keys))[0]?.meaning ?? '';
    assert.doesNotMatch(meaningOf([due('a', true), key('b', { isRotatable: false })]), /cannot/);
    assert.match(meaningOf([due('a', true), due('b', false)]), / 1 of them cannot be rotated here\.$/);
  });
});
