import type { World } from './boundaries.ts';
import type { Rotation } from './record.ts';

/** Whether a rotation is one of this world's account. */
export function isOfAccount({ account }: World, { profile, origin }: Rotation): boolean {
  return profile === account.profile && origin === account.origin;
}

/** Whether something may be done about a rotation now: the person may have signed out, or switched, meanwhile. */
export async function isHere(world: World, rotation: Rotation): Promise<boolean> {
  return isOfAccount(world, rotation) && (await world.isActive());
}
