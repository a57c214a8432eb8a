import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type ApiClient, allPages, type Page, type UserSummary } from '../../../src/api/index.ts';
import { listed, listOf } from './lists.ts';
import { clientOf, json } from './vocabulary.ts';

const time = '2025-01-12T12:11:02+00:00';
const date = new Date(time);
const day = (text: string) => new Date(`${text}T00:00:00Z`);

const user = { id: 7, firstName: 'Ada', roles: ['ROLE_ADMIN'], createdAt: time };
const readUser = { id: 7, firstName: 'Ada', roles: ['ROLE_ADMIN'], createdAt: date };
const apiClient = { identifier: 'sandbox', name: 'Sandbox', scopes: ['OFFER_READ'], createdAt: time };
const readClient = { ...apiClient, createdAt: date };

/** Fields of a row of users as servers write them, and what a caller gets of the row besides the rest. */
const userRows: readonly (readonly [field: object, read: object])[] = [
  [{ birthday: '' }, {}],
  [{ birthday: '0000-00-00' }, {}],
  [{ birthday: '1990-02-30' }, {}],
  [{ birthday: 'May 5' }, {}],
  [{ birthday: 651542400 }, {}],
  [{ birthday: '1990-12-31' }, { birthday: day('1990-12-31') }],
  [{ birthday: '1990-12-31T00:00:00+01:00' }, { birthday: day('1990-12-31') }],
  [{ birthday: '1990-12-31T23:30:00-11:00' }, { birthday: day('1990-12-31') }],
  [{ birthday: '1990-12-31 00:00:00.000000' }, { birthday: day('1990-12-31') }],
  [{ roles: { '0': 'ROLE_USER', '2': 'ROLE_ADMIN' } }, { roles: ['ROLE_USER', 'ROLE_ADMIN'] }],
  [{ roles: ['ROLE_USER', null, 'ROLE_ADMIN'] }, { roles: ['ROLE_USER', 'ROLE_ADMIN'] }],
  [{ roles: { '0': 'ROLE_ADMIN', '2': null } }, { roles: ['ROLE_ADMIN'] }],
  [{ roles: 'ROLE_ADMIN' }, { roles: ['ROLE_ADMIN'] }],
  [{ roles: 'ROLE_USER, ROLE_ADMIN' }, { roles: ['ROLE_USER', 'ROLE_ADMIN'] }],
  [{ roles: '' }, { roles: [] }],
  [{ roles: 'Head of operations' }, { roles: [] }],
  [{ roles: {} }, { roles: [] }],
  [{ roles: { admin: 'ROLE_ADMIN' } }, { roles: [] }],
  [{ roles: 7 }, { roles: [] }],
  [{ roles: ['ROLE_PLATFORM_SUPPORT', 'ROLE_OWNER'] }, { roles: ['ROLE_PLATFORM_SUPPORT', 'ROLE_OWNER'] }],
  [{ totpEnabled: 0 }, {}],
  [{ totpEnabled: 'true' }, {}],
  [{ '2fa': {}, totpEnabled: true }, { twoFactor: true }],
  [{ createdAt: '2025-01-12 12:11:02' }, { createdAt: date }],
  [{ createdAt: '2025-01-12T12:11:02' }, { createdAt: date }],
  [{ createdAt: '2025-01-12 12:11:02.000000' }, { createdAt: date }],
  [{ createdAt: '2025-01-12 13:11:02+01:00' }, { createdAt: date }],
  [{ createdAt: '2025-01-12t12:11:02z' }, { createdAt: date }],
  [{ createdAt: '2025-01-12' }, { createdAt: day('2025-01-12') }],
  [{ createdAt: '2025-01-12 ' }, { createdAt: undefined }],
  [{ createdAt: '' }, { createdAt: undefined }],
  [{ createdAt: { date: '2025-01-12 12:11:02.000000', timezone: 'UTC' } }, { createdAt: undefined }],
  [{ lastSuccessfulLogIn: false }, {}],
  [{ lastSuccessfulLogIn: '2025-13-45T99:00:00Z' }, {}],
  [{ firstName: ['Ada'] }, { firstName: undefined }],
  [{ email: 7 }, {}],
  [{ intlPhoneNumber: { countryCode: 33 } }, {}],
  [{ organization: 3 }, {}],
  [{ organization: [] }, { organization: {} }],
  [{ organization: { id: null, name: false } }, { organization: {} }],
  [{ organization: '/gateway/v2/organizations/3' }, { organization: { id: '3' } }],
];

