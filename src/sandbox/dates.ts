import { atom } from './seed/state.ts';

const DAY = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?$/i;

/**
 * A date as PHP's `DateTime` takes it and DATE_ATOM prints it: a day without a time starts at midnight UTC, a zone stays,
 * and 30 February is the first or second of March. Only dates in figures are taken: PHP understands "May 5" too, which no
 * client should send.
 * @returns `undefined` for what is no date
 */
export function dateOf(text: string): string | undefined {
  const match = DAY.exec(text);
  if (!match) return undefined;
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map((figure) => Number(figure ?? 0)) as Figures;
  if (month < 1 || month > 12 || day < 1 || day > 31 || hour > 24 || minute > 59 || second > 59) return undefined;
  const zone = match[7] ?? 'Z';
  const offset = /^z$/i.test(zone) ? '+00:00' : `${zone.slice(0, 3)}:${zone.slice(-2)}`;
  // `Date.UTC` takes the years 0 to 99 for those of the last century.
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return atom(date.setUTCHours(hour, minute, second)).replace('+00:00', offset);
}

type Figures = [year: number, month: number, day: number, hour: number, minute: number, second: number];
