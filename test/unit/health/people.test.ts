import assert from 'node:assert/strict';
import type { UserSummary } from '../../../src/api/index.ts';
import { countPeople, type FoundPeople, NO_PEOPLE, type PersonFact } from '../../../src/health/report/index.ts';
import { counted, DAY, NOW, only, signedIn, user, words } from './vocabulary.ts';

const ROLES = [
  [],
  ['ROLE_USER'],
  ['ROLE_ORGANIZATION_OWNER', 'ROLE_USER'],
  ['ROLE_ADMIN', 'ROLE_BILLING_MANAGER'],
  ['ROLE_PLATFORM_ADMIN'],
  ['ROLE_CONSULTANT', 'ROLE_USER', 'ROLE_CONSULTANT'],
  ['ROLE_NOBODY_KNOWS'],
];
const FACTORS = [true, false, undefined];

/** Somebody of each kind, again and again. */
function synthetic(id: number): UserSummary {
  const twoFactor = FACTORS[id % 3];
  const days = (id * 7919) % 500;
  return {
    id,
    firstName: `Person ${id}`,
    roles: ROLES[id % ROLES.length] as string[],
    ...(twoFactor !== undefined && { twoFactor }),
    ...(id % 11 > 0 && { lastLogIn: new Date(NOW - days * DAY - (id % 1000)) }),
  };
}

const ids = (people: readonly PersonFact[]) => people.map(({ id }) => id);

