import { type InferOutput, object } from 'valibot';
import { amount, flag, type Id, id, present, text, unneeded } from './shared.ts';

/** What is read of an organization; the list and the single answer each have fields that the other lacks. */
export const organizationWire = object({
  id: unneeded(id),
  name: text,
  vatNumber: text,
  commercialRegistryNumber: text,
  websiteUrl: text,
  customBaseUrl: text,
  directNotificationToggle: flag,
  safeCheckoutToggle: flag,
  resolutionCenterToggle: flag,
  internalMessagingToggle: flag,
  personaAuthPortalToggle: flag,
  automatedReturnToggle: flag,
  counterProposalToggle: flag,
  flatRateEnabled: flag,
  rateCommissionSafeCheckout: amount,
});

/** An organization. A list shows more of its settings, `GET /organizations/{id}` its web addresses. */
export interface Organization {
  /** Absent in the answers about a single organization. */
  readonly id?: Id;
  readonly name?: string;
  readonly vatNumber?: string;
  readonly commercialRegistryNumber?: string;
  readonly websiteUrl?: string;
  readonly customBaseUrl?: string;
  readonly directNotificationToggle?: boolean;
  readonly safeCheckoutToggle?: boolean;
  readonly resolutionCenterToggle?: boolean;
  readonly internalMessagingToggle?: boolean;
  readonly personaAuthPortalToggle?: boolean;
  readonly automatedReturnToggle?: boolean;
  readonly counterProposalToggle?: boolean;
  readonly flatRateEnabled?: boolean;
  /** The commission of a safe checkout, as the API counts it. */
  readonly rateCommissionSafeCheckout?: number;
}

/** An organization from the wire. */
export function toOrganization(wire: InferOutput<typeof organizationWire>): Organization {
  return present(wire);
}
