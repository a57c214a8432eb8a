import { exactOptional, type InferInput, nullable, object } from 'valibot';
import { as } from '../answer.ts';
import type { CallOptions, Send } from '../call.ts';
import { checked, clearable, text, toggle } from '../input.ts';
import { type Page, pageOf } from '../page.ts';
import { type Organization, organizationWire, toOrganization } from '../wire/organization.ts';
import type { Id } from '../wire/shared.ts';

const change = object({
  name: text(0, 64),
  vatNumber: nullable(text(0, 32)),
  commercialRegistryNumber: text(0, 32),
  websiteUrl: exactOptional(nullable(text(0, 64))),
  customBaseUrl: clearable,
  directNotificationToggle: toggle,
  internalMessagingToggle: toggle,
  personaAuthPortalToggle: toggle,
  automatedReturnToggle: toggle,
  counterProposalToggle: toggle,
});
/** What is to change in an organization; the first three go along each time, as the contract requires them. */
export type OrganizationChange = InferInput<typeof change>;

/** The operations on organizations, of the further operations. Any credential. */
export function organizationOperations(send: Send) {
  return {
    /** `GET /organizations`. One page; past the end it is empty. */
    listOrganizations: (options: CallOptions & { readonly page?: number } = {}): Promise<Page<Organization>> =>
      send(
        {
          operation: 'listOrganizations',
          method: 'GET',
          path: '/organizations',
          page: options.page ?? 1,
          read: pageOf(organizationWire, toOrganization),
        },
        options,
      ),

    /** `GET /organizations/{id}`. */
    getOrganization: (id: Id, options?: CallOptions): Promise<Organization> =>
      send(
        {
          operation: 'getOrganization',
          method: 'GET',
          path: '/organizations/{id}',
          ids: { id },
          read: as(organizationWire, toOrganization),
        },
        options,
      ),

    /** `PATCH /organizations/{id}`. Personal key only. What is left out stays. */
    updateOrganization: (id: Id, input: OrganizationChange, options?: CallOptions): Promise<Organization> =>
      send(
        {
          operation: 'updateOrganization',
          method: 'PATCH',
          path: '/organizations/{id}',
          ids: { id },
          body: () => checked(change, input),
          accepts: 'personalKey',
          read: as(organizationWire, toOrganization),
        },
        options,
      ),
  };
}
