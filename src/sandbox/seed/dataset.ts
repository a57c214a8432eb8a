import type { SandboxOptions, Settings } from '../settings.ts';
import { settle } from '../settings.ts';
import { type ApiClients, createApiClients } from './apiClients.ts';
import { createOrganizations, type Organizations } from './organizations.ts';
import { createPersonas, type Personas } from './personas.ts';
import { freshState, resumeState, type SandboxState } from './state.ts';
import { createUsers, type Users } from './users.ts';

/** Everything that handlers work on: who and what exists, the clock, and the switches. */
export interface Dataset {
  readonly settings: Settings;
  readonly state: SandboxState;
  readonly users: Users;
  readonly apiClients: ApiClients;
  readonly personas: Personas;
  readonly organizations: Organizations;
  /** Until when `/token` does not know a new client yet, by identifier: milliseconds since 1970. */
  readonly unknownUntil: Map<string, number>;
  /** Must be called after each change of the state. */
  changed(): void;
}

/** The dataset of the given options: fresh from its seed, or resumed. Throws as {@link settle} and {@link resumeState} do. */
export function createDataset(options: SandboxOptions): Dataset {
  const given = settle(options);
  const { seed, users, apiClients, now } = given;
  const state = options.state ? resumeState(options.state) : freshState({ seed, users, apiClients, startedAt: now() });
  const settings = { ...given, seed: state.seed, users: state.users, apiClients: state.apiClients };
  return {
    settings,
    state,
    users: createUsers(state),
    apiClients: createApiClients(state),
    personas: createPersonas(state),
    organizations: createOrganizations(state),
    unknownUntil: new Map(),
    changed: () => options.onChange?.(structuredClone(state)),
  };
}
