import { sameCredential } from '../api/credentials.ts';
import type { ApiOrigin, Credential } from '../api/index.ts';
import { unlessAborted } from '../api/network.ts';
import type { KeptCredential } from './secrets/keptCredential.ts';

/**
 * An account's credential, and what waits for the next one: when the API refuses it altogether, every request waits here
 * until the person has replaced it or left the account.
 */
export class Renewal {
  readonly #origin: ApiOrigin;
  readonly #onRefused: () => void;
  #credential: KeptCredential;
  #verdict: Promise<boolean> | undefined;
  #next: { promise: Promise<KeptCredential | undefined>; resolve(next?: KeptCredential): void } | undefined;
  #ended = false;

  /** @param onRefused called once for each credential that is refused */
  constructor(origin: ApiOrigin, credential: KeptCredential, onRefused: () => void) {
    this.#origin = origin;
    this.#credential = credential;
    this.#onRefused = onRefused;
  }

  get credential(): KeptCredential {
    return this.#credential;
  }

  /** One request was refused. @returns the credential to go on with; `undefined` when there will be none. Never rejects. */
  async refused(refused: Credential, signal: AbortSignal): Promise<Credential | undefined> {
    const isPresent = () => !this.#ended && sameCredential(this.#credential, refused);
    if (!isPresent()) return undefined;
    if (!this.#next) {
      this.#verdict ??= isRefused(this.#origin, refused).finally(() => {
        this.#verdict = undefined;
      });
      if (!(await this.#verdict) || !isPresent()) return undefined;
    }
    if (!this.#next) {
      let resolve: (next?: KeptCredential) => void = () => undefined;
      const promise = new Promise<KeptCredential | undefined>((settle) => {
        resolve = settle;
      });
      this.#next = { promise, resolve };
      this.#onRefused();
    }
    // Whoever gave up gets no credential.
    return unlessAborted(this.#next.promise, signal).catch(() => undefined);
  }

  /** Another credential takes the place of the present one; what waits goes on with it. */
  replace(credential: KeptCredential): void {
    this.#credential = credential;
    this.#next?.resolve(credential);
    this.#next = undefined;
  }

  /** The account is left: what waits ends. */
  end(): void {
    this.#ended = true;
    this.#next?.resolve();
  }
}

/** Whether the API refuses a credential for whatever it is asked: one request may be refused for reasons of its own. */
async function isRefused(origin: ApiOrigin, credential: Credential): Promise<boolean> {
  const { createClient, NotSignedInError } = await import('../api/index.ts');
  const client = createClient({ origin, credential });
  try {
    await (credential.kind === 'apiClient' ? client.fetchToken(credential) : client.me());
    return false;
  } catch (error) {
    return error instanceof NotSignedInError;
  }
}
