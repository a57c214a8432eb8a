import { createHash, scryptSync, timingSafeEqual } from 'node:crypto';
import { deriveHex } from './derive.ts';

/** The password of everyone in the seed. */
export const SEED_PASSWORD = 'sandbox-password';
/** The captcha token that the sandbox takes for solved. */
export const CAPTCHA = 'sandbox-captcha';

/** Whether a captcha token is the one that counts as solved. */
export function solvesCaptcha(token: string | null | undefined): boolean {
  return token === CAPTCHA;
}

/** A hash to keep instead of a password. Cheap on purpose: it guards made-up accounts on the person's own machine. */
export function hashPassword(password: string, salt: string): string {
  return `${salt}:${scryptSync(password, salt, 32, { N: 1024 }).toString('hex')}`;
}

/** Whether a password is the one kept: `seed`, `none` (no password fits), or what {@link hashPassword} gave. */
export function matchesPassword(kept: string, password: string | null | undefined): boolean {
  if (password === null || password === undefined || kept === 'none') return false;
  if (kept === 'seed') return sameText(password, SEED_PASSWORD);
  return sameText(hashPassword(password, kept.slice(0, kept.indexOf(':'))), kept);
}

/** The hash of an API client's secret that the state keeps. */
export function hashSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

/** Whether two texts are the same, in a time that does not tell where they differ. */
export function sameText(one: string, other: string): boolean {
  return timingSafeEqual(createHash('sha256').update(one).digest(), createHash('sha256').update(other).digest());
}

/** The code that a user's n-th verification mail would hold: 128 characters, as the contract wants. */
export function emailCode(seed: number, user: number, codes: number): string {
  return `sandbox-email-code-${deriveHex(128, seed, 'email', user, codes)}`.slice(0, 128);
}
