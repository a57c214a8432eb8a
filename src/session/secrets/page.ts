import * as v from 'valibot';
import { sha256 } from '../../platform/hash.ts';
import type { ThisWindow } from './thisWindow.ts';

export const pageSchema = v.object({
  /** Missing where the editor draws none, and where it may yet draw one for the same page. */
  session: v.optional(v.string()),
  logs: v.string(),
});

/** Tells the page of a window from others; without a path in it. See CONTRIBUTING for what was tried. */
export type Page = v.InferOutput<typeof pageSchema>;

/** What a telemetry service draws: a UUID and the time. Anything else is a placeholder, the same for every page. */
const DRAWN = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}\d{13}$/;

export function pageOf({ sessionId, logs }: Pick<ThisWindow, 'sessionId' | 'logs'>): Page {
  return { ...(DRAWN.test(sessionId) && { session: short(sessionId) }), logs: short(logs) };
}

/**
 * Whether two pages are known to be two. `false` is no proof that they are one: a desktop editor without telemetry gives
 * a page the same folder after a reload, and only another start of the editor another one.
 */
export function isAnother(page: Page, other: Page): boolean {
  const bothDrawn = page.session !== undefined && other.session !== undefined;
  return page.logs !== other.logs || (bothDrawn && page.session !== other.session);
}

function short(text: string): string {
  return sha256(text, 'base64url').slice(0, 16);
}
