import { ENVIRONMENT_LABELS, type RemoteEnvironment } from '../session/profiles/environments.ts';
import type { Answer } from '../ui/answer.ts';
import { pickOne } from '../ui/pick.ts';

/**
 * Asks which environment something is for; it is sent nowhere else.
 * @param totalSteps of the questions that this is the first of, where they are counted
 */
export function pickEnvironment(
  environments: readonly RemoteEnvironment[],
  title: string,
  totalSteps?: number,
): Promise<Answer<RemoteEnvironment>> {
  return pickOne({
    title,
    about: undefined,
    ...(totalSteps !== undefined && { step: 1, totalSteps }),
    placeholder: 'Which environment? What you type is sent nowhere else.',
    items: environments.map((each) => ({
      label: ENVIRONMENT_LABELS[each.id],
      description: each.origin,
      value: each,
    })),
  });
}
