import { array, is, number, object, string, union } from 'valibot';
import { present } from './wire/shared.ts';

/** What a token says of itself. Nothing here is verified: only the API can tell whether a token is good. */
export interface JwtClaims {
  /** Claim `exp` (RFC 7519 section 4.1.4). */
  readonly expiresAt?: Date;
  /** Whose it is: claim `sub`, or `username` as Symfony's LexikJWT writes it. */
  readonly subject?: string;
  /** Claim `scopes`, as the API's OAuth server writes it. */
  readonly scopes?: string[];
}

const expiry = object({ exp: number() });
const owned = object({ sub: union([string(), number()]) });
const named = object({ username: string() });
const granted = object({ scopes: array(string()) });

/** Reads the claims of a JWT (RFC 7519). What is no JWT, or holds no such claim, gives an empty object; never throws. */
export function jwtClaims(token: string): JwtClaims {
  const claims = payload(token);
  const expiresAt = is(expiry, claims) ? new Date(claims.exp * 1000) : undefined;
  return present({
    expiresAt: Number.isNaN(expiresAt?.getTime()) ? undefined : expiresAt,
    subject: ownerOf(claims),
    scopes: is(granted, claims) ? claims.scopes : undefined,
  });
}

function ownerOf(claims: unknown): string | undefined {
  if (is(owned, claims)) return String(claims.sub);
  return is(named, claims) ? claims.username : undefined;
}

function payload(token: string): unknown {
  const [, body = ''] = token.split('.');
  try {
    const bytes = Uint8Array.from(atob(body.replaceAll('-', '+').replaceAll('_', '/')), (c) => c.charCodeAt(0));
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return undefined;
  }
}
