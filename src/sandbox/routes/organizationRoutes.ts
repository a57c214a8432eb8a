import { organizationUpdate } from '../bodies.ts';
import { anyCredential, type Caller, manager, type UserCaller } from '../callers.ts';
import { accessDenied, notFound, problem } from '../errors.ts';
import { withOddOrganizations } from '../oddRows.ts';
import { cast, contentRange, sliceOf } from '../paging.ts';
import { readBody } from '../readBody.ts';
import type { OrganizationRecord } from '../seed/state.ts';
import { organizationInList } from '../userShapes.ts';
import { type Answer, type Call, idOf, type Route, route } from './route.ts';

const ITEMS_PER_PAGE = 30;
/** The fields of 2.0.177, and in between those that 2.0.204 added. */
const published = [
  'name',
  'vatNumber',
  'commercialRegistryNumber',
  'websiteUrl',
  'customBaseUrl',
  'domainVerified',
  'primaryColor',
  'secondaryColor',
  'accentColor',
  'errorColor',
  'infoColor',
  'successColor',
  'warningColor',
  'directNotificationToggle',
  'anonymityLevel',
  'safeCheckoutToggle',
  'resolutionCenterToggle',
  'internalMessagingToggle',
  'personaAuthPortalToggle',
  'automatedReturnToggle',
  'counterProposalToggle',
  'flatRateEnabled',
  'rateCommissionSafeCheckout',
];

/** The operations on organizations that the contract's extras list. */
export const organizationRoutes: readonly Route[] = [
  route('GET', '/organizations', anyCredential('ORGANIZATION_READ'), list),
  route('GET', '/organizations/:id', anyCredential('ORGANIZATION_READ'), (call) => ({
    status: 200,
    body: read(find(call)),
  })),
  route('PATCH', '/organizations/:id', manager, update),
];

function list({ dataset, query }: Call<Caller>): Answer {
  const perPage = query.get('itemsPerPage');
  const size = perPage === null ? ITEMS_PER_PAGE : cast(perPage);
  if (size < 0) throw problem(400, 'Limit should not be less than 0');
  const slice = sliceOf(query, size);
  const name = query.get('name')?.toLowerCase() ?? '';
  const all = dataset.organizations.list().filter((organization) => organization.name.toLowerCase().includes(name));
  const rows = all.slice(slice.start, slice.start + slice.count).map(organizationInList);
  const body = dataset.settings.oddRows ? withOddOrganizations(rows) : rows;
  const range = contentRange(slice, body.length, all.length, dataset.settings.range);
  return { status: 200, body, headers: { 'Content-Range': range } };
}

async function update(call: Call<UserCaller>): Promise<Answer> {
  const organization = find(call);
  if (organization.id !== call.caller.organization) throw accessDenied();
  const { billingAddress: _address, ...changes } = await readBody(call.request, organizationUpdate);
  const saved: OrganizationRecord = { ...organization, ...changes };
  call.dataset.organizations.save(saved);
  call.dataset.changed();
  return { status: 200, body: read(saved) };
}

function find(call: Call<Caller>): OrganizationRecord {
  const organization = call.dataset.organizations.get(idOf(call));
  if (!organization) throw notFound();
  return organization;
}

/** `Organization-Read`. */
function read(organization: OrganizationRecord): object {
  return Object.fromEntries(published.map((field) => [field, organization[field]]));
}
