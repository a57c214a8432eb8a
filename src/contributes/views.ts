import type { ContextKey } from './contextKeys.ts';

/** The container in the activity bar. */
export const CONTAINER = { id: 'tripartie', title: 'Tripartie', icon: 'media/tripartie.svg' } as const;

/**
 * The views in it, in their order. `initialSize` is their share of the height before anybody has moved an edge: the few
 * rows of the account have an end, and the lists have more than fits.
 */
export const VIEWS = {
  'tripartie.account': { name: 'Account', contextualTitle: 'Tripartie Account', initialSize: 3 },
  'tripartie.apiClients': {
    name: 'API Clients',
    contextualTitle: 'Tripartie API Clients',
    icon: 'media/tripartie.svg',
    initialSize: 4,
  },
  'tripartie.users': { name: 'Users', contextualTitle: 'Tripartie Users', initialSize: 4 },
  'tripartie.found': {
    name: 'Secrets in Files',
    contextualTitle: 'Tripartie Secrets in Files',
    icon: 'media/tripartie.svg',
    initialSize: 4,
    when: 'tripartie.found' satisfies ContextKey,
  },
} as const;

export type ViewId = keyof typeof VIEWS;
