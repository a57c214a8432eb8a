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

/** Marks that are nearer than this to each other stand on lines of their own. */
const WIDTH = 1 / 36;

/** From so many lines on, marks cover each other. */
const LINES_MAX = 14;

/** Where the keys of a report stand on a strip. Those of unknown age are not on it. */
export function stripOf({ keys, maxAgeDays }: Pick<Report, 'keys' | 'maxAgeDays'>): Strip {
  const aged = keys.slice(0, DRAWN_MAX).filter((key) => key.ageDays !== undefined);
  const oldest = Math.max(0, ...aged.map(({ ageDays }) => ageDays as number));
  const endDays = Math.max(1, oldest, Math.ceil(maxAgeDays * 1.25));
  // Where the last mark of each line is: the oldest key comes first, so marks go from right to left.
  const last: number[] = [];
  const marks = aged.map((key): StripMark => {
    const at = Math.max(0, key.ageDays as number) / endDays;
    const free = last.findIndex((other) => other - at >= WIDTH);
    const line = free < 0 ? last.length : free;
    last[line] = at;
    return { key, at, line: line % LINES_MAX };
  });
  const lines = Math.max(1, ...marks.map(({ line }) => line + 1));
  return { marks, endDays, lines, ...(maxAgeDays > 0 && { due: maxAgeDays / endDays }) };
}
