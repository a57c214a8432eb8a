/** Values that a row of the real API might have, and that no reader should fall over: one for each row in turn. */
const ODD: readonly Readonly<Record<string, unknown>>[] = [
  { birthday: '', createdAt: null, lastSuccessfulLogIn: '' },
  { birthday: '0000-00-00', createdAt: '0000-00-00T00:00:00+00:00', updatedAt: 'yesterday' },
  { roles: { 0: 'ROLE_USER', 2: 'ROLE_ADMIN' }, scopes: { 0: 'OFFER_READ', 2: 'PERSONA_READ' } },
  { totpEnabled: 0, '2fa': 0, secondAuthFactor: 0 },
  { firstName: null, lastName: 7, name: '' },
  { email: [], organization: '/organizations/1', avatar: false },
  { roles: null, scopes: [] },
  { roles: ['ROLE_USER', 'ROLE_OF_TOMORROW', null], scopes: ['SCOPE_OF_TOMORROW'] },
  // These two do not say which user or API client they are.
  { id: null, identifier: null },
  { id: {}, identifier: {} },
];

/** The same for organizations, of which a list has few: the first is odd already. */
const ODD_ORGANIZATIONS: typeof ODD = [
  { name: '', websiteUrl: null, safeCheckoutToggle: 1, rateCommissionSafeCheckout: '2.5' },
  { name: 7, vatNumber: [], flatRateEnabled: null },
  { id: null },
];

/** The rows of a list of users or API clients with odd fields in them: those that a row has, and those only. */
export function withOddFields(rows: readonly object[]): object[] {
  return mixed(rows, ODD);
}

/** The same of organizations. */
export function withOddOrganizations(rows: readonly object[]): object[] {
  return mixed(rows, ODD_ORGANIZATIONS);
}

function mixed(rows: readonly object[], odds: typeof ODD): object[] {
  return rows.map((row, index) => {
    const odd = Object.entries(odds[index % odds.length] as object).filter(([field]) => Object.hasOwn(row, field));
    return { ...row, ...Object.fromEntries(odd) };
  });
}
