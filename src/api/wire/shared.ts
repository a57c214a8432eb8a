import { array, check, date, nullish, number, pipe, regex, string, transform, union } from 'valibot';

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

/**
 * A date-time (RFC 3339), or a day; an unreadable one is an error of its field. Its form is checked because `Date` finds
 * a year in any words that end in a number.
 */
export const instant = pipe(
  string(),
  regex(/^\d{4}-\d\d-\d\d(T[\d:.]+(Z|[+-][\d:]+)?)?$/i),
  transform((text) => new Date(text)),
  date(),
);

/** Names that may be ones this version does not know yet: roles, scopes. Absent means none. */
export const names = nullish(array(string()), []);
