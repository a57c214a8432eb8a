/** One broken rule of a 422, as Symfony prints it. Rules of the API's own carry no code. */
export interface Violation {
  propertyPath: string;
  message: string;
  code?: string;
}

/** An answer that is not the one hoped for: thrown by a handler, sent by the app. */
export class Refusal extends Error {
  override name = 'Refusal';
  readonly status: number;
  readonly body: object;
  readonly headers: Record<string, string>;

  constructor(status: number, body: object, headers: Record<string, string>) {
    super(`HTTP ${status}`);
    this.status = status;
    this.body = body;
    this.headers = headers;
  }
}

/** `{type, title, detail}` as API Platform words it, served as `application/problem+json`. */
export function problem(
  status: number,
  detail: string,
  headers: Record<string, string> = {},
  more: object = {},
): Refusal {
  const body = { type: 'https://tools.ietf.org/html/rfc2616#section-10', title: 'An error occurred', detail, ...more };
  return new Refusal(status, body, { 'Content-Type': 'application/problem+json; charset=utf-8', ...headers });
}

/** 401 as LexikJWTAuthenticationBundle words it: missing, invalid or expired. */
export function unauthorized(message: 'JWT Token not found' | 'Invalid JWT Token' | 'Expired JWT Token'): Refusal {
  return new Refusal(401, { code: 401, message }, { 'Content-Type': 'application/json', 'WWW-Authenticate': 'Bearer' });
}

/** 404 for a thing that is not there, or is not the caller's to see. */
export const notFound = (): Refusal => problem(404, 'Not Found');

/** 403 for a caller that is known but may not do this. */
export const accessDenied = (): Refusal => problem(403, 'Access denied');

/** 422 with every broken rule. The list must not be empty. */
export function unprocessable(violations: readonly Violation[]): Refusal {
  const detail = violations.map(({ propertyPath, message }) => `${propertyPath}: ${message}`).join('\n');
  return problem(422, detail, {}, { violations });
}
