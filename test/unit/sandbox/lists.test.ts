import assert from 'node:assert/strict';
import type { SandboxOptions } from '../../../src/sandbox/index.ts';
import { type Client, type Fields, sandboxForTest } from './vocabulary.ts';

type Item = { id: number };

describe('sandbox: lists', () => {
  it('pages from 1 to the end, and on to nothing', async () => {
    const { asOwner } = sandboxForTest({ users: 120 });
    const ids: number[] = [];
    const ranges: (string | null)[] = [];
    for (const page of ['', '?page=2', '?page=3', '?page=4']) {
      const { status, headers, body } = await asOwner<Item[]>('GET', `/users${page}`);
      assert.equal(status, 200);
      ids.push(...body.map(({ id }) => id));
      ranges.push(headers.get('Content-Range'));
    }
    assert.deepEqual(
      ids,
      Array.from({ length: 120 }, (_, index) => index + 1),
    );
    assert.deepEqual(ranges, ['0-50/120', '50-100/120', '100-120/120', '150-150/120']);
  });

  it('tells inclusive ranges when told to', async () => {
    const range = async (users: number) =>
      (await sandboxForTest({ users, pageSize: 2, range: 'inclusive' }).asOwner('GET', '/users')).headers.get(
        'Content-Range',
      );
    assert.equal(await range(3), '0-1/3');
    assert.equal(await range(1), '0-0/1');
    assert.equal(await range(0), '0-0/0');
  });

  it('has no page below 1, as PHP reads numbers', async () => {
    const { asOwner } = sandboxForTest();
    for (const page of ['0', '-1', 'x', '']) {
      for (const path of ['/users', '/api-clients', '/organizations']) {
        const { status, body } = await asOwner('GET', `${path}?page=${page}`);
        assert.equal(status, 400);
        assert.equal(body.detail, 'Page should not be less than 1');
      }
    }
    for (const second of ['2abc', '2e0', '0.2e1', '+2', '%202', '2.9']) {
      assert.equal((await asOwner<Item[]>('GET', `/users?page=${second}`)).body[0]?.id, 51, second);
    }
    for (const none of ['1e3', '99999999999999999999']) {
      assert.deepEqual((await asOwner<Item[]>('GET', `/users?page=${none}`)).body, [], none);
    }
    for (const wrong of ['1e999', '-1e3', 'e3']) {
      assert.equal((await asOwner('GET', `/users?page=${wrong}`)).status, 400, wrong);
    }
  });

  it('closes up behind deleted users and puts new ones last', async () => {
    const { asOwner } = sandboxForTest({ users: 7, pageSize: 3 });
    for (const id of [6, 2, 3]) assert.equal((await asOwner('DELETE', `/users/${id}`)).status, 204);
    for (const email of ['a@x.example', 'b@x.example', 'c@x.example']) {
      const json = { firstName: 'A', lastName: 'B', email, invitedRole: [] };
      assert.equal((await asOwner('POST', '/invite', { json })).status, 201);
    }
    assert.equal((await asOwner('DELETE', '/users/9')).status, 204);
    const page = async (number: number) => {
      const { body, headers } = await asOwner<Item[]>('GET', `/users?page=${number}`);
      return [...body.map(({ id }) => id), headers.get('Content-Range')];
    };
    assert.deepEqual(await page(1), [1, 4, 5, '0-3/6']);
    assert.deepEqual(await page(2), [7, 8, 10, '3-6/6']);
    const json = { firstName: 'A', lastName: 'B', email: 'd@x.example', invitedRole: [] };
    assert.equal((await asOwner('POST', '/invite', { json })).body.id, 11, 'no id is given twice');
  });

  it('has as many API clients as wanted, under believable names', async () => {
    const { asOwner } = sandboxForTest({ apiClients: 40 });
    const { body, headers } = await asOwner<Client[]>('GET', '/api-clients');
    assert.equal(headers.get('Content-Range'), '0-40/40');
    assert.equal(new Set(body.map(({ identifier }) => identifier)).size, 40);
    assert.ok(body.every(({ name = '' }) => [...name].length <= 32));
    const none = sandboxForTest({ apiClients: 0 });
    assert.equal(none.sandbox.credentials.apiClient, undefined);
    assert.deepEqual((await none.asOwner<Client[]>('GET', '/api-clients')).body, []);
  });

  it('speaks of ids and of two-factor as other versions do', async () => {
    const { ask, asOwner, sandbox } = sandboxForTest({ ids: 'string', secondFactorName: 'secondAuthFactor' });
    const { body } = await asOwner('GET', '/me', { undescribed: true });
    assert.equal(body.id, '1');
    assert.equal(body.secondAuthFactor, false);
    assert.ok(!('2fa' in body));
    const { personaKey } = sandbox.credentials;
    // Only the ids of users were ever anything else.
    assert.equal((await ask('GET', '/personas/me', { personaKey })).body.id, 1);
  });

  it('gives odd rows when told to, and reads them all the same one by one', async () => {
    const { asOwner } = sandboxForTest({ oddRows: true, apiClients: 12 });
    const users = (await asOwner<Fields[]>('GET', '/users', { undescribed: true })).body;
    assert.deepEqual(users[2]?.roles, { 0: 'ROLE_USER', 2: 'ROLE_ADMIN' });
    assert.deepEqual([users[3]?.totpEnabled, users[3]?.['2fa']], [0, 0]);
    assert.ok(users.slice(0, 8).every(({ id }) => Number.isInteger(id)));
    assert.deepEqual([users[8]?.id, users[9]?.id, users[8]?.identifier], [undefined, {}, undefined]);
    const clients = (await asOwner<Fields[]>('GET', '/api-clients', { undescribed: true })).body;
    assert.deepEqual(
      [clients[0]?.createdAt, clients[8]?.identifier, clients[0]?.birthday],
      [undefined, undefined, undefined],
    );
    const organizations = (await asOwner<Fields[]>('GET', '/organizations', { undescribed: true })).body;
    assert.deepEqual(
      organizations.map(({ id, name, safeCheckoutToggle }) => [id, name, safeCheckoutToggle]),
      [[3, '', 1]],
    );
    assert.equal((await asOwner('GET', '/users/2')).status, 200);
    assert.equal((await asOwner('GET', `/api-clients/${clients[0]?.identifier}`)).status, 200);
  });

  it('refuses counts outside their limits, by name', () => {
    const cases: [SandboxOptions, RegExp][] = [
      [{ users: -1 }, /^RangeError: users must be a whole number from 0 to 1000000$/],
      [{ users: 1_000_001 }, /users/],
      [{ apiClients: 1.5 }, /apiClients/],
      [{ pageSize: 0 }, /pageSize/],
      [{ latencyMs: Number.NaN }, /latencyMs/],
      [{ rateLimit: 0 }, /rateLimit/],
      [{ seed: -1 }, /seed/],
    ];
    for (const [options, message] of cases) assert.throws(() => sandboxForTest(options), message);
  });
});
