import type * as vscode from 'vscode';
import type { Session } from '../session/session.ts';
import { TerminalGuard } from './exposure.ts';
import type { Rotating } from './keys.ts';
import { LaunchFiles } from './launchFiles.ts';
import { Permissions } from './permissions.ts';
import { revokePermissions } from './revoke.ts';
import { startWithKeys } from './start.ts';

/** What is there once it was asked for. */
export class Debugging implements vscode.Disposable {
  readonly #session: Session;
  readonly #rotations: Rotating;
  readonly #permissions: Permissions;
  #guard: TerminalGuard | undefined;
  #files: LaunchFiles | undefined;
  /** Ends with the session that was asked about last. */
  #asked: Promise<unknown> = Promise.resolve();

  constructor(session: Session, memory: vscode.Memento, rotations: Rotating) {
    this.#session = session;
    this.#rotations = rotations;
    this.#permissions = new Permissions(memory);
  }

  /** See {@link startWithKeys}. Several that start at once ask behind each other: what one allows may do for the next. */
  start(
    config: vscode.DebugConfiguration,
    token: vscode.CancellationToken,
  ): Promise<vscode.DebugConfiguration | undefined> {
    this.#guard ??= new TerminalGuard();
    const sources = { session: this.#session, permissions: this.#permissions, rotations: this.#rotations };
    const guard = this.#guard;
    const started = this.#asked.then(() =>
      token.isCancellationRequested ? undefined : startWithKeys(sources, guard, config, token),
    );
    this.#asked = started.catch(() => undefined);
    return started;
  }

  /** A file of configurations is open: from now on it is looked after. */
  opened(): void {
    this.#files ??= new LaunchFiles(this.#session, this.#rotations);
  }

  revoke(): Promise<void> {
    return revokePermissions(this.#permissions);
  }

  dispose(): void {
    this.#guard?.dispose();
    this.#files?.dispose();
  }
}
