import { credentialEntry } from './entryKeys.ts';

/** The secrets that this editor keeps, by what they are for. Names of entries only. */
export interface KeptSecrets {
  /** Of profiles: what they sign in with, and the persona key that was typed last. By the profile's id. */
  readonly profiles: ReadonlyMap<string, readonly string[]>;
  /** Of API clients. By the scope of their account: its address, or `sandbox`. */
  readonly clients: ReadonlyMap<string, readonly string[]>;
  /** Of rotations under way, with the list of them. */
  readonly rotations: readonly string[];
}

const CLIENT = 'tripartie.apiClient:';
const ROTATIONS = 'tripartie.rotation';

/** Sorts the entries of the secret store. Those that hold no secret, and those of others, are left out. */
export function sortEntries(keys: readonly string[]): KeptSecrets {
  const profiles = new Map<string, string[]>();
  const clients = new Map<string, string[]>();
  const rotations: string[] = [];
  for (const key of [...new Set(keys)].sort()) {
    if (key.startsWith(credentialEntry(''))) put(profiles, key.slice(credentialEntry('').length).split(':')[0], key);
    else if (isOfClient(key)) put(clients, clientOf(key).scope, key);
    else if (key.startsWith(ROTATIONS)) rotations.push(key);
  }
  return { profiles, clients, rotations };
}

/** Whether an entry holds the secret of an API client. */
export function isOfClient(entry: string): boolean {
  return entry.startsWith(CLIENT);
}

/** Whose secret such an entry holds. */
export function clientOf(entry: string): { readonly scope: string; readonly identifier: string } {
  const end = entry.lastIndexOf(':');
  return { scope: entry.slice(CLIENT.length, end), identifier: entry.slice(end + 1) };
}

/** All entries of it. */
export function entriesOf({ profiles, clients, rotations }: KeptSecrets): string[] {
  return [...[...profiles.values()].flat(), ...[...clients.values()].flat(), ...rotations];
}

function put(map: Map<string, string[]>, of = '', key: string): void {
  map.set(of, [...(map.get(of) ?? []), key]);
}
