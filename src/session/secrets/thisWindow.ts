import type * as vscode from 'vscode';

/**
 * What VS Code tells of the window that this extension host works for. The page that a window is drawn in outlives its
 * extension hosts: one that died, or was restarted after an update, is followed by another in the same page, which still
 * has whatever a store kept in the page's memory.
 */
export interface ThisWindow {
  /** `vscode.env.sessionId`: drawn by lot for each page, unless telemetry is off. */
  readonly sessionId: string;
  /** `ExtensionContext.logUri`: on a server, another folder for each page that connects. */
  readonly logs: string;
  /**
   * `ExtensionContext.workspaceState`: read when the page is loaded, so that what is in it was there before. It goes with
   * a window over a reload, and no other window's news come into it.
   */
  readonly memory: Pick<vscode.Memento, 'get' | 'update'>;
}
