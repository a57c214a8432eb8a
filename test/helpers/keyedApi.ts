import { type ApiOrigin, parseApiOrigin } from '../../src/api/index.ts';
import { createSandbox, serveSandbox } from '../../src/sandbox/index.ts';

/** A sandbox on a socket that takes every key except those that have ended. */
export interface KeyedApi {
  readonly origin: ApiOrigin;
  /** Keys that it refuses from now on. */
  readonly ended: Set<string>;
  /** The key of the last request. */
  last(): string | undefined;
  /** A key that nobody had before. */
  newKey(): string;
  close(): Promise<void>;
}

/** Starts it. The caller has to close it. */
export async function serveKeyedApi(): Promise<KeyedApi> {
  const sandbox = createSandbox({ users: 1 });
  const ended = new Set<string>();
  let last: string | undefined;
  let keys = 0;
  const { url, close } = await serveSandbox({
    fetch: async (request) => {
      const jwt = request.headers.get('authorization')?.replace('Bearer ', '') ?? '';
      last = jwt;
      const authorization = `Bearer ${ended.has(jwt) ? jwt : sandbox.personalKey}`;
      return sandbox.fetch(new Request(request.url, { headers: { authorization } }));
    },
  });
  return {
    origin: parseApiOrigin(url),
    ended,
    last: () => last,
    newKey: () => {
      keys += 1;
      return `sandbox.key.${keys}`;
    },
    close,
  };
}
