import { base64url } from './base64url.ts';

/** An id that nobody else has: a random UUID. */
export function randomId(): string {
  return crypto.randomUUID();
}

/** What nobody can guess, as letters, digits, `-` and `_`. @param bytes of randomness */
export function randomToken(bytes: number): string {
  return base64url(crypto.getRandomValues(new Uint8Array(bytes)));
}

/** What nobody can guess, as a whole number of 32 bits. */
export function randomNumber(): number {
  return crypto.getRandomValues(new Uint32Array(1))[0] as number;
}
