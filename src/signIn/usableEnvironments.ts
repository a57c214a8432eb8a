import { InvalidApiOrigin } from '../api/index.ts';
import { KNOWN_ENVIRONMENTS, type RemoteEnvironment } from '../session/profiles/environments.ts';
import { remoteEnvironments } from '../session/profiles/settingsEnvironment.ts';
import { runEditorCommand } from '../ui/commands.ts';
import { fail } from '../ui/notify.ts';

const OPEN_SETTINGS = { id: 'openSettings', label: 'Open Settings' };

/** {@link remoteEnvironments}; where the setting is no address, the person is told, and Tripartie's own are left. */
export function usableEnvironments(): readonly RemoteEnvironment[] {
  try {
    return remoteEnvironments();
  } catch (error) {
    if (!(error instanceof InvalidApiOrigin)) throw error;
    void tell();
    return KNOWN_ENVIRONMENTS;
  }
}

async function tell(): Promise<void> {
  const words =
    'The setting “tripartie.apiUrl” is not an https address, so no key is sent there, and it is not offered.';
  const pressed = await fail(words, undefined, OPEN_SETTINGS);
  if (pressed) await runEditorCommand('workbench.action.openSettings', 'tripartie.apiUrl');
}
