import { createFileLock } from '../platform/fileLock.ts';
import type { Platform } from '../platform/platform.ts';
import type { Account } from '../session/session.ts';
import { createBreadcrumbFiles } from './breadcrumbFiles.ts';
import type { Ports, RotationRecord, Seen } from './machine/index.ts';

/** What outlives a signed-in account: new keys that the store refused, and what this window has seen, and since when. */
export interface WindowMemory {
  readonly records: Map<string, RotationRecord>;
  readonly seen: Seen;
}

/** What the ports are made of, beside the account. */
export interface PortsOptions {
  /** Names the account; the same over restarts. */
  readonly profile: string;
  /** With the files of the folder that is the rotations' own. */
  readonly platform: Platform;
  readonly memory: WindowMemory;
  /** Whether another window has stored something that this one does not see. */
  readonly isOutdated?: boolean;
  readonly signsInWith: Ports['signsInWith'];
  readonly isUsedHere: Ports['isUsedHere'];
  /** Whether the account is still the one that is signed in, and may change something. */
  readonly isActive: Ports['isActive'];
}

/** Everything that a rotation touches, for one account in this window. */
export function createPorts(account: Account, options: PortsOptions): Ports {
  const { profile, platform, memory, signsInWith, isUsedHere, isActive } = options;
  const { vault, secrets } = account;
  return {
    api: neverLate(account.client),
    account: { profile, origin: account.scope },
    store: {
      read: (key) => vault.read(key),
      write: (key, value) => vault.write(key, value),
      remove: (key) => vault.remove(key),
    },
    breadcrumbs: createBreadcrumbFiles(platform.files),
    currentSecrets: {
      read: (identifier) => secrets.readStored(identifier),
      keep: (identifier, secret) => secrets.keep(identifier, secret, { isOfRotation: true }),
      forget: (identifier) => secrets.forget(identifier),
    },
    lock: createFileLock(platform),
    clock: platform.clock,
    memory: memory.records,
    seen: memory.seen,
    // An extension host starts after its page has read what it keeps. One that was started anew says nothing of when that was.
    loadedAt: options.isOutdated ? Number.NEGATIVE_INFINITY : platform.environment.startedAt,
    signsInWith,
    isUsedHere,
    durability: () => account.durability,
    isActive,
  };
}

/**
 * A rotation holds a lock that ends by itself: a request of its that was sent after that, when the person has at last
 * replaced the key, could make a key that nobody expects any more. It is taken up again then instead.
 */
function neverLate(client: Account['client']): Ports['api'] {
  const now = { awaitCredential: false };
  return {
    listApiClients: (options) => client.listApiClients({ ...options, ...now }),
    getApiClient: (identifier, options) => client.getApiClient(identifier, { ...options, ...now }),
    createApiClient: (input, options) => client.createApiClient(input, { ...options, ...now }),
    deleteApiClient: (identifier, options) => client.deleteApiClient(identifier, { ...options, ...now }),
    fetchToken: (input, options) => client.fetchToken(input, options),
    time: () => client.time(),
  };
}
