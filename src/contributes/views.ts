/** The container in the activity bar. */
export const CONTAINER = { id: 'tripartie', title: 'Tripartie', icon: 'media/tripartie.svg' } as const;

/** The views in it, in their order. */
export const VIEWS = {
  'tripartie.account': { name: 'Account', contextualTitle: 'Tripartie Account' },
  'tripartie.apiClients': {
    name: 'API Clients',
    contextualTitle: 'Tripartie API Clients',
    icon: 'media/tripartie.svg',
  },
  'tripartie.users': { name: 'Users', contextualTitle: 'Tripartie Users' },
} as const;

export type ViewId = keyof typeof VIEWS;
