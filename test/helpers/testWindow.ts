import { randomUUID } from 'node:crypto';
import type { ThisWindow } from '../../src/session/secrets/thisWindow.ts';

/** A window as VS Code tells its extension hosts of it: all those of one page are told the same. */
export class TestWindow implements ThisWindow {
  readonly sessionId: string;
  readonly logs: string;
  readonly memory: ThisWindow['memory'];
  readonly #state: Map<string, unknown>;

  /** @param telemetry without it, VS Code draws no id for a page */
  constructor({ telemetry = true, state = new Map<string, unknown>(), logs = `logs:/${randomUUID()}/exthost1` } = {}) {
    this.sessionId = telemetry ? `${randomUUID()}${Date.now()}` : 'someValue.sessionId';
    this.logs = logs;
    this.#state = state;
    this.memory = {
      get: <T>(key: string) => state.get(key) as T | undefined,
      update: async (key, value) => void state.set(key, value),
    };
  }

  /** The window in a new page; what it remembers is what was there by then. */
  reload(options: { telemetry?: boolean; logs?: string } = {}): TestWindow {
    return new TestWindow({ ...options, state: new Map(this.#state) });
  }
}
