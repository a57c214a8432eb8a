import * as vscode from 'vscode';
import type { Account } from '../session/session.ts';
import type { AccountPorts } from './accountPorts.ts';
import type { RotationEntry } from './machine/index.ts';

/** A rotation of the list that can be read. */
export type UnderWay = Extract<RotationEntry, { kind: 'underWay' }>;

/** What is known of the rotations under way, as of the last look. */
export class RotationList implements vscode.Disposable {
  readonly #ports: AccountPorts;
  readonly #report: (failure: unknown) => void;
  readonly #changed = new vscode.EventEmitter<void>();
  #entries: readonly RotationEntry[] = [];
  /** The old keys of the rotations that this window drives now. */
  readonly #driven = new Set<string>();
  /** What there was to draw last, and what of it was driven then. */
  #shown = { text: '', driven: new Set<string>() as ReadonlySet<string> };

  /** Fires when a rotation began, moved or ended. */
  readonly onDidChange = this.#changed.event;

  /** @param report told what kept the API from being asked whose rotations these are; `undefined` when nothing did */
  constructor(ports: AccountPorts, report: (failure: unknown) => void) {
    this.#ports = ports;
    this.#report = report;
  }

  get entries(): readonly RotationEntry[] {
    return this.#entries;
  }

  /** The rotation that an identifier takes part in, as the old key or the new one. */
  of(identifier: string): UnderWay | undefined {
    return this.#entries.find(
      (entry): entry is UnderWay =>
        entry.kind === 'underWay' &&
        (entry.rotation.oldIdentifier === identifier || entry.rotation.newIdentifier === identifier),
    );
  }

  /**
   * Whether this window was driving a rotation when it was last drawn: what its record says of the next step is about to
   * be done. As of then, since rows are drawn later, and are drawn again only for something new.
   */
  wasDriven({ rotation }: UnderWay): boolean {
    return this.#shown.driven.has(rotation.oldIdentifier);
  }

  isDriven({ rotation }: UnderWay): boolean {
    return this.#driven.has(rotation.oldIdentifier);
  }

  /** Does something that drives the rotation of a key. Ends as `work` does. */
  async driving<T>(oldIdentifier: string, work: () => Promise<T>): Promise<T> {
    this.#driven.add(oldIdentifier);
    try {
      return await work();
    } finally {
      this.#driven.delete(oldIdentifier);
    }
  }

  /** What one account could go on with is not known of another. */
  forget(): void {
    this.#entries = [];
  }

  /**
   * Reads what is under way. What cannot be read now is as it was. Never rejects.
   * @returns whether all could be read, and the API said whose it is
   */
  async look(account: Account): Promise<boolean> {
    let isRead = true;
    try {
      const isAny = await this.#ports.isAnyKnown(account);
      if (!isAny) this.#report(undefined);
      const read = isAny ? await this.#read(account) : { entries: [], isWhole: true };
      this.#entries = read.entries;
      isRead = read.isWhole;
    } catch {
      isRead = false;
    }
    this.draw();
    return isRead;
  }

  /** Rows that are drawn again have no menu for a moment, so they are only when there is something new to draw. */
  draw(): void {
    const text = JSON.stringify([this.#entries, [...this.#driven]]);
    if (text === this.#shown.text) return;
    this.#shown = { text, driven: new Set(this.#driven) };
    this.#changed.fire();
  }

  dispose(): void {
    this.#changed.dispose();
  }

  async #read(account: Account): Promise<{ entries: RotationEntry[]; isWhole: boolean }> {
    const { listRotations } = await import('./machine/index.ts');
    try {
      const ports = await this.#ports.of(account);
      this.#report(undefined);
      return { entries: await listRotations(ports), isWhole: true };
    } catch (error) {
      this.#report(error);
      const ports = await this.#ports.asLastHeard(account);
      if (!ports) throw error;
      return { entries: await listRotations(ports), isWhole: false };
    }
  }
}
