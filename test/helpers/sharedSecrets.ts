import * as vscode from 'vscode';

/** How another window hears of a change: after some milliseconds, and with no, one or two events of it. */
export interface Hearing {
  readonly afterMs: number;
  readonly events: 0 | 1 | 2;
}

/**
 * The secret store of an editor with several windows, as VS Code has it: a window sees its own writes at once and those
 * of others late, the event may be missed or doubled, and deleting what a window has not heard of yet does nothing.
 */
export class SharedSecrets {
  /** What the editor has, whatever the windows have heard of. */
  readonly entries = new Map<string, string>();
  readonly #hear: () => Hearing;
  readonly #windows: WindowSecrets[] = [];
  #onTheWay = 0;
  #arrived: () => void = () => undefined;

  /** @param hear decides for each change and window how it is heard */
  constructor(hear: () => Hearing) {
    this.#hear = hear;
  }

  openWindow(): vscode.SecretStorage {
    const window: WindowSecrets = new WindowSecrets(this.entries, (key) => this.#tell(window, key));
    this.#windows.push(window);
    return window;
  }

  /** Resolves once every window has heard of everything. */
  async settled(): Promise<void> {
    while (this.#onTheWay > 0) {
      await new Promise<void>((resolve) => {
        this.#arrived = resolve;
      });
    }
  }

  #tell(writer: WindowSecrets, key: string): void {
    for (const window of this.#windows.filter((each) => each !== writer)) {
      const { afterMs, events } = this.#hear();
      this.#onTheWay += 1;
      setTimeout(() => {
        window.hear(key, events);
        this.#onTheWay -= 1;
        this.#arrived();
      }, afterMs);
    }
  }
}

class WindowSecrets implements vscode.SecretStorage {
  readonly #cache = new Map<string, string>();
  readonly #shared: Map<string, string>;
  readonly #tell: (key: string) => void;
  readonly #changed = new vscode.EventEmitter<vscode.SecretStorageChangeEvent>();
  readonly onDidChange = this.#changed.event;

  constructor(shared: Map<string, string>, tell: (key: string) => void) {
    this.#shared = shared;
    this.#tell = tell;
  }

  async get(key: string): Promise<string | undefined> {
    await roundTrip();
    return this.#cache.get(key);
  }

  async store(key: string, value: string): Promise<void> {
    await roundTrip();
    if (this.#cache.get(key) === value) return;
    this.#cache.set(key, value);
    this.#shared.set(key, value);
    this.#changed.fire({ key });
    this.#tell(key);
  }

  async delete(key: string): Promise<void> {
    await roundTrip();
    if (!this.#cache.delete(key)) return;
    this.#shared.delete(key);
    this.#changed.fire({ key });
    this.#tell(key);
  }

  async keys(): Promise<string[]> {
    return [...this.#cache.keys()];
  }

  /** What is there by now, not what was there when the change was made. */
  hear(key: string, events: number): void {
    const value = this.#shared.get(key);
    if (value === undefined) this.#cache.delete(key);
    else this.#cache.set(key, value);
    for (let fired = 0; fired < events; fired += 1) this.#changed.fire({ key });
  }
}

/** To the process that keeps the secrets, and back. */
function roundTrip(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
