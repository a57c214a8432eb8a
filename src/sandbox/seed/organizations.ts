import { SEED_ORGANIZATION } from './people.ts';
import type { OrganizationRecord, SandboxState } from './state.ts';

/** The organizations: the seed's one, and those that came with a registration. */
export interface Organizations {
  get(id: number): OrganizationRecord | undefined;
  list(): OrganizationRecord[];
  save(organization: OrganizationRecord): void;
  nextId(): number;
}

/** What an organization has before anyone sets anything: the contract's defaults. */
export const organizationDefaults = {
  websiteUrl: null,
  domainVerified: false,
  directNotificationToggle: true,
  anonymityLevel: 'PARTIAL_FIRST_NAME',
  safeCheckoutToggle: false,
  resolutionCenterToggle: true,
  internalMessagingToggle: true,
  personaAuthPortalToggle: false,
  automatedReturnToggle: true,
  counterProposalToggle: true,
  flatRateEnabled: false,
  rateCommissionSafeCheckout: 0,
};

const seeded: OrganizationRecord = {
  ...organizationDefaults,
  id: SEED_ORGANIZATION,
  name: 'Acme Sandbox',
  vatNumber: 'FR00000000000',
  commercialRegistryNumber: '000 000 000 R.C.S. Paris',
  websiteUrl: 'https://acme-sandbox.example',
  domainVerified: true,
  safeCheckoutToggle: true,
  personaAuthPortalToggle: true,
  rateCommissionSafeCheckout: 2.5,
  primaryColor: '#1f5eff',
};

/** The organizations of a state. Reads and writes that state only. */
export function createOrganizations(state: SandboxState): Organizations {
  const changed = state.changedOrganizations;
  const list = () => Object.values({ [SEED_ORGANIZATION]: seeded, ...changed });
  return {
    get: (id) => list().find((organization) => organization.id === id),
    list,
    save(organization) {
      changed[organization.id] = organization;
    },
    nextId: () => Math.max(...list().map(({ id }) => id)) + 1,
  };
}
