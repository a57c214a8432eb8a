import type { ContextKey } from '../contributes/contextKeys.ts';
import type { Activity } from './activityFile.ts';

/** The context keys that check off steps of the walkthrough in `package.json`. */
export type Milestone = Extract<ContextKey, `tripartie.done.${string}`>;

/**
 * The milestone that was reached by what was done, if any. A key whose making failed, or whose answer was lost, is noted
 * with an outcome; a key is noted as rotated only when the old one is gone.
 */
export function milestoneOf({ what, outcome }: Pick<Activity, 'what' | 'outcome'>): Milestone | undefined {
  if (what === 'created' && outcome === undefined) return 'tripartie.done.createdKey';
  if (what === 'rotated') return 'tripartie.done.rotatedKey';
  return what === 'two-factor on' ? 'tripartie.done.twoFactor' : undefined;
}
