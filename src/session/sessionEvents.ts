import * as vscode from 'vscode';
import type { Account, Change, SessionState } from './account.ts';

/** What a session tells of; there before anything of it is loaded. */
export class SessionEvents implements vscode.Disposable {
  /** Another account was signed in, or none. */
  readonly changed = new vscode.EventEmitter<SessionState>();
  /** What is said of the signed-in account became another: its names, or that it is read-only. */
  readonly described = new vscode.EventEmitter<Account>();
  /** The API refused the account's key, or another one took its place. */
  readonly keyChanged = new vscode.EventEmitter<Extract<SessionState, { kind: 'signedIn' }>>();
  /** This extension changed something at Tripartie through the account that is signed in. */
  readonly changedAtTripartie = new vscode.EventEmitter<Change>();
  /** A profile may have come, gone, or been renamed. */
  readonly profilesChanged = new vscode.EventEmitter<void>();

  dispose(): void {
    const { changed, described, keyChanged, changedAtTripartie, profilesChanged } = this;
    for (const emitter of [changed, described, keyChanged, changedAtTripartie, profilesChanged]) emitter.dispose();
  }
}
