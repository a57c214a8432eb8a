import { systemClock } from '../platform/clock.ts';
import { DAY_MS, written } from './time.ts';

/** A date where there is little room: "14:05" today, "Thu 14:05" within the week, and else "12 Mar". */
export function shortDate(date: Date, now: number = systemClock.now()): string {
  if (date.toDateString() === new Date(now).toDateString()) return written(date, { timeStyle: 'short' });
  const days = Math.abs(date.getTime() - now) / DAY_MS;
  if (days >= 6) return written(date, { day: 'numeric', month: 'short' });
  return written(date, { weekday: 'short', hour: '2-digit', minute: '2-digit' }).replace(', ', ' ');
}
