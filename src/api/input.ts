import {
  array,
  boolean,
  check,
  date,
  exactOptional,
  type GenericSchema,
  getDotPath,
  nullable,
  picklist,
  pipe,
  regex,
  safeParse,
  string,
  transform,
} from 'valibot';
import type { Violation } from './errors.ts';
import { isDay } from './wire/shared.ts';

/** Longest `name` of an API client, in characters (contract: `ApiClient-Write.referenceName`). */
export const API_CLIENT_NAME_MAX = 32;
/** Longest first or last name, in characters (contract: `User-Invite`, `User-Write`); the shortest has one. */
export const PERSON_NAME_MAX = 64;
/** Longest email address, in characters (contract: `User-Invite.email`). */
export const EMAIL_MAX = 180;
/** Shortest password, in characters (contract: `User-UserPasswordUpdate`). */
export const PASSWORD_MIN = 6;
/** Longest password, in characters (contract: `User-UserPasswordUpdate`). */
export const PASSWORD_MAX = 64;
/** Exact length of a mailed code, in characters (contract: `User-EmailValidationWrite.emailVerificationInput`). */
export const EMAIL_CODE_LENGTH = 128;

/** The scopes that a new API client may be given (contract: `ApiClient-Write.desiredScopes`). Others exist and may be carried. */
export const CREATABLE_SCOPES = [
  'OFFER_READ',
  'OFFER_WRITE',
  'DISPUTE_READ',
  'DISPUTE_WRITE',
  'ORGANIZATION_READ',
  'PERSONA_READ',
  'PERSONA_WRITE',
  'PERSONA_AUTH',
] as const;
/** One of `CREATABLE_SCOPES`. */
export type CreatableScope = (typeof CREATABLE_SCOPES)[number];

/**
 * The roles that are known to be given by invitations (contract: `User-Invite.invitedRole`; the last three since 2.0.179).
 * The API has the last word on who may give which, and on roles of its own that came later.
 */
export const INVITABLE_ROLES = [
  'ROLE_ADMIN',
  'ROLE_CONSULTANT',
  'ROLE_ACCOUNTING_MANAGER',
  'ROLE_BILLING_MANAGER',
  'ROLE_CUSTOMER_SERVICE',
  'ROLE_ORGANIZATION_OWNER',
  'ROLE_PLATFORM_ADMIN',
  'ROLE_PLATFORM_SUPPORT',
] as const;
/** One of `INVITABLE_ROLES`. */
export type InvitableRole = (typeof INVITABLE_ROLES)[number];

/** How a persona's gender may be given (contract: `Persona-Register.gender`). */
export const GENDERS = ['MALE', 'FEMALE', 'OTHER', 'RATHER_NOT_SAY'] as const;

/** Characters are counted as the API counts them: code points. A lone surrogate cannot be written as UTF-8 (RFC 3629). */
export function text(min: number, max: number) {
  return pipe(
    string(),
    check((value) => !/\p{Surrogate}/u.test(value), 'not well-formed'),
    check((value) => [...value].length >= min, `at least ${min} characters`),
    check((value) => [...value].length <= max, `at most ${max} characters`),
  );
}

/** A text of any length that an answer of the API would still take. */
export const anyText = text(0, 10_000);
/** A first or last name. */
export const personName = text(1, PERSON_NAME_MAX);
const ROLE = /^[!-~]{1,64}$/;
/** A role, whether it is known or not. */
export const role = pipe(string(), regex(ROLE, 'not a role'));
/** Whether an invitation can ask for a role of this name; whether it may be given, the API decides. */
export function isRole(name: string): boolean {
  return ROLE.test(name);
}
/** An email address, as far as it can be told without sending to it. */
export const email = pipe(text(1, EMAIL_MAX), regex(/^[^@\s]+@[^@\s]+$/, 'not an email address'));
/** A password that the API would take. */
export const password = text(PASSWORD_MIN, PASSWORD_MAX);
/** A text that must not be empty. */
export const required = text(1, 10_000);
/** May be left out. */
export const toggle = exactOptional(boolean());
/** May be left out, and set to nothing with null. */
export const clearable = exactOptional(nullable(anyText));
/** A point in time, sent as the contract's `date-time` (RFC 3339); may be left out, and set to nothing with null. */
export const clearableDate = exactOptional(
  nullable(
    pipe(
      date('not a date'),
      // Other years have no form in RFC 3339: `toISOString` would write them with six digits and a sign.
      check((value) => value.getUTCFullYear() >= 0 && value.getUTCFullYear() <= 9999, 'not of the years 0000 to 9999'),
      transform((value) => value.toISOString()),
    ),
  ),
);

/** A day of the calendar, written as 1990-12-31; may be left out, and set to nothing with null. */
export const clearableDay = exactOptional(nullable(pipe(string(), check(isDay, 'not a date as 1990-12-31'))));

/** One or more of a fixed list. */
export function someOf<const T extends readonly string[]>(list: T) {
  return pipe(
    array(picklist(list)),
    check((chosen) => chosen.length > 0, 'at least one'),
  );
}

/** An input that is not sent. Stays inside this room: the caller gets `InvalidError`. */
export class Refused extends Error {
  readonly violations: readonly Violation[];

  constructor(violations: readonly Violation[]) {
    super('refused');
    this.violations = violations;
  }
}

/**
 * Checks an input before it is sent, and drops fields that the contract does not know.
 * @throws Refused with the fields named; no message repeats a value
 */
export function checked<T>(schema: GenericSchema<unknown, T>, input: unknown): T {
  const result = safeParse(schema, input, { message: 'not of the expected kind' });
  if (result.success) return result.output;
  throw new Refused(
    result.issues.map((issue) => ({ field: getDotPath(issue) ?? '', message: issue.message, code: issue.type })),
  );
}
