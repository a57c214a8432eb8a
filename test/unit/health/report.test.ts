import assert from 'node:assert/strict';
import { type ApiClient, createClient, type Page, parseApiOrigin } from '../../../src/api/index.ts';
import { type FindingKind, type KeyFact, type Report, reportOf } from '../../../src/health/report/index.ts';
import { createSandbox, type Sandbox } from '../../../src/sandbox/index.ts';
import { DAY, factsOf, key, NOW, user } from './vocabulary.ts';

const origin = parseApiOrigin('https://api.sandbox.example');
const MAX_AGE = 90;
const SECRETS = ['here', 'elsewhere', 'unknown'] as const;

async function everything<T>(page: (number: number) => Promise<Page<T>>): Promise<T[]> {
  const found: T[] = [];
  for (let number = 1; ; number += 1) {
    const { items, total } = await page(number);
    found.push(...items);
    if (items.length === 0 || found.length === total) return found;
  }
}

function factOf({ identifier, name = '', scopes, createdAt }: ApiClient, index: number): KeyFact {
  const ageDays = Math.floor((NOW - (createdAt as Date).getTime()) / DAY);
  const secret = SECRETS[index % 3] as KeyFact['secret'];
  return { identifier, name, ageDays, scopes, secret, isRotating: false, isDue: ageDays > MAX_AGE, isRotatable: true };
}

/** The report of a sandbox, read as the extension reads it. */
async function reportOfSandbox(sandbox: Sandbox): Promise<Report> {
  const client = createClient({
    origin,
    credential: { kind: 'personalKey', jwt: sandbox.personalKey },
    fetch: (request) => sandbox.fetch(request as Request),
  });
  const users = await everything((page) => client.listUsers({ page }));
  const keys = await everything((page) => client.listApiClients({ page }));
  return reportOf(factsOf(keys.map(factOf), users, { maxAgeDays: MAX_AGE }));
}

/** Rows of a list as they are on the wire, which leaves out what is null. */
interface Row {
  readonly id: number;
  readonly identifier: string;
  readonly name?: string;
  readonly scopes: string[];
  readonly createdAt: string;
  readonly roles: string[];
  readonly '2fa': boolean;
  readonly lastSuccessfulLogIn?: string;
}

async function rowsOf(sandbox: Sandbox, list: string): Promise<Row[]> {
  const found: Row[] = [];
  for (let page = 1; ; page += 1) {
    const headers = { authorization: `Bearer ${sandbox.personalKey}`, accept: 'application/json' };
    const answer = await sandbox.fetch(new Request(`${origin}/${list}?page=${page}`, { headers }));
    assert.ok(answer.ok, `${answer.status}`);
    const rows = (await answer.json()) as Row[];
    if (rows.length === 0) return found;
    found.push(...rows);
  }
}

/** Of whom or what a finding is, and how many there are: the first two hundred are named. */
function idsOf(report: Report, kind: FindingKind) {
  const { count = 0, items = [] } = report.findings.find((finding) => finding.kind === kind) ?? {};
  assert.equal(items.length, Math.min(count, 200));
  return items.map(({ id }) => id);
}

