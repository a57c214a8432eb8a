import { createHmac, timingSafeEqual } from 'node:crypto';
import { deriveBytes } from './seed/derive.ts';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const STEP_MS = 30_000;

/** Bytes as base32 without padding (RFC 4648, section 6). */
export function toBase32(bytes: Uint8Array): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  return (bits.match(/.{1,5}/g) ?? []).map((five) => ALPHABET[Number.parseInt(five.padEnd(5, '0'), 2)]).join('');
}

/** What base32 without padding says. Throws a TypeError at a character outside the alphabet. */
export function fromBase32(text: string): Buffer {
  const bits = [...text].map((character) => {
    const value = ALPHABET.indexOf(character);
    if (value < 0) throw new TypeError('This is not base32');
    return value.toString(2).padStart(5, '0');
  });
  const bytes = bits.join('').match(/.{8}/g) ?? [];
  return Buffer.from(bytes.map((byte) => Number.parseInt(byte, 2)));
}

/** The one-time password of RFC 4226 for a counter, on HMAC-SHA-1. */
export function hotp(secret: Uint8Array, counter: number, digits = 6): string {
  const message = Buffer.alloc(8);
  message.writeBigUInt64BE(BigInt(counter));
  const mac = createHmac('sha1', secret).update(message).digest();
  const offset = mac.readUInt8(mac.length - 1) & 0xf;
  return String((mac.readUInt32BE(offset) & 0x7fffffff) % 10 ** digits).padStart(digits, '0');
}

/** The time-based password of RFC 6238 at a moment in milliseconds, with steps of 30 seconds. */
export function totp(secret: Uint8Array, at: number, digits = 6): string {
  return hotp(secret, Math.floor(at / STEP_MS), digits);
}

/** Whether a code, spaces aside, is the one of this step or of a neighbour: clocks differ, and people type slowly. */
export function acceptsTotp(secret: string, code: string, at: number): boolean {
  const given = Buffer.from(code.replace(/\s/g, ''));
  return [0, -1, 1].some((steps) => {
    const expected = Buffer.from(totp(fromBase32(secret), Math.max(0, at + steps * STEP_MS)));
    return given.length === expected.length && timingSafeEqual(given, expected);
  });
}

/**
 * The secret of a user's n-th set-up: 52 base32 characters, as the API's are, starting with `SANDBOX` so that nobody
 * takes it for a real one.
 */
export function totpSecret(seed: number, user: number, setups: number): string {
  return `SANDBOX${toBase32(deriveBytes(seed, 'totp', user, setups).subarray(0, 32)).slice(7)}`;
}

/** The address an authenticator app reads, in the form otphp prints: sorted parameters, none at its default. */
export function totpUri(email: string, secret: string): string {
  return `otpauth://totp/${encodeURIComponent(`Tripartie:${email}`)}?issuer=Tripartie&secret=${secret}`;
}
