import { array, custom, type InferOutput, nullish, object, pipe, safeParse, string, transform } from 'valibot';
import { parseJson } from './answer.ts';
import {
  type ApiError,
  type ErrorFacts,
  InvalidError,
  NotAllowedError,
  NotFoundError,
  NotSignedInError,
  RateLimitedError,
  type SignInReason,
  UnexpectedAnswerError,
  UnreachableError,
  type Violation,
} from './errors.ts';
import { present } from './wire/shared.ts';

/** Nobody reads more, and nobody has a form of more fields. */
const MAX_VIOLATIONS = 100;

const violation = object({ propertyPath: nullish(string()), message: nullish(string()), code: nullish(string()) });

/** Cut before each is looked at: whoever sends 100,000 does not hold the editor up while they are checked. */
const violations = pipe(
  custom<unknown[]>(Array.isArray),
  transform((all) => all.slice(0, MAX_VIOLATIONS)),
  array(violation),
);

/** The shapes of the contract's errors in one; a proxy's page fits as well, since nothing is required. */
const problem = object({
  message: nullish(string()),
  detail: nullish(string()),
  error: nullish(string()),
  violations: nullish(violations),
});

/** The words of the API's 401, from the contract's `AuthError`, and of its token endpoint (RFC 6749 section 5.2). */
const reasons: ReadonlyMap<string | null | undefined, SignInReason> = new Map([
  ['JWT Token not found', 'missing'],
  ['Invalid JWT Token', 'invalid'],
  ['Expired JWT Token', 'expired'],
  ['invalid_client', 'invalid'],
]);

/** What is needed to tell about an answer that is no success. */
export interface Refusal {
  readonly facts: ErrorFacts & { readonly status: number };
  readonly body: Uint8Array;
  /** For 429: when to come back, in milliseconds. */
  readonly retryAt: number | undefined;
  /** The contract's field names that the caller knows by another name. */
  readonly rename: ReadonlyMap<string, string>;
  /** Removes what was sent in confidence from a text. */
  readonly withhold: (text: string) => string;
}

/** The error of the family for an answer that is neither 2xx nor 3xx. */
export function refusalError(refusal: Refusal): ApiError {
  const { facts, retryAt } = refusal;
  switch (facts.status) {
    case 400:
    case 422:
      return new InvalidError(facts, violationsOf(refusal));
    case 401: {
      const { message, error } = read(refusal.body);
      return new NotSignedInError(facts, reasons.get(message) ?? reasons.get(error) ?? 'unknown');
    }
    case 403:
      return new NotAllowedError(facts);
    case 404:
      return new NotFoundError(facts);
    case 429:
      return new RateLimitedError(facts, retryAt === undefined ? undefined : new Date(retryAt));
    case 407:
    case 408:
      return new UnreachableError(facts);
    default:
      return facts.status >= 500 ? new UnreachableError(facts) : new UnexpectedAnswerError(facts);
  }
}

function violationsOf({ body, rename, withhold }: Refusal): Violation[] {
  const { violations, error, message, detail } = read(body);
  const told = violations ?? [{ propertyPath: '', message: detail ?? message, code: error }];
  return told.map((each) =>
    present({
      field: renamed(withhold(each.propertyPath ?? ''), rename).slice(0, 100),
      message: withhold(each.message ?? '').slice(0, 500),
      code: each.code == null ? undefined : withhold(each.code).slice(0, 100),
    }),
  );
}

/** `desiredScopes[0]` → `scopes[0]` */
function renamed(path: string, rename: ReadonlyMap<string, string>): string {
  return path.replace(/^\w+/, (name) => rename.get(name) ?? name);
}

function read(body: Uint8Array): Partial<InferOutput<typeof problem>> {
  try {
    const result = safeParse(problem, parseJson(body));
    return result.success ? result.output : {};
  } catch {
    return {};
  }
}
