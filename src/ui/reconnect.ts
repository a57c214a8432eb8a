import {
  GatewayError,
  RateLimitedError,
  TimedOutError,
  UnexpectedAnswerError,
  UnreachableError,
} from '../api/errors.ts';

/** Before each further attempt, in milliseconds; the last one from then on. */
export const PAUSES_MS = [5_000, 10_000, 20_000, 40_000, 60_000] as const;

/** A view that may show a failure in the place of its rows. */
export interface Reloadable {
  /** Loads again what failed; reports what came of it to {@link Reconnect.report}. */
  reload(): void;
}

/** Runs something once after a time in milliseconds, unless it is cancelled before. */
export type Later = (run: () => void, afterMs: number) => { cancel(): void };

/**
 * Brings views back by themselves that failed because the API could not be reached: asks with growing pauses whether it
 * answers, and lets the views that failed load again once it does. Says nothing and shows nothing meanwhile.
 */
export class Reconnect {
  readonly #probe: (signal: AbortSignal) => Promise<unknown>;
  readonly #later: Later;
  readonly #failed = new Set<Reloadable>();
  #attempts = 0;
  #pause: ReturnType<Later> | undefined;
  #probing: AbortController | undefined;
  /** Whether the views were told to load again since the API was last missed. */
  #isAnswered = false;

  /** @param probe asks the API for anything that costs little */
  constructor(probe: (signal: AbortSignal) => Promise<unknown>, later: Later = afterTimeout) {
    this.#probe = probe;
    this.#later = later;
  }

  /** Told by a view whenever it has loaded or starts anew. @param failure what it shows; `undefined` when it shows none */
  report(view: Reloadable, failure: unknown): void {
    if (isOffline(failure)) {
      this.#failed.add(view);
      this.#isAnswered = false;
      this.#wait();
    } else if (this.#failed.delete(view)) {
      if (this.#failed.size === 0) this.#stop();
      // Somebody had this one loaded: the others need not wait until their pause is over.
      else if (!this.#isAnswered) this.now();
    }
  }

  /** Asks at once: the person is back, and so may be the network. */
  now(): void {
    if (this.#failed.size > 0 && !this.#probing) void this.#ask();
  }

  dispose(): void {
    this.#failed.clear();
    this.#stop();
  }

  #wait(): void {
    if (this.#pause || this.#probing) return;
    const pause = PAUSES_MS[Math.min(this.#attempts, PAUSES_MS.length - 1)] ?? 0;
    this.#pause = this.#later(() => void this.#ask(), pause);
  }

  #stop(): void {
    this.#attempts = 0;
    this.#pause?.cancel();
    this.#pause = undefined;
    this.#probing?.abort();
    this.#probing = undefined;
  }

  async #ask(): Promise<void> {
    this.#pause?.cancel();
    this.#pause = undefined;
    this.#attempts += 1;
    const probing = new AbortController();
    this.#probing = probing;
    const answers = await this.#probe(probing.signal).then(
      () => true,
      // A proxy may be back before the API is itself.
      (error: unknown) => !isOffline(error) && !(error instanceof RateLimitedError),
    );
    if (probing.signal.aborted) return;
    this.#probing = undefined;
    if (!answers) return this.#wait();
    this.#isAnswered = true;
    // One that fails again reports it, and the next pause is a longer one.
    for (const view of [...this.#failed]) view.reload();
  }
}

/**
 * Whether no answer of the API came: without a network, behind one that wants a sign-in of its own, and as long as a proxy
 * or the API itself cannot serve.
 */
function isOffline(failure: unknown): boolean {
  if (failure instanceof UnexpectedAnswerError) return failure.field === undefined;
  return failure instanceof GatewayError || failure instanceof TimedOutError || failure instanceof UnreachableError;
}

function afterTimeout(run: () => void, afterMs: number): ReturnType<Later> {
  const timer = setTimeout(run, afterMs);
  return { cancel: () => clearTimeout(timer) };
}
