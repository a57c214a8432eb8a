import { parseApiOrigin } from '../../api/origin.ts';
import { apiUrl } from '../../ui/settings.ts';
import { environmentAt, KNOWN_ENVIRONMENTS, type RemoteEnvironment } from './environments.ts';

/**
 * The environment of the setting `tripartie.apiUrl`, of which only the user's own value counts: a workspace must not
 * choose where credentials go. The address of staging or production is that environment.
 * @returns `undefined` when the setting is empty, or blanks
 * @throws InvalidApiOrigin when it holds something that is no https address (or loopback http)
 */
export function settingsEnvironment(): RemoteEnvironment | undefined {
  const setting = apiUrl();
  // What is no text is no address either, and said to be none.
  const address = typeof setting === 'string' ? setting.trim() : JSON.stringify(setting);
  if (!address) return undefined;
  const origin = parseApiOrigin(address);
  return { id: environmentAt(origin)?.environment ?? 'custom', origin };
}

/** The environments that a personal key can be used in. @throws InvalidApiOrigin, see {@link settingsEnvironment} */
export function remoteEnvironments(): RemoteEnvironment[] {
  const own = settingsEnvironment();
  if (own === undefined || KNOWN_ENVIRONMENTS.some(({ origin }) => origin === own.origin))
    return [...KNOWN_ENVIRONMENTS];
  // The same environment another way: which of the two is meant, the person has said.
  return [own, ...KNOWN_ENVIRONMENTS.filter(({ id }) => id !== own.id)];
}
