import type { Refusal } from './errors.ts';
import type { Answer } from './routes/route.ts';

/** The HTTP answer, with the headers that Symfony and API Platform put on every one. Nulls are left out of the JSON. */
export function respond({ status, body, headers }: Answer | Refusal, more: Record<string, string> = {}): Response {
  const common = { 'Cache-Control': 'no-cache, private', 'X-Content-Type-Options': 'nosniff', Vary: 'Accept' };
  if (body === undefined) return new Response(null, { status, headers: { ...common, ...headers, ...more } });
  const json = JSON.stringify(withoutNulls(body));
  const type = { 'Content-Type': 'application/json; charset=utf-8' };
  return new Response(json, { status, headers: { ...common, ...type, ...headers, ...more } });
}

/** A replacer of `JSON.stringify` would do the same, several times slower: lists are long. */
function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (typeof value !== 'object' || value === null) return value;
  const kept: Record<string, unknown> = {};
  for (const [name, each] of Object.entries(value)) {
    if (each !== null) kept[name] = typeof each === 'object' ? withoutNulls(each) : each;
  }
  return kept;
}
