import { InvalidApiOrigin } from '../api/index.ts';
import type { RemoteEnvironment } from '../session/profiles/environments.ts';
import { remoteEnvironments } from '../session/profiles/settingsEnvironment.ts';
import { runEditorCommand } from '../ui/commands.ts';
import { fail } from '../ui/notify.ts';

const OPEN_SETTINGS = { id: 'openSettings', label: 'Open Settings' };

/** {@link remoteEnvironments}; `undefined` when the setting is none, which the person is told. */
export async function usableEnvironments(): Promise<RemoteEnvironment[] | undefined> {
  try {
    return remoteEnvironments();
  } catch (error) {
    if (!(error instanceof InvalidApiOrigin)) throw error;
    const words =
      'The setting “tripartie.apiUrl” is not an https address, so no key is sent there. Nothing was changed.';
    if (await fail(words, undefined, OPEN_SETTINGS))
      await runEditorCommand('workbench.action.openSettings', 'tripartie.apiUrl');
    return undefined;
  }
}
