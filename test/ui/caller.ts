import { type Setting, sendAsAnother } from './support.ts';

/** A key as a program has it. */
export interface Key {
  readonly identifier: string;
  readonly secret: string;
}

/** How long a program that never stops waits between two tokens, in milliseconds. */
const PAUSE_MS = 100;

/** A program that fetches tokens with the keys it was last given, and knows of no other until somebody tells it. */
export interface Caller {
  /** What it was answered, call by call. */
  readonly statuses: readonly number[];
  /** The keys it has. */
  readonly keys: readonly Key[];
  /** Replaces them; each call fetches a token with every one. Ends when none is used any more that it had before. */
  use(...keys: readonly Key[]): Promise<void>;
  call(): Promise<void>;
  /** Calls again and again from now on. */
  start(): void;
  /** Ends when the call under way is answered. */
  stop(): Promise<void>;
}

export function createCaller(setting: Setting): Caller {
  let keys: readonly Key[] = [];
  let calling: { readonly over: AbortController; readonly done: Promise<void> } | undefined;
  let underWay: Promise<void> | undefined;
  const statuses: number[] = [];

  function call(): Promise<void> {
    underWay = fetchTokens();
    return underWay;
  }

  async function fetchTokens(): Promise<void> {
    for (const { identifier, secret } of keys) {
      const body = new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: identifier,
        client_secret: secret,
      });
      const { status } = await sendAsAnother(setting, new Request(`${setting.url}/token`, { method: 'POST', body }));
      statuses.push(status);
    }
  }

  async function callOn({ signal }: AbortController): Promise<void> {
    while (!signal.aborted) {
      await call();
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
  }

  return {
    statuses,
    get keys() {
      return keys;
    },
    async use(...given) {
      keys = given;
      await underWay;
    },
    call,
    start() {
      const over = new AbortController();
      calling = { over, done: callOn(over) };
    },
    async stop() {
      calling?.over.abort();
      await calling?.done;
      calling = undefined;
    },
  };
}
