import { systemClock } from '../platform/clock.ts';

/** A day, in milliseconds. */
export const DAY_MS = 86_400_000;

/** Whole days since a date; negative while it is to come. */
export function daysSince(date: Date, now: number = systemClock.now()): number {
  return Math.floor((now - date.getTime()) / DAY_MS);
}

/** "today", "1 day ago", "400 days ago": in days, as what is due is counted in them. */
export function since(date: Date, now: number = systemClock.now()): string {
  const days = daysSince(date, now);
  if (days < 1) return 'today';
  return days === 1 ? '1 day ago' : `${days.toLocaleString('en')} days ago`;
}

/** How old something is, or "age unknown" where the API does not say. */
export function ageWords(created: Date | undefined, now?: number): string {
  return created ? since(created, now) : 'age unknown';
}

/** The same where there is little room: "today", "400 d". */
export function shortAge(created: Date | undefined, now: number = systemClock.now()): string {
  if (!created) return ageWords(created);
  const days = daysSince(created, now);
  return days < 1 ? 'today' : `${days.toLocaleString('en')} d`;
}

/** When something was made, and how long ago that is, or "unknown" where the API does not say. */
export function createdWords(created: Date | undefined): string {
  return created ? `${longDate(created)} (${since(created)})` : 'unknown';
}

/** English has the day before the month, and 24 hours. */
const ENGLISH = 'en-GB';

let language = ENGLISH;

/** From now on dates are written as in a language. @param tag as the editor calls it: "fr", "pt-br" */
export function writeDatesIn(tag: string): void {
  language = tag === 'en' || !isKnown(tag) ? ENGLISH : tag;
}

function isKnown(tag: string): boolean {
  try {
    return Intl.DateTimeFormat.supportedLocalesOf(tag).length > 0;
  } catch {
    return false;
  }
}

/** A date as the editor's language has it, in local time. */
export function written(date: Date, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(language, options).format(date);
}

/** "12 March 2026, 14:05", in local time and the editor's language. */
export function longDate(date: Date): string {
  return written(date, { dateStyle: 'long', timeStyle: 'short' }).replace(' at ', ', ');
}

/** "14:05:30", in local time. */
export function clockTime(date: Date): string {
  return written(date, { timeStyle: 'medium' });
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
  return written(date, { dateStyle: 'long' });
}
