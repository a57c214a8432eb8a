import { deriveHex, pick } from './derive.ts';
import { SEED_ORGANIZATION } from './people.ts';
import { hashSecret } from './secrets.ts';
import { type ApiClientRecord, atom, type SandboxState } from './state.ts';

/** The scopes that may be asked for: contract, `ApiClient-Write`. */
export const CREATABLE_SCOPES = [
  'OFFER_READ',
  'OFFER_WRITE',
  'DISPUTE_READ',
  'DISPUTE_WRITE',
  'ORGANIZATION_READ',
  'PERSONA_READ',
  'PERSONA_WRITE',
  'PERSONA_AUTH',
] as const;

/** The API clients: those of the seed, computed, without the deleted ones, and those that were made. */
export interface ApiClients {
  get(identifier: string): ApiClientRecord | undefined;
  list(organization: number): ApiClientRecord[];
  /** Makes one. Its secret is in what this returns and nowhere else. */
  create(organization: number, name: string | null, scopes: string[], at: number): ApiClientRecord & { secret: string };
  remove(identifier: string): void;
}

const DAY = 86_400_000;
type Plan = { name: string | null; age: number; scopes: readonly string[] };
const plans: readonly [Plan, ...Plan[]] = [
  { name: 'Storefront production', age: 134, scopes: CREATABLE_SCOPES },
  { name: 'Storefront staging', age: 12, scopes: ['OFFER_READ', 'OFFER_WRITE', 'PERSONA_AUTH'] },
  { name: 'Dispute export (nightly)', age: 412, scopes: ['DISPUTE_READ'] },
  // Cannot be asked for, so that this client cannot be replaced by one with the same scopes.
  { name: 'Warehouse bridge', age: 91, scopes: ['OFFER_READ', 'DISPUTE_READ', 'INTERNAL_WRITE'] },
  { name: 'Persona portal', age: 3, scopes: ['PERSONA_READ', 'PERSONA_WRITE', 'PERSONA_AUTH'] },
  { name: null, age: 700, scopes: ['ORGANIZATION_READ'] },
  { name: 'Storefront staging', age: 89, scopes: ['OFFER_READ'] },
  { name: 'Réclamations – résolution', age: 0, scopes: ['DISPUTE_READ', 'DISPUTE_WRITE'] },
];

/** The secret that the seed gives its client at an index. Recognisable, and no real one's form. */
export function seedSecret(seed: number, index: number): string {
  return `sandbox_secret_${deriveHex(64, seed, 'client secret', index)}`;
}

/** The API client that a seed has at an index from 0 on. The first one may do all that can be asked for. */
export function seedClient(seed: number, index: number, startedAt: number): ApiClientRecord {
  const plan = pick(plans, index);
  const round = Math.floor(index / plans.length);
  return {
    identifier: deriveHex(32, seed, 'client', index),
    organization: SEED_ORGANIZATION,
    name: plan.name && round > 0 ? `${plan.name.slice(0, 26)} ${round + 1}` : plan.name,
    scopes: [...plan.scopes],
    createdAt: atom(startedAt - plan.age * DAY - index * 60_000),
    secretHash: hashSecret(seedSecret(seed, index)),
  };
}

/** The API clients of a state. Reads and writes that state only. */
export function createApiClients(state: SandboxState): ApiClients {
  let seeded: Map<string, ApiClientRecord> | undefined;
  const ofSeed = () => {
    seeded ??= new Map(
      Array.from({ length: state.apiClients }, (_, index) => {
        const client = seedClient(state.seed, index, state.startedAt);
        return [client.identifier, client];
      }),
    );
    return seeded;
  };
  const there = ({ identifier }: ApiClientRecord) => !state.deletedApiClients.includes(identifier);

  return {
    get(identifier) {
      const made = state.createdApiClients.find((client) => client.identifier === identifier);
      const client = made ?? ofSeed().get(identifier);
      return client && there(client) ? client : undefined;
    },
    list: (organization) =>
      [...ofSeed().values(), ...state.createdApiClients].filter(
        (client) => client.organization === organization && there(client),
      ),
    create(organization, name, scopes, at) {
      state.made++;
      const secret = `sandbox_secret_${deriveHex(64, state.seed, 'made client secret', state.made)}`;
      const client: ApiClientRecord = {
        identifier: deriveHex(32, state.seed, 'made client', state.made),
        organization,
        name,
        scopes,
        createdAt: atom(at),
        secretHash: hashSecret(secret),
      };
      state.createdApiClients.push(client);
      return { ...client, secret };
    },
    remove(identifier) {
      const made = state.createdApiClients.findIndex((client) => client.identifier === identifier);
      if (made >= 0) state.createdApiClients.splice(made, 1);
      else state.deletedApiClients.push(identifier);
    },
  };
}
