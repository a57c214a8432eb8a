import { createHash } from 'node:crypto';

/** The SHA-256 of a text's UTF-8. */
export function sha256(text: string, encoding: 'hex' | 'base64url'): string {
  return createHash('sha256').update(text).digest(encoding);
}
