import { createApp } from './app.ts';
import { createExchange } from './exchange.ts';
import { createFaults, type Faults } from './faults/faults.ts';
import { signJwt } from './jwt.ts';
import { createRequestLog, type RequestLog } from './requestLog.ts';
import { seedClient, seedSecret } from './seed/apiClients.ts';
import { createDataset, type Dataset } from './seed/dataset.ts';
import { OWNER } from './seed/people.ts';
import { personaKey } from './seed/personas.ts';
import { CAPTCHA, emailCode, SEED_PASSWORD } from './seed/secrets.ts';
import type { SandboxState, UserRecord } from './seed/state.ts';
import type { SandboxOptions } from './settings.ts';

/** What is needed to sign in to a sandbox in every way that the API has, as long as nobody changes or deletes it. */
export interface SandboxCredentials {
  /** The owner's, for a year. Its payload says `"iss": "tripartie-sandbox"`. */
  personalKey: string;
  /** The owner's address and password. */
  email: string;
  password: string;
  /** What counts as a solved captcha. */
  captcha: string;
  /** Absent where the seed has no API clients. */
  apiClient?: { identifier: string; secret: string };
  personaKey: string;
}

/** A stand-in of the API: what it answers, what it keeps, and what tests can do to it. */
export interface Sandbox {
  /**
   * Answers as the API would. Rejects with a TypeError where a fault breaks the connection, and with the signal's reason
   * where the caller gives up; the API goes on all the same, as a server does that cannot know.
   */
  fetch(request: Request): Promise<Response>;
  readonly personalKey: string;
  readonly credentials: SandboxCredentials;
  /** A copy of what changed since the seed: plain JSON, to be kept and given back as `options.state`. */
  readonly state: SandboxState;
  readonly faults: Faults;
  readonly requests: RequestLog;
  /** The code that a user's last verification mail held. Undefined where there is none, or it was used. */
  emailVerificationCode(user: number): string | undefined;
}

const YEAR_SECONDS = 365 * 86_400;

/**
 * A sandbox with people, API clients and personas that follow from its seed. Throws a RangeError at an option outside
 * its limits and a TypeError at a state that it cannot resume.
 */
export function createSandbox(options: SandboxOptions = {}): Sandbox {
  const dataset = createDataset(options);
  const { faults, strike } = createFaults();
  const { log, begin } = createRequestLog();
  const credentials = credentialsOf(dataset);
  return {
    fetch: createExchange({ app: createApp(dataset), strike, begin, latencyMs: dataset.settings.latencyMs }),
    personalKey: credentials.personalKey,
    credentials,
    faults,
    requests: log,
    get state() {
      return structuredClone(dataset.state);
    },
    emailVerificationCode(id) {
      const user = dataset.users.get(id);
      return user && !user.emailVerified ? emailCode(dataset.settings.seed, id, user.emailCodes) : undefined;
    },
  };
}

function credentialsOf({ settings, state, users }: Dataset): SandboxCredentials {
  const { seed, apiClients, now } = settings;
  const iat = Math.floor(now() / 1000);
  const exp = iat + YEAR_SECONDS;
  // The owner cannot be deleted.
  const { email, roles } = users.get(OWNER) as UserRecord;
  return {
    personalKey: signJwt(seed, { iat, exp, user: OWNER, username: email, roles }),
    email,
    password: SEED_PASSWORD,
    captcha: CAPTCHA,
    ...(apiClients > 0 && {
      apiClient: { identifier: seedClient(seed, 0, state.startedAt).identifier, secret: seedSecret(seed, 0) },
    }),
    personaKey: personaKey(seed, 1, iat, exp),
  };
}
