import { createHash, createHmac, randomBytes } from 'node:crypto';

/** The SHA-256 of a text's UTF-8. */
export function sha256(text: string, encoding: 'hex' | 'base64url'): string {
  return createHash('sha256').update(text).digest(encoding);
}

/**
 * A hash that tells nothing of a text to whoever has it, but for this process while it runs: the HMAC-SHA-256 of its UTF-8
 * (RFC 2104), with a key that is drawn anew for each call of this function and is kept nowhere.
 */
export function keyedHash(): (text: string) => string {
  const key = randomBytes(32);
  return (text) => createHmac('sha256', key).update(text).digest('base64url');
}
