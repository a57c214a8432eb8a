import { accessDenied, unauthorized } from './errors.ts';
import { type Claims, readJwt } from './jwt.ts';
import type { Dataset } from './seed/dataset.ts';
import { SEED_ORGANIZATION } from './seed/people.ts';
import type { UserRecord } from './seed/state.ts';

/** Who a personal key, or the token of a sign-in, stands for. */
export type UserCaller = { kind: 'user'; user: UserRecord; organization: number };
/** Who a token of `/token` stands for. */
type ApiClientCaller = { kind: 'apiClient'; organization: number; scopes: readonly string[] };
/** Who a persona key stands for. */
export type PersonaCaller = { kind: 'persona'; persona: number; organization: number };
/** Whoever presented a credential that holds. */
export type Caller = UserCaller | ApiClientCaller | PersonaCaller;

/** Who calls. Ends in 401 without a credential that holds, one in the other's header included. */
export function identify({ headers }: Request, dataset: Dataset): Caller {
  const authorization = headers.get('Authorization');
  const personaKey = headers.get('X-Persona-Authorization');
  const token = bearerToken(authorization);
  if (token !== undefined) return fromToken(token, dataset);
  if (personaKey === null) throw unauthorized('JWT Token not found');
  const prefixed = bearerToken(personaKey);
  const { personaKeyPrefix } = dataset.settings;
  if (prefixed === undefined && personaKeyPrefix === 'required') throw unauthorized('JWT Token not found');
  if (prefixed !== undefined && personaKeyPrefix === 'forbidden') throw unauthorized('Invalid JWT Token');
  const { persona } = valid(prefixed ?? personaKey, dataset);
  if (typeof persona !== 'number') throw unauthorized('Invalid JWT Token');
  return { kind: 'persona', persona, organization: SEED_ORGANIZATION };
}

function bearerToken(header: string | null): string | undefined {
  return header === null ? undefined : /^Bearer (.*)$/i.exec(header)?.[1];
}

function fromToken(token: string, { apiClients, users, ...dataset }: Dataset): UserCaller | ApiClientCaller {
  const claims = valid(token, dataset);
  if (typeof claims.aud === 'string') {
    const client = apiClients.get(claims.aud);
    if (!client) throw unauthorized('Invalid JWT Token');
    return { kind: 'apiClient', organization: client.organization, scopes: claims.scopes as string[] };
  }
  const user = typeof claims.user === 'number' ? users.get(claims.user) : undefined;
  if (!user) throw unauthorized('Invalid JWT Token');
  return { kind: 'user', user, organization: user.organization };
}

function valid(token: string, { settings }: Pick<Dataset, 'settings'>): Claims {
  const claims = readJwt(settings.seed, token);
  if (!claims) throw unauthorized('Invalid JWT Token');
  if (claims.exp * 1000 <= settings.now()) throw unauthorized('Expired JWT Token');
  return claims;
}

/** Lets a personal key in, and nothing else. */
export function personalKey(caller: Caller): UserCaller {
  if (caller.kind !== 'user') throw accessDenied();
  return caller;
}

/** Lets in the personal key of someone who may manage the organization. */
export function manager(caller: Caller): UserCaller {
  const { user, ...rest } = personalKey(caller);
  if (!manages(user)) throw accessDenied();
  return { user, ...rest };
}

/** Lets a persona key in, and nothing else. */
export function personaKey(caller: Caller): PersonaCaller {
  if (caller.kind !== 'persona') throw accessDenied();
  return caller;
}

/** Lets every credential in; the token of an API client only with the scope, where one is named. */
export function anyCredential(scope?: string): (caller: Caller) => Caller {
  return (caller) => {
    if (scope && caller.kind === 'apiClient' && !caller.scopes.includes(scope)) throw accessDenied();
    return caller;
  };
}

/** Whether someone owns or administers their organization. */
export function manages({ roles }: UserRecord): boolean {
  return roles.includes('ROLE_ORGANIZATION_OWNER') || roles.includes('ROLE_ADMIN');
}
