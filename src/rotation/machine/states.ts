import { type Rotation, type RotationRecord, type RotationState, STATES, withoutSecret } from './record.ts';

/** A rotation that is not over. */
export type UnderWay = Rotation & { readonly state: Exclude<RotationState, 'CLEARED'> };

export function isUnderWay(rotation: Rotation): rotation is UnderWay {
  return rotation.state !== 'CLEARED';
}

/** Whether `a` is a later state than `b`. */
export function isAfter(a: RotationState, b: RotationState): boolean {
  return STATES.indexOf(a) > STATES.indexOf(b);
}

/** States in which this rotation's key exists and the old one was not touched: it can still be undone. */
export function canUndo({ state }: Rotation): boolean {
  return isAfter(state, 'AMBIGUOUS') && isAfter('RETIRING', state);
}

/** Whether the new key was seen to do what the old one does, and is not being taken back: from then on it may be handed out. */
export function isNewKeyProven({ state, parked }: Rotation): boolean {
  if (parked === 'newKeyRefused' || parked === 'scopesMissing') return false;
  return isAfter(state, 'CREATED') && isAfter('ROLLBACK', state);
}

/**
 * One rotation out of what the secret store and the breadcrumb say. The record is written at INTENT and at CREATED
 * only, so the breadcrumb tells what came after; it is behind only when the step that made the key was cut short.
 * Which key is ours is what the record says, since it came with the secret.
 */
export function merged(record: RotationRecord | undefined, breadcrumb: Rotation | undefined): Rotation | undefined {
  if (!record || !breadcrumb) return breadcrumb ?? (record && withoutSecret(record));
  if (isAfter(record.state, breadcrumb.state)) return withoutSecret(record);
  return record.newIdentifier === undefined ? breadcrumb : { ...breadcrumb, newIdentifier: record.newIdentifier };
}