describe('People', () => {
  it('are counted as whoever counts each thing on its own counts them, also 100,000', () => {
    const users = Array.from({ length: 100_000 }, (_, index) => synthetic(index + 1));
    const facts = counted(users);
    const idsOf = (which: (one: UserSummary) => boolean) => users.filter(which).map(({ id }) => id);
    const age = ({ lastLogIn }: UserSummary) => (lastLogIn ? NOW - lastLogIn.getTime() : Number.NaN);
    const between = (least: number, most: number) =>
      idsOf((one) => age(one) >= least * DAY && age(one) < most * DAY).length;
    const role = (name: string, which: (one: UserSummary) => boolean) => {
      const on = idsOf((one) => which(one) && one.twoFactor === true).length;
      const off = idsOf((one) => which(one) && one.twoFactor === false).length;
      return { role: name, on, off, unknown: idsOf(which).length - on - off };
    };
    const has = (name: string) => (one: UserSummary) => one.roles.includes(name);
    const administers = (one: UserSummary) => /OWNER|ADMIN/.test(one.roles.join());

    assert.equal(facts.seen, 100_000);
    assert.deepEqual(facts.roles, [
      role('Admin', has('ROLE_ADMIN')),
      role('Billing manager', has('ROLE_BILLING_MANAGER')),
      role('Consultant', has('ROLE_CONSULTANT')),
      role('Nobody knows', has('ROLE_NOBODY_KNOWS')),
      role('Organization owner', has('ROLE_ORGANIZATION_OWNER')),
      role('Platform admin', has('ROLE_PLATFORM_ADMIN')),
      role('User', (one) => one.roles.join() === '' || one.roles.join() === 'ROLE_USER'),
    ]);
    assert.deepEqual(facts.signIns, [
      between(0, 8),
      between(8, 31),
      between(31, 91),
      between(91, 366),
      between(366, 1000),
      idsOf((one) => !one.lastLogIn).length,
    ]);
    assert.equal(
      facts.signIns.reduce((sum, count) => sum + count),
      100_000,
    );
    const areFound = ({ count, named }: FoundPeople, which: (one: UserSummary) => boolean) => {
      const all = idsOf(which);
      assert.deepEqual([count, ids(named)], [all.length, all.slice(0, 200)]);
    };
    areFound(facts.administratorsWithoutTwoFactor, (one) => administers(one) && one.twoFactor === false);
    areFound(facts.owners, has('ROLE_ORGANIZATION_OWNER'));
    areFound(facts.notForLong, (one) => age(one) >= 366 * DAY);
    areFound(facts.noneKnown, (one) => !one.lastLogIn);
    assert.ok(facts.noneKnown.count > 1_000);
  });

  it('are counted some hundred at once, and then others have their turn', () => {
    for (const count of [0, 1, 1000, 12_345]) {
      let taken = 0;
      const users = (function* () {
        for (; taken < count; taken += 1) yield synthetic(taken);
      })();
      const counting = countPeople(users, NOW, words);
      let before = 0;
      for (let { done } = counting.next(); !done; { done } = counting.next()) {
        assert.ok(taken - before <= 500, `${taken - before} people at once`);
        assert.ok(taken - before >= 50, `only ${taken - before} people at once`);
        before = taken;
      }
      assert.equal(taken, count);
      assert.ok(count - before <= 500);
    }
  });

  it('are nobody where there is nobody', () => {
    assert.deepEqual(counted([]), NO_PEOPLE);
    assert.deepEqual([NO_PEOPLE.seen, NO_PEOPLE.owners], [0, { count: 0, named: [] }]);
  });

  for (const [days, span] of [
    [-3, 0],
    [0, 0],
    [7.9, 0],
    [8, 1],
    [30.9, 1],
    [31, 2],
    [90.9, 2],
    [91, 3],
    [365.9, 3],
    [366, 4],
    [20_000, 4],
  ] as const) {
    it(`who signed in ${days} days ago are counted in span ${span}`, () => {
      const { signIns, notForLong, noneKnown } = counted([signedIn(1, days)]);
      assert.deepEqual(
        signIns,
        signIns.map((_, index) => (index === span ? 1 : 0)),
      );
      assert.equal(notForLong.count, span === 4 ? 1 : 0);
      assert.deepEqual(noneKnown.named, []);
    });
  }

  it('who were not there for long are told with the days', () => {
    assert.deepEqual(counted([signedIn(5, 1234)]).notForLong.named, [
      { id: 5, name: 'Person 5', detail: '1,234 days ago' },
    ]);
  });

  it('of whom no sign-in is known are not said to have been away', () => {
    const { noneKnown, notForLong } = counted([user(5)]);
    assert.deepEqual(noneKnown.named, [{ id: 5, name: 'Person 5', detail: 'no sign-in known' }]);
    assert.deepEqual(notForLong.named, []);
  });

  for (const [role, name] of [
    ['ROLE_ORGANIZATION_OWNER', 'Organization owner'],
    ['ROLE_ADMIN', 'Admin'],
    ['ROLE_PLATFORM_ADMIN', 'Platform admin'],
  ] as const) {
    it(`with ${role} and no second factor are named, with every role they have`, () => {
      const roles = ['ROLE_CONSULTANT', role, 'ROLE_USER'];
      const { administratorsWithoutTwoFactor } = counted([
        user(1, { roles, twoFactor: false }),
        user(2, { roles, twoFactor: true }),
        user(3, { roles }),
        user(4, { twoFactor: false }),
      ]);
      assert.deepEqual(administratorsWithoutTwoFactor.named, [
        { id: 1, name: 'Person 1', detail: `Consultant, ${name}` },
      ]);
    });
  }

  it('without a name are named otherwise', () => {
    assert.equal(only(counted([{ id: 7, roles: [] }]).noneKnown.named).name, 'User 7');
  });

  it('whose roles cannot be seen have another, and count once', () => {
    const { roles } = counted([user(1, { roles: ['\u200b', ''], twoFactor: true })]);
    assert.deepEqual(roles, [{ role: 'Other', on: 1, off: 0, unknown: 0 }]);
  });

  it('who own the organization are told whether or not they have a second factor', () => {
    const roles = ['ROLE_ORGANIZATION_OWNER'];
    const { owners } = counted([user(1, { roles, twoFactor: true }), user(2, { roles }), user(3)]);
    assert.deepEqual(owners.named, [
      { id: 1, name: 'Person 1', detail: 'owns the organization' },
      { id: 2, name: 'Person 2', detail: 'owns the organization' },
    ]);
  });

  it('are told apart by their addresses, where they have one', () => {
    const [one, other] = counted([user(1, { email: 'one@acme.example' }), user(2)]).noneKnown.named;
    assert.deepEqual([one?.detail, other?.detail], ['no sign-in known, one@acme.example', 'no sign-in known']);
  });
});
