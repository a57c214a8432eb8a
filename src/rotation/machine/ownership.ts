import type { Ports } from './ports.ts';
import type { Rotation } from './record.ts';

/** Whether a rotation is one of the account of these ports. */
export function isOfAccount({ account }: Ports, { profile, origin }: Rotation): boolean {
  return profile === account.profile && origin === account.origin;
}

/** Whether something may be done about a rotation now: the person may have signed out, or switched, meanwhile. */
export async function isActionable(ports: Ports, rotation: Rotation): Promise<boolean> {
  return isOfAccount(ports, rotation) && (await ports.isActive());
}
