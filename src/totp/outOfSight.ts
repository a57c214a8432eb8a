/** Acts once something has been out of sight for a while; seen again in time, it does not. */
export class OutOfSight {
  readonly #lifetimeMs: number;
  readonly #act: () => void;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** @param lifetimeMs in milliseconds */
  constructor(lifetimeMs: number, act: () => void) {
    this.#lifetimeMs = lifetimeMs;
    this.#act = act;
  }

  /** Told whenever it comes into sight or goes out of it; told twice, the first time counts. */
  visible(visible: boolean): void {
    if (visible) this.stop();
    else this.#timer ??= setTimeout(this.#act, this.#lifetimeMs);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}
