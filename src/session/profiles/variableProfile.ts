import { jwtClaims } from '../../api/jwt.ts';
import { InvalidApiOrigin } from '../../api/origin.ts';
import type { Variables } from '../../platform/environment.ts';
import { plain } from '../../ui/plainText.ts';
import type { KeptCredential } from '../secrets/keptCredential.ts';
import { KNOWN_ENVIRONMENTS, type RemoteEnvironment } from './environments.ts';
import { keyComplaint, keyIn } from './keyIn.ts';
import { type Binding, variableId } from './profile.ts';
import { remoteEnvironments, settingsEnvironment } from './settingsEnvironment.ts';

/** The profile of the environment variable: all that is known of it without files. */
export interface VariableProfile {
  readonly id: string;
  readonly binding: Binding;
  readonly credential: KeptCredential;
  /** Whether it is read-only as long as the person has not said: nobody was asked when the container was set up. */
  readonly readOnly: boolean;
}

/**
 * The personal key in `TRIPARTIE_PERSONAL_KEY`, for containers: used as it is and never stored. `TRIPARTIE_ENVIRONMENT`
 * tells where it is for (`staging`, `production` or `custom`); left out, the person's custom address where there is one,
 * else production.
 * @returns `undefined` when the variable is not set, or names an environment that is not there
 */
export function variableProfile(variables: Variables): VariableProfile | undefined {
  const jwt = keyOf(variables);
  const place = jwt && environment(wordOf(variables.TRIPARTIE_ENVIRONMENT));
  if (!jwt || !place) return undefined;
  return {
    // A key that does not say whose it is may be anybody's.
    id: variableId(place.origin, jwtClaims(jwt).subject ?? jwt),
    binding: { environment: place.id, origin: place.origin, kind: 'personalKey', subject: 'TRIPARTIE_PERSONAL_KEY' },
    credential: { kind: 'personalKey', jwt },
    readOnly: place.id === 'production',
  };
}

/** Says why the key in the environment variable is not used, where there is one. */
export function variableComplaint(variables: Variables): string | undefined {
  const value = variables.TRIPARTIE_PERSONAL_KEY?.trim();
  if (!value || variableProfile(variables)) return undefined;
  const wanted = wordOf(variables.TRIPARTIE_ENVIRONMENT);
  const why =
    keyComplaint(value) !== undefined
      ? 'there is not one personal key in it'
      : wanted && !isKnown(wanted)
        ? `TRIPARTIE_ENVIRONMENT is “${plain(wanted, 40)}”, not staging, production or custom`
        : 'the setting “tripartie.apiUrl” has no address for it';
  return `The key in TRIPARTIE_PERSONAL_KEY is not used and sent nowhere: ${why}. Change it, and start the editor anew.`;
}

function keyOf(variables: Variables): string | undefined {
  const value = variables.TRIPARTIE_PERSONAL_KEY ?? '';
  const found = keyIn(value);
  return found.kind === 'key' && keyComplaint(value) === undefined ? found.key : undefined;
}

/** A variable's word in lower case, without what files of variables leave around it: blanks, line ends, quotes. */
function wordOf(value: string | undefined): string | undefined {
  const word = (value ?? '')
    .replace(/\p{Cf}/gu, '')
    .trim()
    .replace(/^(["'])(.*)\1$/, '$2')
    .trim();
  return word.toLowerCase() || undefined;
}

function isKnown(wanted: string): wanted is RemoteEnvironment['id'] {
  return wanted === 'staging' || wanted === 'production' || wanted === 'custom';
}

function environment(wanted: string | undefined): RemoteEnvironment | undefined {
  try {
    const own = settingsEnvironment();
    if (wanted === 'custom' || (!wanted && own)) return own;
    return remoteEnvironments().find(({ id }) => id === (wanted || 'production'));
  } catch (error) {
    if (!(error instanceof InvalidApiOrigin)) throw error;
    // The setting is no address: who named another place did not mean it.
    return wanted === undefined ? undefined : KNOWN_ENVIRONMENTS.find(({ id }) => id === wanted);
  }
}
