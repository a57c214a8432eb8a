import type { KeyLine, Report } from './report.ts';
import { DRAWN_MAX } from './report.ts';

/** A key on the strip: how far along it is, from 0 to 1, and on which line, from 0 on. */
export interface StripMark {
  readonly key: KeyLine;
  readonly at: number;
  readonly line: number;
}

/** The strip of keys by age. */
export interface Strip {
  readonly marks: readonly StripMark[];
  /** Age at its right end, in days. */
  readonly endDays: number;
  /** Where keys come due, from 0 to 1; absent where they never do. */
  readonly due?: number;
  /** How many lines the marks take. */
  readonly lines: number;
}

/** How wide a column of marks is, of 1. */
const COLUMN = 1 / 24;

/**
 * Where the keys of a report stand on a strip: in columns, one mark upon the other, and each on its side of where keys come
 * due. Those of unknown age are not on it.
 */
export function stripOf({ keys, maxAgeDays }: Pick<Report, 'keys' | 'maxAgeDays'>): Strip {
  const aged = keys.slice(0, DRAWN_MAX).filter((key) => key.ageDays !== undefined);
  const oldest = Math.max(0, ...aged.map(({ ageDays }) => ageDays as number));
  const endDays = Math.max(1, oldest, Math.ceil(maxAgeDays * 1.25));
  const due = maxAgeDays > 0 ? maxAgeDays / endDays : 1;
  const heights = new Map<number, number>();
  const marks = aged.map((key): StripMark => {
    const age = Math.max(0, key.ageDays as number) / endDays;
    const isLate = maxAgeDays > 0 && (key.isDue || age > due);
    const at = isLate ? columnAt(Math.max(age, due), due, 1) : columnAt(age, 0, due);
    const line = heights.get(at) ?? 0;
    heights.set(at, line + 1);
    return { key, at, line };
  });
  const lines = Math.max(1, ...heights.values());
  return { marks, endDays, lines, ...(maxAgeDays > 0 && { due }) };
}

/** The middle of the column that a place is in, of those between two places. */
function columnAt(at: number, from: number, to: number): number {
  const count = Math.max(1, Math.floor((to - from) / COLUMN));
  const column = Math.min(count - 1, Math.floor(((at - from) / (to - from)) * count));
  return from + ((column + 0.5) * (to - from)) / count;
}

/** How far one mark stands above the other, in pixels, where so many stand in one column. */
export function lineHeight({ lines }: Pick<Strip, 'lines'>): number {
  return Math.min(16, 320 / lines);
}
