import type { Rotation, RotationState } from '../../../src/rotation/machine/index.ts';

/** A rotation in that state. */
export function at(state: RotationState, more: Partial<Rotation> = {}): Rotation {
  return {
    version: 2,
    id: 'r',
    state,
    profile: 'sandbox',
    origin: 'sandbox',
    oldIdentifier: 'sandbox-old',
    newIdentifier: 'sandbox-new',
    name: null,
    scopes: ['OFFER_READ'],
    before: ['sandbox-old'],
    newestBefore: 0,
    startedAt: 0,
    ...more,
  };
}
