import {
  array,
  boolean,
  check,
  custom,
  date,
  fallback,
  type GenericSchema,
  type InferOutput,
  nullish,
  number,
  pipe,
  record,
  regex,
  string,
  transform,
  union,
} from 'valibot';

/** The number or name of a user, persona or organization: the API changed it from text to an integer. Accept both. */
export type Id = string | number;

/** What a wire object becomes: what is null or absent there is absent here, since the API leaves nulls out. */
export type Present<T> = { [K in keyof T as Extract<T[K], null | undefined> extends never ? K : never]: T[K] } & {
  [K in keyof T as Extract<T[K], null | undefined> extends never ? never : K]?: NonNullable<T[K]>;
};

/** Leaves out what is null or absent. */
export function present<T extends object>(value: T): Present<T> {
  return Object.fromEntries(
    Object.entries(value).filter(([, field]) => field !== null && field !== undefined),
  ) as Present<T>;
}

/** An id as the contract prints it (integer), or printed it until version 2.0.171 (text). */
export const id = union([
  pipe(
    number(),
    check((value) => Number.isSafeInteger(value)),
  ),
  pipe(string(), regex(/./s)),
]);

/** A day, and what may follow it: a time, with a blank for the T where a database wrote it, and a zone. */
const INSTANT = /^(\d{4}-\d\d-\d\d)(?:[T ]([\d:.]+)(Z|[+-][\d:]+)?)?$/i;

/**
 * A date-time (RFC 3339), or a day; an unreadable one is an error of its field. Its form is checked because `Date` finds
 * a year in any words that end in a number; and a time without a zone is the server's, which is UTC, not this computer's.
 */
export const instant = pipe(
  string(),
  regex(INSTANT),
  transform(
    (text) => new Date(text.replace(INSTANT, (_, day, time, zone = 'Z') => (time ? `${day}T${time}${zone}` : day))),
  ),
  date(),
);

/**
 * A field that an answer can do without. What is of another kind there is unknown, as if it were absent: one odd field
 * must not hide the row that it is in, nor the list.
 */
export function unneeded<S extends GenericSchema>(schema: S) {
  return fallback(nullish(schema), undefined as InferOutput<S> | undefined);
}

/** A text that an answer can do without. */
export const text = unneeded(string());
/** A yes or no that an answer can do without. */
export const flag = unneeded(boolean());
/** A number that an answer can do without. */
export const amount = unneeded(number());
/** A time that an answer can do without. */
export const time = unneeded(instant);

/** A day as it is written (RFC 3339), whatever time and zone follow: a birthday does not move with the reader. */
export const day = unneeded(
  pipe(
    string(),
    regex(/^\d{4}-\d\d-\d\d(?!\d)/),
    transform((written) => written.slice(0, 10)),
    check((written) => isDay(written)),
    transform((written) => new Date(`${written}T00:00:00Z`)),
  ),
);

/** `Date` makes March 2 of February 30: only a real day comes back as it was. */
export function isDay(written: string): boolean {
  const date = new Date(`${written}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().slice(0, 10) === written;
}

/** What PHP makes of a list with holes in it: an object whose keys are numbers. */
const holed = pipe(
  record(pipe(string(), regex(/^\d+$/)), string()),
  transform((entries) => Object.values(entries)),
);

/** Names that may be ones this version does not know yet. None where they are absent, or not all of them readable. */
export const allNames = fallback(nullish(union([array(string()), holed]), []), []);

/** The same, but those that can be read where others cannot; also of a list that is written as one text. */
export const someNames = fallback(
  nullish(
    union([
      pipe(
        custom<object>(isList),
        transform((entries) => Object.values(entries).filter((entry) => typeof entry === 'string')),
      ),
      pipe(
        string(),
        transform((names) => names.split(/[\s,]+/)),
        check((names) => names.every((name) => /^[A-Z][A-Z\d_]*$/.test(name))),
      ),
    ]),
    [],
  ),
  [],
);

/** Whether it is a list, or what PHP makes of one with holes in it. */
function isList(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).every((key) => /^\d+$/.test(key));
}
