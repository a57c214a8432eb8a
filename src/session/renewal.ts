import { sameCredential } from '../api/credentials.ts';
import type { ApiOrigin, Credential, OnRefused } from '../api/index.ts';
import { unlessAborted } from '../api/network.ts';
import type { Clock } from '../platform/clock.ts';
import type { KeptCredential } from './secrets/keptCredential.ts';

/** How long after it was refused a key is tried again, in milliseconds; the last pause from then on. */
const PAUSES_MS = [60_000, 120_000, 300_000, 600_000] as const;

/** What an account's credential tells others of. */
export interface RenewalEvents {
  /** Once for each credential that is refused. */
  onRefused(): void;
  /** The API accepts the present credential again that it refused before. */
  onAccepted(credential: KeptCredential): void;
}

/**
 * An account's credential, and what waits for the next one: when the API refuses it altogether, every request waits here
 * until the person has replaced it or left the account, or the API accepts it again: it is asked from time to time.
 */
export class Renewal {
  readonly #origin: ApiOrigin;
  readonly #events: RenewalEvents;
  readonly #clock: Clock;
  #credential: KeptCredential;
  #verdict: Promise<Verdict> | undefined;
  #next: { promise: Promise<Next>; resolve(next?: Next): void } | undefined;
  /** Ends the trying again. */
  #trying = new AbortController();
  #ended = false;

  constructor(origin: ApiOrigin, credential: KeptCredential, clock: Clock, events: RenewalEvents) {
    this.#origin = origin;
    this.#credential = credential;
    this.#clock = clock;
    this.#events = events;
  }

  get credential(): KeptCredential {
    return this.#credential;
  }

  /** One request was refused. @returns what to go on with; `undefined` when there will be nothing. Never rejects. */
  async refused(refused: Credential, signal: AbortSignal): Promise<Next> {
    const isPresent = () => !this.#ended && sameCredential(this.#credential, refused);
    if (!isPresent()) return undefined;
    if (!this.#next && ((await this.#ask()) !== 'refused' || !isPresent())) return undefined;
    if (!this.#next) {
      let resolve: (next?: Next) => void = () => undefined;
      const promise = new Promise<Next>((settle) => {
        resolve = settle;
      });
      this.#next = { promise, resolve };
      this.#trying = new AbortController();
      void this.#tryAgain(this.#trying.signal);
      this.#events.onRefused();
    }
    // Whoever gave up gets no credential.
    return unlessAborted(this.#next.promise, signal).catch(() => undefined);
  }

  /** Asks the API once more about a credential that it refused; where it accepts it by now, tells so. Never rejects. */
  async askAgain(): Promise<void> {
    const refused = this.#next;
    if (!refused || (await this.#ask()) !== 'accepted') return;
    if (this.#next === refused && !this.#ended) this.#events.onAccepted(this.#credential);
  }

  /**
   * Another credential takes the place of the present one, or the same, which the API accepts by now: what waits goes on
   * with it.
   */
  replace(credential: KeptCredential): void {
    this.#trying.abort();
    const next = sameCredential(this.#credential, credential) ? 'accepted' : credential;
    // What is asked about the one before says nothing of this one.
    this.#verdict = undefined;
    this.#credential = credential;
    this.#next?.resolve(next);
    this.#next = undefined;
  }

  /** The account is left: what waits ends. */
  end(): void {
    this.#ended = true;
    this.#trying.abort();
    this.#next?.resolve();
  }

  async #tryAgain(signal: AbortSignal): Promise<void> {
    for (let attempt = 0; !signal.aborted; attempt += 1) {
      await this.#clock.sleep(PAUSES_MS[Math.min(attempt, PAUSES_MS.length - 1)] as number, signal);
      if (!signal.aborted) await this.askAgain();
    }
  }

  #ask(): Promise<Verdict> {
    const verdict = this.#verdict ?? verdictOn(this.#origin, this.#credential);
    this.#verdict = verdict;
    return verdict.finally(() => {
      if (this.#verdict === verdict) this.#verdict = undefined;
    });
  }
}

/** What goes on after a refusal; see `OnRefused`. */
type Next = Awaited<ReturnType<OnRefused>>;

/** `unknown` where no answer of the API says either. */
type Verdict = 'accepted' | 'refused' | 'unknown';

/** What the API says of a credential, whatever it is asked: one request may be refused for reasons of its own. */
async function verdictOn(origin: ApiOrigin, credential: Credential): Promise<Verdict> {
  const { createClient, NotSignedInError } = await import('../api/index.ts');
  const client = createClient({ origin, credential });
  try {
    await (credential.kind === 'apiClient' ? client.fetchToken(credential) : client.me());
    return 'accepted';
  } catch (error) {
    return error instanceof NotSignedInError ? 'refused' : 'unknown';
  }
}
