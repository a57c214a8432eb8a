import { systemClock } from '../platform/clock.ts';

const DAY_MS = 86_400_000;

/** Whole days since a date; negative while it is to come. */
export function daysSince(date: Date, now: number = systemClock.now()): number {
  return Math.floor((now - date.getTime()) / DAY_MS);
}

/** "today", "12 days ago", "3 months ago", "2 years ago". */
export function since(date: Date, now: number = systemClock.now()): string {
  const days = daysSince(date, now);
  if (days < 1) return 'today';
  if (days < 60) return days === 1 ? '1 day ago' : `${days} days ago`;
  if (days < 730) return `${Math.floor(days / 30.44)} months ago`;
  return `${Math.floor(days / 365.25)} years ago`;
}

/** How old something is, or "age unknown" where the API does not say. */
export function ageWords(created: Date | undefined): string {
  return created ? since(created) : 'age unknown';
}

/** When something was made, and how long ago that is, or "unknown" where the API does not say. */
export function createdWords(created: Date | undefined): string {
  return created ? `${longDate(created)} (${since(created)})` : 'unknown';
}

/** "12 March 2026, 14:05", in local time. */
export function longDate(date: Date): string {
  return new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'short' }).format(date).replace(' at ', ', ');
}

/** "14:05:30", in local time. */
export function clockTime(date: Date): string {
  return new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium' }).format(date);
}

/** How soon the end of a key is something to look at, in milliseconds. */
export const SOON_MS = 3_600_000;

/** Whether a key ends within the hour, or has ended. */
export function soonEnds(date: Date, now: number = systemClock.now()): boolean {
  return date.getTime() - now < SOON_MS;
}

/** "ends in 12 minutes", or "ended". */
export function endWords(date: Date, now: number = systemClock.now()): string {
  return date.getTime() <= now ? 'ended' : `ends ${until(date, now)}`;
}

/** "in 12 minutes", "in 5 hours", "in 30 days", or the date when that is clearer. */
export function until(date: Date, now: number = systemClock.now()): string {
  const minutes = Math.floor((date.getTime() - now) / 60_000);
  if (minutes < 1) return 'in less than a minute';
  if (minutes < 120) return minutes === 1 ? 'in 1 minute' : `in ${minutes} minutes`;
  if (minutes < 48 * 60) return `in ${Math.floor(minutes / 60)} hours`;
  if (minutes < 60 * 24 * 60) return `in ${Math.floor(minutes / 1440)} days`;
  return new Intl.DateTimeFormat('en-GB', { dateStyle: 'long' }).format(date);
}