/** The same of API clients. */
const clientRows: readonly (readonly [field: object, read: object])[] = [
  [{ createdAt: '' }, { createdAt: undefined }],
  [{ createdAt: '0000-00-00 00:00:00' }, { createdAt: undefined }],
  [{ createdAt: null }, { createdAt: undefined }],
  [{ createdAt: 1736683862 }, { createdAt: undefined }],
  [{ name: { text: 'Sandbox' } }, { name: undefined }],
  [{ name: null }, { name: undefined }],
  [{ scopes: { '1': 'OFFER_READ', '4': 'OFFER_WRITE' } }, { scopes: ['OFFER_READ', 'OFFER_WRITE'] }],
  [{ scopes: 'OFFER_READ' }, { scopes: [] }],
  [{ scopes: { '0': 'OFFER_READ', '2': null } }, { scopes: [] }],
  // Some of them would make a key that can do less in its place.
  [{ scopes: ['OFFER_READ', 7] }, { scopes: [] }],
];

/** Rows that do not say what they are. */
const nothingRows: readonly unknown[] = [
  {},
  { firstName: 'Ada' },
  { id: null },
  { id: '' },
  { id: 7.5 },
  { id: ['7'] },
  { id: true },
  null,
  'Ada',
  7,
  [],
];

function without(row: object): object {
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== undefined));
}

const usersOf = (rows: readonly unknown[]) => clientOf(() => json(rows)).listUsers();
const clientsOf = (rows: readonly unknown[]) => clientOf(() => json(rows)).listApiClients();

describe('a row of a list', () => {
  for (const [field, read] of userRows) {
    it(`with ${JSON.stringify(field)} is shown, and beside it all others`, async () => {
      const { items } = await usersOf([{ ...user, ...field }, user]);
      assert.deepEqual(items, [without({ ...readUser, ...read }), readUser]);
    });
  }

  for (const [field, read] of clientRows) {
    it(`of API clients with ${JSON.stringify(field)} is shown, and beside it all others`, async () => {
      const { items } = await clientsOf([{ ...apiClient, ...field }, apiClient]);
      assert.deepEqual(items, [without({ ...readClient, ...read }), readClient]);
    });
  }

  for (const row of nothingRows) {
    it(`that is ${JSON.stringify(row)} is counted, and takes no other with it`, async () => {
      assert.deepEqual(await usersOf([row, user, row]), { items: [readUser], page: 1, unreadable: 2 });
    });
  }

  it('with any JSON in any field but the id stands with all others', async () => {
    const fields = ['firstName', 'email', 'roles', 'totpEnabled', '2fa', 'birthday', 'createdAt', 'organization'];
    await fc.assert(
      fc.asyncProperty(fc.dictionary(fc.constantFrom(...fields), fc.jsonValue()), async (odd) => {
        const page: Page<UserSummary> = await usersOf([user, { ...user, ...odd, id: 8 }]);
        assert.deepEqual(
          page.items.map(({ id }) => id),
          [7, 8],
        );
        assert.equal(page.unreadable, undefined);
      }),
    );
  });

  it('of API clients with any JSON in any field but the identifier stands with all others', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom('name', 'scopes', 'createdAt'), fc.jsonValue(), async (field, value) => {
        const page: Page<ApiClient> = await clientsOf([apiClient, { ...apiClient, [field]: value }]);
        assert.equal(page.items.length, 2);
        assert.equal(page.unreadable, undefined);
      }),
    );
  });
});

describe('a list with rows that cannot be read', () => {
  it('is told of as what it is, and never as complete', async () => {
    const { fetchPage } = listOf(120, 50, ({ items, ...page }) =>
      items.length > 2 ? { ...page, items: items.slice(2), unreadable: 2 } : { ...page, items },
    );
    const { ids, last } = await listed(fetchPage);
    assert.equal(ids.length, 114);
    assert.deepEqual(last, { seen: 114, total: 120, unreadable: 6, end: 'uncertain' });
  });

  it('is followed behind a page with no other', async () => {
    for (const bend of [(page: Page<{ id: number }>) => page, ({ total: _, ...page }: Page<{ id: number }>) => page]) {
      const { fetchPage } = listOf(150, 50, (page) =>
        bend(page.page === 2 ? { ...page, items: [], unreadable: 50 } : page),
      );
      const { ids, last } = await listed(fetchPage);
      assert.equal(ids.length, 100);
      assert.equal(last?.unreadable, 50);
      assert.equal(last?.end, 'uncertain');
    }
  });

  it('ends where the server repeats such a page for ever', async () => {
    let asked = 0;
    const fetchPage = async (page: number) => {
      asked += 1;
      return { items: [], page, unreadable: 50 };
    };
    const pages = allPages(fetchPage, { keyOf: () => 0 });
    assert.deepEqual(await pages.next(), { done: true, value: undefined });
    assert.ok(asked < 20, String(asked));
  });
});
