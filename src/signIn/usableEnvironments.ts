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
    void tell(error);
    return KNOWN_ENVIRONMENTS;
  }
}

/** What is wrong with the setting, and what is right. */
const REASONS: Readonly<Record<InvalidApiOrigin['reason'], string>> = {
  'not a URL': 'is not an https address',
  'no scheme': 'does not begin with https://',
  'not https': 'is not an https address',
  'blocked port': 'names a port that programs may not use for the web; another port is needed',
  'has credentials': 'has a user name or a password in it, which belong elsewhere',
  'has a query': 'has a ? or # in it; only a path may follow the host',
  'unclear path': 'has a path that proxies read in different ways; letters, digits and plain signs are fine',
};

async function tell({ reason }: InvalidApiOrigin): Promise<void> {
  const words = `The setting “tripartie.apiUrl” ${REASONS[reason]}, so no key is sent there, and it is not offered.`;
  const pressed = await fail(words, undefined, OPEN_SETTINGS);
  if (pressed) await runEditorCommand('workbench.action.openSettings', 'tripartie.apiUrl');
}
