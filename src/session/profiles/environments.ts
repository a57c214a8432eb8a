import { type ApiOrigin, KNOWN_ORIGINS } from '../../api/origin.ts';

export type EnvironmentId = 'sandbox' | 'staging' | 'production' | 'custom';

export const ENVIRONMENT_LABELS: Readonly<Record<EnvironmentId, string>> = {
  sandbox: 'Sandbox',
  staging: 'Staging',
  production: 'Production',
  custom: 'Custom address',
};

export interface RemoteEnvironment {
  id: Exclude<EnvironmentId, 'sandbox'>;
  origin: ApiOrigin;
}

/** Tripartie's own. */
export const KNOWN_ENVIRONMENTS: readonly RemoteEnvironment[] = [
  { id: 'staging', origin: KNOWN_ORIGINS.staging },
  { id: 'production', origin: KNOWN_ORIGINS.production },
];

/**
 * The environment that is known to be at an address: production is guarded, whatever way the address came here, and also
 * behind a path, another port, or a dot that ends its name.
 */
export function environmentAt(origin: ApiOrigin): { environment: RemoteEnvironment['id'] } | undefined {
  const known = KNOWN_ENVIRONMENTS.find((each) => hostOf(each.origin) === hostOf(origin));
  return known && { environment: known.id };
}

function hostOf(origin: ApiOrigin): string {
  return new URL(origin).hostname.replace(/\.$/, '');
}
