import { array, custom, type InferOutput, nullish, object, pipe, safeParse, string, transform, union } from 'valibot';
import { parseJson } from './answer.ts';
import {
  type ApiError,
  type ErrorFacts,
  GatewayError,
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

const violation = union([
  object({ propertyPath: nullish(string()), message: nullish(string()), code: nullish(string()) }),
  // Words without a field, which no contract names but some server writes.
  pipe(
    string(),
    transform((message) => ({ propertyPath: '', message, code: undefined })),
  ),
]);

/** Cut before each is looked at: whoever sends 100,000 does not hold the editor up while they are checked. */
const violations = pipe(
  custom<unknown[]>(Array.isArray),
  transform((all) => all.slice(0, MAX_VIOLATIONS)),
  array(violation),
);

/** The shapes of the contract's errors in one. */
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

/** What the token endpoint says instead (RFC 6749 section 5.2). */
const OAUTH_ERRORS: ReadonlySet<string> = new Set([
  'invalid_request',
  'invalid_client',
  'invalid_grant',
  'unauthorized_client',
  'unsupported_grant_type',
  'invalid_scope',
]);

/** What is needed to tell about an answer that is no success. */
export interface Refusal {
  readonly facts: ErrorFacts & { readonly status: number };
  readonly body: Uint8Array;
  /** `WWW-Authenticate`. */
  readonly challenge: string | null;
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
  const { status } = facts;
  if (status === 429) return new RateLimitedError(facts, retryAt === undefined ? undefined : new Date(retryAt));
  if (status >= 500 || status === 407 || status === 408) return new UnreachableError(facts);
  const words = ownWords(refusal);
  if (words === undefined) return new GatewayError(facts);
  switch (status) {
    case 400:
    case 422:
      return new InvalidError(facts, violationsOf(refusal, words));
    case 401:
      return new NotSignedInError(facts, reasons.get(words.message) ?? reasons.get(words.error) ?? 'unknown');
    case 403:
      return new NotAllowedError(facts);
    case 404:
      return new NotFoundError(facts);
    default:
      return new UnexpectedAnswerError(facts);
  }
}

type Words = Partial<InferOutput<typeof problem>>;

/** What a refusal says, where the API itself wrote it; `undefined` for a page, and for the JSON of something in between. */
function ownWords(refusal: Refusal): Words | undefined {
  const json = parsed(refusal.body);
  if (typeof json !== 'object' || json === null || !isOwn(json, refusal)) return undefined;
  const result = safeParse(problem, json);
  return result.success ? result.output : {};
}

/** What the contract's errors call themselves, apart from its 401s; frameworks of gateways write "Not Found" there. */
const TITLE = 'An error occurred';

/** What a sign-in may be refused for ("email or password mismatch"); a gateway speaks of tokens and keys. */
const OF_SIGN_IN = /\b(email|password|captcha|code|credentials|account|user|totp)\b/i;

/**
 * Whether it has the form in which the contract has the API refuse: `AuthError` for a 401, `OAuthError` of the token
 * endpoint, `MessageError` of the sign-in, and for all else `GenericError`, or `violations`.
 */
function isOwn(json: object, { facts, challenge }: Refusal): boolean {
  const { status, operation } = facts;
  const { code, message, error, title, detail, violations } = json as Record<string, unknown>;
  if (operation === 'fetchToken' && typeof error === 'string' && OAUTH_ERRORS.has(error)) return true;
  // What says that a thing is not there, or not for this person, is believed in the API's very form only.
  const hasDetail = typeof detail === 'string';
  if (status === 403 || status === 404) return hasDetail && title === TITLE;
  // A problem with a title of its own (RFC 9457) is a gateway's.
  if (status !== 401) return Array.isArray(violations) || (hasDetail && (title === undefined || title === TITLE));
  if (typeof message !== 'string') return false;
  if (reasons.has(message)) return true;
  const fields = Object.keys(json).length;
  // Words of tomorrow. Gateways have the same form for words of their own; what they ask for has a realm.
  if (code === 401 && fields === 2) return challenge === 'Bearer' || OF_SIGN_IN.test(message);
  return operation === 'authenticate' && fields === 1 && OF_SIGN_IN.test(message);
}

function violationsOf({ rename, withhold }: Refusal, { violations, error, message, detail }: Words): Violation[] {
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

function parsed(body: Uint8Array): unknown {
  try {
    return parseJson(body);
  } catch {
    return undefined;
  }
}
