import type { SandboxState } from './seed/state.ts';

/** What a sandbox can be told. Everything has a default; counts outside their limits end in a RangeError. */
export interface SandboxOptions {
  /** Decides every name, identifier and secret. Default 1. */
  seed?: number;
  /** Users of the organization, 0 to 1,000,000, the owner included. The owner exists even at 0, unlisted. Default 120. */
  users?: number;
  /** API clients of the organization, 0 to 10,000. Default 8. */
  apiClients?: number;
  /** Items a page, 1 to 1,000. Default 50. */
  pageSize?: number;
  /** Whether the end in `Content-Range: 0-50/120` is one past the last item (default) or the last item itself. */
  range?: 'exclusive' | 'inclusive';
  /** How long every answer takes, in milliseconds of real time. Default 0. */
  latencyMs?: number;
  /** Calls in any 60 seconds, at least 1. Left out: no limit, and `X-Rate-Limit` always shows 1,000. */
  rateLimit?: number;
  /** Milliseconds since 1970. Default `Date.now`. */
  now?: () => number;
  /** Ids of users as the contract has them since 2.0.171 (default), or as strings, as before. */
  ids?: 'integer' | 'string';
  /** What the two-factor field is called: `2fa`, or `secondAuthFactor` as since 2.0.204. */
  secondFactorName?: '2fa' | 'secondAuthFactor';
  /** Whether a persona key may (default), must or must not follow `Bearer `. */
  personaKeyPrefix?: 'optional' | 'required' | 'forbidden';
  /** Fills the sensitive fields of `GET /users/{id}` with texts that start with `sandbox-canary-`. Default true. */
  canaries?: boolean;
  /** Gives rows of lists odd values: empty and impossible dates, objects for lists, rows without an id. Default false. */
  oddRows?: boolean;
  /** What an earlier sandbox left: resumed exactly. Its own seed and counts win over the ones given here. */
  state?: SandboxState;
  /** Called with a copy after each change, before the answer is sent. */
  onChange?: (state: SandboxState) => void;
}

/** The options with every default filled in. */
export type Settings = Required<Omit<SandboxOptions, 'state' | 'onChange' | 'rateLimit'>> &
  Pick<SandboxOptions, 'rateLimit'>;

const limits = {
  seed: [0, Number.MAX_SAFE_INTEGER],
  users: [0, 1_000_000],
  apiClients: [0, 10_000],
  pageSize: [1, 1_000],
  latencyMs: [0, 600_000],
  rateLimit: [1, 1_000_000],
} as const;

/** Fills in the defaults. Throws a RangeError that names the option and its limits. */
export function settle(options: SandboxOptions): Settings {
  for (const [name, [least, most]] of Object.entries(limits)) {
    const value = options[name as keyof typeof limits];
    if (value !== undefined && !(Number.isInteger(value) && value >= least && value <= most)) {
      throw new RangeError(`${name} must be a whole number from ${least} to ${most}`);
    }
  }
  const { state: _state, onChange: _onChange, ...given } = options;
  return {
    seed: 1,
    users: 120,
    apiClients: 8,
    pageSize: 50,
    range: 'exclusive',
    latencyMs: 0,
    now: Date.now,
    ids: 'integer',
    secondFactorName: '2fa',
    personaKeyPrefix: 'optional',
    canaries: true,
    oddRows: false,
    ...given,
  };
}
