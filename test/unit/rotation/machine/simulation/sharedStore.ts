interface Version {
  readonly value: string | undefined;
  readonly window: string;
  /** When other windows see it, and when it is on the disk. */
  readonly visibleAt: number;
  readonly flushedAt: number;
}

/** How long a write takes. */
export interface Delays {
  /** Until other windows see it, in milliseconds. */
  propagation(): number;
  /** Until it survives a crash of its window, in milliseconds. */
  flush(): number;
}

/** A key-value store that several windows share, as an editor's is: others see a write later, and a crash loses late ones. */
export class SharedStore {
  readonly #versions = new Map<string, Version[]>();
  readonly #now: () => number;
  readonly #delays: Delays;

  constructor(now: () => number, delays: Delays) {
    this.#now = now;
    this.#delays = delays;
  }

  read(window: string, key: string): string | undefined {
    const now = this.#now();
    return this.#versions.get(key)?.findLast((version) => version.window === window || version.visibleAt <= now)?.value;
  }

  write(window: string, key: string, value: string | undefined): void {
    const now = this.#now();
    const versions = this.#versions.get(key) ?? [];
    const { propagation, flush } = this.#delays;
    versions.push({ value, window, visibleAt: now + propagation(), flushedAt: now + flush() });
    this.#versions.set(key, versions);
  }

  /** As an earlier start left it: on the disk and seen by all. */
  seed(key: string, value: string): void {
    this.#versions.set(key, [{ value, window: '', visibleAt: 0, flushedAt: 0 }]);
  }

  /** The keys that a window sees a value of. */
  keys(window: string): string[] {
    return [...this.#versions.keys()].filter((key) => this.read(window, key) !== undefined);
  }

  /** Whether one of the entries that a window sees, or will see, is such. */
  holds(window: string, isSuch: (key: string, value: string) => boolean): boolean {
    for (const [key, versions] of this.#versions) {
      const sees = ({ window: writer, visibleAt }: Version) => writer === window || Number.isFinite(visibleAt);
      const value = versions.findLast(sees)?.value;
      if (value !== undefined && isSuch(key, value)) return true;
    }
    return false;
  }

  /** What all windows will see in the end. */
  *settled(): Iterable<readonly [key: string, value: string]> {
    for (const [key, versions] of this.#versions) {
      const value = versions.at(-1)?.value;
      if (value !== undefined) yield [key, value];
    }
  }

  /** A window is gone, with what it wrote and did not get to the disk. */
  crash(window: string): void {
    const now = this.#now();
    for (const [key, versions] of this.#versions) {
      this.#versions.set(
        key,
        versions.filter((version) => version.window !== window || version.flushedAt <= now),
      );
    }
  }
}
