import { createHmac } from 'node:crypto';

/** 64 bytes that depend on the seed and on what they are for, so that nothing secret need be stored. */
export function deriveBytes(seed: number, ...purpose: (string | number)[]): Buffer {
  return createHmac('sha512', `tripartie-sandbox ${seed}`).update(purpose.join('\n')).digest();
}

/** The first `length` (at most 128) hex digits of {@link deriveBytes}. */
export function deriveHex(length: number, seed: number, ...purpose: (string | number)[]): string {
  return deriveBytes(seed, ...purpose)
    .toString('hex')
    .slice(0, length);
}

/** A number from 0 to 2^32 - 1 that depends on all given ones. Cheap: a page of users asks for hundreds. */
export function mix(...numbers: number[]): number {
  let hash = 0x9e3779b9;
  for (const number of numbers) {
    hash ^= number;
    hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
    hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
    hash ^= hash >>> 16;
  }
  return hash >>> 0;
}

/** The item of a list that a number falls on. */
export function pick<T>(list: readonly [T, ...T[]], number: number): T {
  // The type of a list's item at a computed place leaves out that the rest of a division is always one.
  return list[number % list.length] as T;
}
