import assert from 'node:assert/strict';
import type { ApiClient, Page } from '../../../../../src/api/index.ts';
import {
  type Decision,
  listRotations,
  newKeyOf,
  type Outcome,
  type Overlap,
  type Rotation,
  type RotationEntry,
  startRotation,
} from '../../../../../src/rotation/machine/index.ts';
import { bringToAnEnd, inWindow } from './person.ts';
import { Simulation, type SimulationOptions } from './simulation.ts';
import { count } from './tally.ts';
import { VirtualTime } from './virtualTime.ts';
import type { Window } from './window.ts';

export const NOW: Overlap = { kind: 'for', ms: 0, deleteAutomatically: false };
export const HOUR: Overlap = { kind: 'for', ms: 3_600_000, deleteAutomatically: false };

/** The words in which tests speak of a simulated editor: the first window does things, the second one is there too. */
export class Editor {
  readonly simulation: Simulation;
  readonly a: Window;
  readonly b: Window;
  readonly old: string;

  constructor(simulation: Simulation) {
    this.simulation = simulation;
    [this.a, this.b] = simulation.windows;
    this.old = simulation.first;
  }

  /** Rotates the old key as far as it goes. */
  rotate(overlap: Overlap = NOW, identifier: string = this.old, window: Window = this.a): Promise<Outcome | undefined> {
    return this.simulation.proceed(window, this.rotation(overlap, identifier, window));
  }

  /** The same, with the overlap to be chosen later. */
  rotateUndecided(): Promise<Outcome | undefined> {
    return this.simulation.proceed(this.a, () => startRotation(this.a.ports, this.old));
  }

  /** Begins to, and stops at the first await after a moment has come. */
  rotateUntil(moment: () => boolean, overlap: Overlap = NOW): Promise<void> {
    return this.simulation.until(this.a, this.rotation(overlap), moment);
  }

  rotation(overlap: Overlap, identifier = this.old, window = this.a): () => AsyncGenerator<Outcome> {
    return () => startRotation(window.ports, identifier, { overlap, ...window.ends });
  }

  /** Takes up the only rotation. */
  goOn(decision?: Decision, window: Window = this.a): Promise<Outcome | undefined> {
    return this.proceed(this.crumb.id, decision, window);
  }

  proceed(id: string, decision?: Decision, window: Window = this.a): Promise<Outcome | undefined> {
    return this.simulation.proceed(window, () => this.simulation.continue(window, id, decision));
  }

  /** The other window takes up whatever is under way, once the lock lets it. */
  async takeOver(): Promise<void> {
    await this.simulation.pass(91_000);
    await bringToAnEnd(this.simulation, this.b);
  }

  /** Lets the window finish what it was stopped in. */
  async finish(): Promise<Outcome | undefined> {
    await this.simulation.finish(this.a);
    return this.a.outcomes.at(-1);
  }

  crash(): void {
    this.simulation.crash(this.a);
  }

  /** The newest rotation as its breadcrumb tells it. */
  get crumb(): Rotation {
    const text = [...this.simulation.files.settled()].at(-1)?.[1];
    assert.ok(text, 'there is no breadcrumb');
    return JSON.parse(text) as Rotation;
  }

  get state(): string {
    return [...this.simulation.files.settled()].length === 0 ? 'none' : this.crumb.state;
  }

  /** How often each kind of request was sent. */
  get sent(): Record<string, number> {
    const sent: Record<string, number> = {};
    for (const { method, path } of this.simulation.sandbox.requests.lines) {
      const what = path === '/token' ? 'token' : method === 'GET' && path.includes('?page=') ? 'list' : method;
      sent[what] = (sent[what] ?? 0) + 1;
    }
    return sent;
  }

  list(window: Window = this.a): Promise<RotationEntry[]> {
    return inWindow(this.simulation, window, () => listRotations(window.ports));
  }

  newKey(): Promise<{ identifier: string; secret: string } | undefined> {
    return this.newKeyOf(this.crumb.id);
  }

  newKeyOf(id: string): Promise<{ identifier: string; secret: string } | undefined> {
    return inWindow(this.simulation, this.a, () => newKeyOf(this.a.ports, id));
  }

  /** The clients that the API has. */
  clients(): Promise<Page<ApiClient>> {
    return inWindow(this.simulation, this.a, () => this.a.ports.api.listApiClients());
  }

  /** Somebody else deletes a key. */
  async othersDelete(identifier: string): Promise<void> {
    this.simulation.watch.interfered = true;
    await this.#asOwner('DELETE', `/api-clients/${identifier}`);
  }

  /** Somebody else makes a key that is equal to the old one. */
  othersMakeAnEqual(): Promise<void> {
    return this.othersMake(this.crumb.name, this.crumb.scopes);
  }

  async othersMake(name: string | null, scopes: readonly string[]): Promise<void> {
    const made = await this.#asOwner('POST', '/api-clients', { referenceName: name, desiredScopes: scopes });
    const { identifier } = (await made.json()) as { identifier: string };
    this.simulation.saved.add(identifier);
  }

  async #asOwner(method: string, path: string, body?: object): Promise<Response> {
    const { sandbox } = this.simulation;
    // What is to strike the extension's requests must not strike this one.
    sandbox.faults.clear();
    const headers = { authorization: `Bearer ${sandbox.personalKey}`, 'content-type': 'application/json' };
    const answer = await sandbox.fetch(
      new Request(`http://127.0.0.1:8${path}`, { method, headers, ...(body && { body: JSON.stringify(body) }) }),
    );
    assert.ok(answer.ok);
    return answer;
  }
}

/** What an outcome came to, in words that a test can compare. */
export function told(outcome: Outcome | undefined): string {
  if (!outcome) return 'nothing';
  switch (outcome.kind) {
    case 'advanced':
      return `advanced ${outcome.rotation.state}`;
    case 'waits':
      return `waits ${outcome.because}`;
    case 'needs':
      return `needs ${outcome.need.kind}`;
    case 'parked':
      return `parked ${outcome.reason}`;
    case 'finished':
      return `finished ${outcome.result}`;
    case 'refused':
      return `refused ${outcome.reason.kind}`;
    default:
      return outcome.kind;
  }
}

/**
 * Plays something in an editor whose store is durable and takes a second for the disk, and then brings all rotations to
 * an end, with the invariants watched.
 */
export async function inEditor(
  scene: (editor: Editor) => Promise<void>,
  options: Partial<SimulationOptions> = {},
): Promise<Editor> {
  using time = new VirtualTime(Simulation.start);
  const simulation = new Simulation(time, {
    hosts: 'one',
    store: 'durable',
    oldSecretHere: true,
    chance: (below) => Math.floor((below * 2) / 3),
    ...options,
  });
  const editor = new Editor(simulation);
  try {
    await scene(editor);
    simulation.sandbox.faults.clear();
    for (const window of simulation.windows) {
      window.endFaults();
      await simulation.finish(window);
    }
    await simulation.pass(200_000);
    await bringToAnEnd(simulation, editor.a);
    return editor;
  } finally {
    count(simulation);
  }
}
