import * as vscode from 'vscode';
import { InvalidApiOrigin } from '../api/index.ts';
import type { RemoteEnvironment } from '../session/profiles/environments.ts';
import { remoteEnvironments } from '../session/profiles/settingsEnvironment.ts';
import { runEditorCommand } from '../ui/commands.ts';

/** {@link remoteEnvironments}; `undefined` when the setting is none, which the person is told. */
export async function usableEnvironments(): Promise<RemoteEnvironment[] | undefined> {
  try {
    return remoteEnvironments();
  } catch (error) {
    if (!(error instanceof InvalidApiOrigin)) throw error;
    const choice = await vscode.window.showErrorMessage(
      'The setting “tripartie.apiUrl” is not an https address, so no key is sent there. Nothing was changed.',
      'Open Settings',
    );
    if (choice) await runEditorCommand('workbench.action.openSettings', 'tripartie.apiUrl');
    return undefined;
  }
}
