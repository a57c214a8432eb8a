import type { CreatableScope } from '../api/index.ts';

/** What a program may do with each scope that can be asked for (contract, `ApiClient-Write.desiredScopes`). */
export const SCOPE_EXPLANATIONS: Readonly<Record<CreatableScope, string>> = {
  OFFER_READ: 'Read offers: what is for sale, its price and its state',
  OFFER_WRITE: 'Create, change and cancel offers',
  DISPUTE_READ: 'Read disputes, their messages and evidence',
  DISPUTE_WRITE: 'Open disputes, answer them and add evidence',
  ORGANIZATION_READ: 'Read organizations and the history of webhooks',
  PERSONA_READ: 'Read personas: the buyers and sellers of your platform',
  PERSONA_WRITE: 'Register personas and change them',
  PERSONA_AUTH: 'Sign a persona in by a link that you hand out',
};
