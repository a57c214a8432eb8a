import { createHmac, timingSafeEqual } from 'node:crypto';
import { deriveBytes } from './seed/derive.ts';

/** What every token of the sandbox says, times in seconds. Fractions are league's way, and allowed by RFC 7519. */
export interface Claims {
  iss: 'tripartie-sandbox';
  iat: number;
  exp: number;
  [claim: string]: unknown;
}

const HEADER = encode({ typ: 'JWT', alg: 'HS256' });

/** A JWT signed with HS256 under a key that follows from the seed, so that tokens outlive a restart. */
export function signJwt(seed: number, claims: Omit<Claims, 'iss'>): string {
  const signed = `${HEADER}.${encode({ iss: 'tripartie-sandbox', ...claims })}`;
  return `${signed}.${signature(seed, signed)}`;
}

/** What a token of this seed says, or undefined where it is not one: the end of its life is not looked at. */
export function readJwt(seed: number, token: string): Claims | undefined {
  const [header, payload, given, ...rest] = token.split('.');
  if (header !== HEADER || payload === undefined || given === undefined || rest.length > 0) return undefined;
  const expected = Buffer.from(signature(seed, `${header}.${payload}`));
  const presented = Buffer.from(given);
  if (presented.length !== expected.length || !timingSafeEqual(presented, expected)) return undefined;
  return JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')) as Claims;
}

function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

function signature(seed: number, signed: string): string {
  return createHmac('sha256', deriveBytes(seed, 'jwt')).update(signed).digest('base64url');
}