describe('A report', () => {
  for (const [users, apiClients] of [
    [0, 0],
    [1, 1],
    [240, 240],
  ] as const) {
    it(`has the numbers of whoever counts ${users} people and ${apiClients} keys anew`, async () => {
      const sandbox = createSandbox({ users, apiClients, pageSize: 100, now: () => NOW });
      const report = await reportOfSandbox(sandbox);
      const people = await rowsOf(sandbox, 'users');
      const keys = await rowsOf(sandbox, 'api-clients');
      assert.equal(people.length, users);
      assert.equal(keys.length, apiClients);
      assert.deepEqual(report.peopleExtent, { seen: users, total: users, isComplete: true });
      assert.deepEqual(report.keyExtent, { seen: apiClients, total: apiClients, isComplete: true });

      const age = (time: string) => Math.floor((NOW - Date.parse(time)) / DAY);
      const keysWhere = (which: (row: Row) => boolean) => keys.filter(which).map(({ identifier }) => identifier);
      const peopleWhere = (which: (row: Row) => boolean) => people.filter(which).map(({ id }) => id);
      const signIns = people.map((row) => (row.lastSuccessfulLogIn ? age(row.lastSuccessfulLogIn) : -1));
      const between = (least: number, most: number) => signIns.filter((days) => days >= least && days <= most).length;

      assert.deepEqual(
        report.keys.map(({ ageDays }) => ageDays),
        keys.map(({ createdAt }) => age(createdAt)).sort((one, other) => other - one),
      );
      assert.deepEqual(new Set(report.keys.map(({ identifier }) => identifier)), new Set(keysWhere(() => true)));
      assert.equal(report.keys.filter(({ isDue }) => isDue).length, keysWhere((row) => age(row.createdAt) > 90).length);
      const scopes = [...new Set(keys.flatMap((row) => row.scopes))].sort();
      assert.deepEqual(
        report.scopes,
        scopes.map((scope) => ({
          scope,
          writes: /_WRITE$/.test(scope),
          count: keysWhere((row) => row.scopes.includes(scope)).length,
        })),
      );

      const roles = ['ACCOUNTING_MANAGER', 'ADMIN', 'BILLING_MANAGER', 'CONSULTANT', 'CUSTOMER_SERVICE'];
      const named = [...roles, 'ORGANIZATION_OWNER'].map((role) => [
        role,
        (row: Row) => row.roles.includes(`ROLE_${role}`),
      ]);
      const counts = [...named, ['USER', (row: Row) => row.roles.length === 1]] as [string, (row: Row) => boolean][];
      assert.deepEqual(
        report.twoFactor,
        counts
          .map(([role, which]) => ({
            role: role[0] + role.slice(1).toLowerCase().replace('_', ' '),
            on: peopleWhere((row) => which(row) && row['2fa']).length,
            off: peopleWhere((row) => which(row) && !row['2fa']).length,
            unknown: 0,
          }))
          .filter(({ on, off }) => on + off > 0),
      );
      assert.deepEqual(report.signIns, [
        { label: 'within 7 days', count: between(0, 7) },
        { label: '8 to 30 days ago', count: between(8, 30) },
        { label: '31 to 90 days ago', count: between(31, 90) },
        { label: '91 to 365 days ago', count: between(91, 365) },
        { label: 'longer ago', count: between(366, 1e9) },
        { label: 'none known', count: between(-1, -1) },
      ]);

      const withName = (name: string | undefined) => keys.filter((row) => row.name === name).length;
      assert.deepEqual(
        idsOf(report, 'old'),
        keys
          .filter((row) => age(row.createdAt) > 90)
          .sort((one, other) => age(other.createdAt) - age(one.createdAt))
          .map(({ identifier }) => identifier),
      );
      assert.deepEqual(
        idsOf(report, 'internalWrite'),
        keysWhere((row) => row.scopes.includes('INTERNAL_WRITE')),
      );
      assert.deepEqual(
        idsOf(report, 'secretElsewhere'),
        keysWhere((row) => keys.indexOf(row) % 3 === 1),
      );
      assert.deepEqual(
        idsOf(report, 'sameName'),
        keysWhere((row) => withName(row.name) > 1),
      );
      assert.deepEqual(
        idsOf(report, 'writes'),
        keysWhere((row) => /_WRITE/.test(row.scopes.join())),
      );
      assert.deepEqual(
        idsOf(report, 'withoutTwoFactor'),
        peopleWhere((row) => !row['2fa'] && /OWNER|ADMIN/.test(row.roles.join())),
      );
      assert.deepEqual(idsOf(report, 'oneOwner'), users === 0 ? [] : [1]);
      assert.deepEqual(idsOf(report, 'notForLong'), []);
      assert.deepEqual(
        idsOf(report, 'noneKnown'),
        peopleWhere((row) => !row.lastSuccessfulLogIn),
      );
    });
  }

  it('has the oldest key first, and those of unknown age last, in their order', () => {
    const { ageDays: _, ...ageless } = key('a');
    const keys = [ageless, key('b', { ageDays: 0 }), { ...ageless, identifier: 'c' }, key('d', { ageDays: 9 })];
    const { keys: lines } = reportOf(factsOf(keys));
    assert.deepEqual(
      lines.map(({ identifier }) => identifier),
      ['d', 'b', 'a', 'c'],
    );
    assert.ok(!('ageDays' in (lines[2] as object)));
  });

  it('is plain data, which a message takes along as it is', () => {
    const report = reportOf(factsOf([key('a', { isRotating: true, scopes: [] }), key('b')], [user(1)]));
    assert.deepEqual(JSON.parse(JSON.stringify(report)), report);
    assert.ok(!('isRotating' in (report.keys[0] as object)));
  });

  it('does not rearrange the facts', () => {
    const facts = factsOf([key('a', { ageDays: 1 }), key('b', { ageDays: 2 })]);
    reportOf(facts);
    assert.deepEqual(
      facts.keys.map(({ identifier }) => identifier),
      ['a', 'b'],
    );
  });

  it('says of what little it is made', () => {
    const keyExtent = { seen: 1, isComplete: false };
    const peopleExtent = { seen: 0, total: 4, isComplete: false };
    const report = reportOf(factsOf([key('a')], [], { keyExtent, peopleExtent, maxAgeDays: 0 }));
    assert.deepEqual(report.keyExtent, keyExtent);
    assert.deepEqual(report.peopleExtent, peopleExtent);
    assert.equal(report.maxAgeDays, 0);
    assert.equal(report.account, 'Acme');
  });
});
