import { type Id, NotFoundError, type TripartieClient, type UserSummary } from '../api/index.ts';
import type { Directory } from '../directory/index.ts';

/** How long somebody has to stop typing before an id is asked for, in milliseconds: 4 and 42 are ids on the way to 421. */
const PAUSE_MS = 300;

/** What is known of somebody whom the query names completely. */
export type LookupState =
  | { readonly kind: 'none' }
  | { readonly kind: 'looking' | 'nobody'; readonly id: Id }
  | { readonly kind: 'found'; readonly user: UserSummary }
  | { readonly kind: 'failed'; readonly id: Id; readonly error: unknown }
  /** The API has no search by email: nobody who is known has this one. */
  | { readonly kind: 'email'; readonly email: string };

const NONE: LookupState = { kind: 'none' };

/** Asks the API for the one user whom a query names by id, so that this user is found before all pages are in. */
export class Lookup {
  readonly #client: Pick<TripartieClient, 'getUser'>;
  readonly #directory: Directory;
  readonly #changed: () => void;
  #state: LookupState = NONE;
  #asking = new AbortController();
  #pause: ReturnType<typeof setTimeout> | undefined;

  /** @param changed called when the state became another one by itself */
  constructor(client: Pick<TripartieClient, 'getUser'>, directory: Directory, changed: () => void) {
    this.#client = client;
    this.#directory = directory;
    this.#changed = changed;
  }

  get state(): LookupState {
    return this.#state;
  }

  /** The user whom the query names. */
  get user(): UserSummary | undefined {
    return this.#state.kind === 'found' ? this.#state.user : undefined;
  }

  /** Follows what is typed. Who was asked for before is not waited for any more. */
  ask(query: string): void {
    this.dispose();
    this.#asking = new AbortController();
    const candidate = this.#directory.lookupCandidate(query);
    if (candidate?.kind === 'email') this.#state = { kind: 'email', email: candidate.email };
    else if (candidate) {
      this.#state = { kind: 'looking', id: candidate.id };
      this.#pause = setTimeout(() => void this.#look(candidate.id), PAUSE_MS);
    } else {
      const named = this.#directory.named(query);
      this.#state = named ? { kind: 'found', user: named } : NONE;
    }
  }

  /** Takes note of those who became known: whoever has this address by now is not to be invited. */
  reconsider(query: string): void {
    if (this.#state.kind === 'email' && !this.#directory.lookupCandidate(query)) this.#state = NONE;
  }

  /** Asks once more after a failure. */
  again(): void {
    if (this.#state.kind !== 'failed') return;
    const { id } = this.#state;
    this.#become({ kind: 'looking', id });
    void this.#look(id);
  }

  dispose(): void {
    clearTimeout(this.#pause);
    this.#asking.abort();
  }

  async #look(id: Id): Promise<void> {
    const { signal } = this.#asking;
    let next: LookupState;
    try {
      const user = await this.#client.getUser(id, { signal });
      if (!signal.aborted) this.#directory.changed(user);
      next = { kind: 'found', user };
    } catch (error) {
      next = error instanceof NotFoundError ? { kind: 'nobody', id } : { kind: 'failed', id, error };
    }
    if (!signal.aborted) this.#become(next);
  }

  #become(state: LookupState): void {
    this.#state = state;
    this.#changed();
  }
}
