import { type Caller, identify } from '../callers.ts';
import type { Dataset } from '../seed/dataset.ts';

/** One request, as a handler sees it. */
export interface Call<Who> {
  dataset: Dataset;
  request: Request;
  query: URLSearchParams;
  /** A variable of the path, decoded. */
  param(name: string): string;
  caller: Who;
  /** How long, in milliseconds, `/token` is not to know a client that this call makes. */
  propagationMs?: number;
}

/** What a handler answers when it refuses nothing. Nulls in the body are not sent, as at the real API. */
export interface Answer {
  status: 200 | 201 | 204;
  body?: unknown;
  headers?: Record<string, string>;
}

/** What answers a method at a path. */
export interface Route {
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  path: string;
  handle(call: Omit<Call<never>, 'caller'>): Answer | Promise<Answer>;
}

/** The id that a call's path names; NaN, which nothing has, where it is no id. */
export function idOf({ param }: Pick<Call<unknown>, 'param'>): number {
  return /^\d{1,15}$/.test(param('id')) ? Number(param('id')) : Number.NaN;
}

type Handler<Who> = (call: Call<Who>) => Answer | Promise<Answer>;

/** A route for whoever `admit` lets in. Ends in 401 and 403 before anything else is looked at. */
export function route<Who>(
  method: Route['method'],
  path: string,
  admit: (caller: Caller) => Who,
  handler: Handler<Who>,
): Route {
  return {
    method,
    path,
    handle: (call) => handler({ ...call, caller: admit(identify(call.request, call.dataset)) }),
  };
}

/** A route at which no credential is looked at. */
export function publicRoute(method: Route['method'], path: string, handler: Handler<undefined>): Route {
  return { method, path, handle: (call) => handler({ ...call, caller: undefined }) };
}
