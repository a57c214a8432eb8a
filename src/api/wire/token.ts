import { check, type InferOutput, number, object, pipe, regex, string } from 'valibot';
import { jwtClaims } from '../jwt.ts';
import { present } from './shared.ts';

/** A token that is safe in a header (RFC 6750 section 2.1 allows even less). */
const bearer = pipe(string(), regex(/^[!-~]{1,16384}$/));

/** Ten years: far beyond any token's life, and still a date. */
const LONGEST_LIFE_S = 315_360_000;

/** Answer of `POST /token`, RFC 6749 section 5.1. */
export const accessTokenWire = object({
  token_type: pipe(string(), regex(/^bearer$/i)),
  expires_in: pipe(
    number(),
    check((seconds) => seconds >= 0 && seconds <= LONGEST_LIFE_S),
  ),
  access_token: bearer,
});

/** An OAuth access token. */
export interface AccessToken {
  readonly token: string;
  readonly expiresAt: Date;
  /** The scopes in the token's own claims; absent when the token is not readable. */
  readonly scopes?: string[];
}

/** @param now when the answer came, in milliseconds */
export function toAccessToken(wire: InferOutput<typeof accessTokenWire>, now: number): AccessToken {
  return present({
    token: wire.access_token,
    expiresAt: new Date(now + wire.expires_in * 1000),
    scopes: jwtClaims(wire.access_token).scopes,
  });
}

/** Answer of `POST /authentication`. */
export const personalKeyWire = object({ token: bearer });
