import * as vscode from 'vscode';
import type { ViewId } from '../contributes/views.ts';
import { inert } from './plainText.ts';

/** Shows a view as busy meanwhile. Ends as `work` does. */
export async function inView<T>(viewId: ViewId, work: () => Promise<T>): Promise<T> {
  return vscode.window.withProgress({ location: { viewId } }, work);
}

/** Says in the status bar what is done meanwhile; for what takes a moment. Ends as `work` does. */
export async function inStatusBar<T>(title: string, work: () => Promise<T>): Promise<T> {
  return vscode.window.withProgress({ location: vscode.ProgressLocation.Window, title: inert(title) }, work);
}

/** What work under way can say of itself. */
export type Report = (message: string) => void;

/**
 * Says in a notification what is done, with a button that cancels it. Ends as `work` does.
 * @param work its signal is aborted when the person cancels
 */
export async function inNotification<T>(
  title: string,
  work: (signal: AbortSignal, report: Report) => Promise<T>,
): Promise<T> {
  return vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title: inert(title), cancellable: true },
    (progress, token) => {
      const cancelling = new AbortController();
      token.onCancellationRequested(() => cancelling.abort());
      return work(cancelling.signal, (message) => progress.report({ message: inert(message) }));
    },
  );
}

/** The same for what cannot be cancelled. */
export async function waitingFor<T>(title: string, work: () => Promise<T>): Promise<T> {
  return vscode.window.withProgress({ location: vscode.ProgressLocation.Notification, title: inert(title) }, work);
}
