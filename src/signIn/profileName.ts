import { ENVIRONMENT_LABELS, type EnvironmentId } from '../session/profiles/environments.ts';
import { PROFILE_NAME_MAX } from '../session/profiles/profile.ts';

/**
 * What is wrong with a name that a person gives a profile. One that ends as the name of another environment would look
 * like a profile of that, wherever there is no room for what stands behind it.
 */
export function nameComplaint(name: string, environment: EnvironmentId): string | undefined {
  if (name === '') return 'Give it a name.';
  if (name.length > PROFILE_NAME_MAX) return `At most ${PROFILE_NAME_MAX} characters.`;
  const words = wordsOf(name);
  const other = Object.entries(ENVIRONMENT_LABELS).find(
    ([id, label]) => id !== environment && ` ${words}`.endsWith(` ${wordsOf(label)}`),
  );
  return other && `It may not end in “${other[1]}”: this profile is for ${ENVIRONMENT_LABELS[environment]}.`;
}

/** Its letters and digits in one form, a blank between any others. */
function wordsOf(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .trim();
}
