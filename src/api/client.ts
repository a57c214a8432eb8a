import { systemClock } from '../platform/clock.ts';
import type { CallOptions } from './call.ts';
import { type ApiTime, Clock } from './clock.ts';
import type { Credential } from './credentials.ts';
import { type ClientOptions, createSender } from './http.ts';
import { accountOperations } from './operations/account.ts';
import { apiClientOperations } from './operations/apiClients.ts';
import { organizationOperations } from './operations/organizations.ts';
import { personaOperations } from './operations/personas.ts';
import { fetchToken, type TokenRequest } from './operations/tokens.ts';
import { userOperations } from './operations/users.ts';
import type { ApiOrigin } from './origin.ts';
import type { AccessToken } from './wire/token.ts';

type Operations = ReturnType<typeof accountOperations> &
  ReturnType<typeof apiClientOperations> &
  ReturnType<typeof userOperations> &
  ReturnType<typeof personaOperations> &
  ReturnType<typeof organizationOperations>;

/**
 * The Tripartie API, one method an operation. Each rejects with an `ApiError` and with nothing else; which of them,
 * errors.ts tells. Reads that are identical and under way at the same time are sent once.
 */
export interface TripartieClient extends Operations {
  readonly origin: ApiOrigin;
  /** This computer's time minus the API's at its last answer, in milliseconds; `undefined` while no answer told. */
  clockSkewMs(): number | undefined;
  /** What the API's clock shows, for what must not be done too early; `undefined` while no answer told. */
  time(): ApiTime | undefined;
  /** What time it is for the API, in milliseconds since 1970: see `Clock.now`. When a key ends or is due follows from it. */
  now(): number;
  /**
   * Takes another credential: requests made from now on are signed with it, and so is what the API refused for the one
   * before, or yet refuses. Access tokens of the one before are dropped.
   */
  useCredential(credential: Credential): void;
  /** See `fetchToken` in operations/tokens.ts; needs no credential of the client itself. */
  fetchToken(input: TokenRequest, options?: CallOptions): Promise<AccessToken>;
}

/** Makes a client. It keeps no state but its credential, access tokens and the rate limit's, and sends nothing by itself. */
export function createClient(options: ClientOptions): TripartieClient {
  const { now = systemClock.now, elapsed = options.now ?? systemClock.elapsed } = options;
  const clock = new Clock({ now, elapsed });
  const { send, useCredential } = createSender(options, fetchToken, clock);
  return {
    origin: options.origin,
    clockSkewMs: () => clock.skewMs,
    time: () => clock.time,
    now: () => clock.now(),
    useCredential,
    fetchToken: (input, callOptions) => fetchToken(send, input, callOptions),
    ...accountOperations(send),
    ...apiClientOperations(send),
    ...userOperations(send),
    ...personaOperations(send),
    ...organizationOperations(send),
  };
}
