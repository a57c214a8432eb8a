import { jwtClaims } from '../../api/jwt.ts';
import { InvalidApiOrigin } from '../../api/origin.ts';
import type { Variables } from '../../platform/environment.ts';
import { plain } from '../../ui/plainText.ts';
import type { KeptCredential } from '../secrets/keptCredential.ts';
import { cleanKey } from './cleanKey.ts';
import type { RemoteEnvironment } from './environments.ts';
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
  const jwt = keyIn(variables);
  const place = jwt && environment(variables.TRIPARTIE_ENVIRONMENT);
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
  if (!keyIn(variables) || variableProfile(variables)) return undefined;
  const wanted = variables.TRIPARTIE_ENVIRONMENT;
  const why =
    wanted && !isKnown(wanted)
      ? `TRIPARTIE_ENVIRONMENT is “${plain(wanted, 40)}”, not staging, production or custom`
      : 'the setting “tripartie.apiUrl” has no address for it';
  return `The key in TRIPARTIE_PERSONAL_KEY is not used and sent nowhere: ${why}. Change it, and start the editor anew.`;
}

function keyIn(variables: Variables): string | undefined {
  return cleanKey(variables.TRIPARTIE_PERSONAL_KEY ?? '') || undefined;
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
    // The setting of the custom address is no address.
    if (error instanceof InvalidApiOrigin) return undefined;
    throw error;
  }
}
