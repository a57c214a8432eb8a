import type { TripartieClient } from '../../api/index.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Lock } from '../../platform/lock.ts';
import type { RotationRecord } from './record.ts';

/**
 * The secret store. Every method settles within seconds, and rejects when the store refuses or does not answer. A
 * rejected read says nothing about what is there.
 */
export interface RotationStore {
  read(key: string): Promise<string | undefined>;
  /** This room reads back what it wrote, so the adapter need not. */
  write(key: string, value: string): Promise<void>;
  remove(key: string): Promise<void>;
}

/** Files without secrets, one a rotation, that outlive a crash once written. A write replaces the file as a whole. */
export interface Breadcrumbs {
  list(): Promise<readonly string[]>;
  read(id: string): Promise<string | undefined>;
  write(id: string, text: string): Promise<void>;
  remove(id: string): Promise<void>;
}

/** How long a write may take to be seen by another window, with a margin, in milliseconds. */
export const PROPAGATION_MS = 1_000;

/**
 * How long a store may take to get a value to the disk after it said it has it, in milliseconds. VS Code writes 100 ms
 * later in the window and again in the main process; this is ten times as long.
 */
export const FLUSH_MS = 2_000;

/**
 * The secrets that this editor keeps for API clients, one an identifier: handing over adds the new key's beside the
 * old one's. `read` answers from the store, never from memory, and rejects when the store does not answer.
 */
export interface CurrentSecrets {
  read(identifier: string): Promise<string | undefined>;
  keep(identifier: string, secret: string): Promise<void>;
  forget(identifier: string): Promise<void>;
}

/** What rotating needs of the API. */
export type RotationApi = Pick<
  TripartieClient,
  'listApiClients' | 'createApiClient' | 'getApiClient' | 'deleteApiClient' | 'fetchToken' | 'time'
>;

/** Whether what the secret store keeps outlives a restart: shown by an earlier start, known not to, or not known. */
export type Durability = 'durable' | 'memoryOnly' | 'unproven';

/** The account that is signed in. */
export interface RotationAccount {
  /** Names the account for the lock and the record; the same over restarts. */
  readonly profile: string;
  /** The address of its API, or a name for it that stays the same when the address does not (the sandbox's port). */
  readonly origin: string;
}

/** When a window saw something. */
export interface SeenMoment {
  /** See `Clock.elapsed` of the platform. */
  readonly elapsed: number;
  /** What the API's clock showed at least; `NaN` where that was not known. */
  readonly api: number;
}

/**
 * Since when this window has seen what of its rotations. Counted by elapsed time, which nobody sets: a wall clock that is
 * moved makes nothing older than it is. It must outlive signing out, and ends with the window, whose successor counts
 * anew.
 */
export type Seen = Map<string, SeenMoment>;

/** Everything that a rotation touches, for one account in one window. */
export interface Ports {
  readonly api: RotationApi;
  readonly account: RotationAccount;
  readonly store: RotationStore;
  readonly breadcrumbs: Breadcrumbs;
  readonly currentSecrets: CurrentSecrets;
  /** At most one rotator a profile, over all windows of the editor. */
  readonly lock: Lock;
  readonly clock: Clock;
  /**
   * New keys of rotations under way in this window, by rotation. The only place of a secret that the store refuses; it
   * must outlive signing out, and ends with the window.
   */
  readonly memory: Map<string, RotationRecord>;
  /** What this window has seen of rotations, and since when. */
  readonly seen: Seen;
  /** When this window was loaded, in milliseconds. A browser's sees no secret that another window stored since. */
  readonly loadedAt: number;
  /**
   * Whether a profile of this editor signs in with an API client, and would break without it. Rejects when the profiles,
   * which are files like the breadcrumbs, cannot be read.
   */
  signsInWith(identifier: string): Promise<boolean>;
  /**
   * Whether something in this window's workspace still uses a key, as far as can be seen: it would stop working without
   * anybody having been told. Never rejects.
   */
  isUsedHere(identifier: string): Promise<boolean>;
  durability(): Durability;
  /** Whether `account` is still the one that is signed in, and may change something. */
  isActive(): Promise<boolean>;
}

/** A boundary other than the API did not do its work. Holds nothing of what it was given. */
export class BoundaryError extends Error {
  override readonly name = 'BoundaryError';
  readonly boundary: 'store' | 'breadcrumbs';

  constructor(boundary: 'store' | 'breadcrumbs') {
    super(`rotation: ${boundary} failed`);
    this.boundary = boundary;
  }
}
