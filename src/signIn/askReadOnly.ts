import type { Answer } from '../ui/answer.ts';
import type { StepOptions } from '../ui/input.ts';
import { pickOne } from '../ui/pick.ts';

/** Asks what may be done in production, whatever the way to sign in. @returns whether the profile is to be read-only */
export function askReadOnly(step: Pick<StepOptions, 'title' | 'step' | 'totalSteps'>): Promise<Answer<boolean>> {
  return pickOne({
    ...step,
    about: undefined,
    placeholder: 'This is live data. What may be done with it here?',
    items: [
      {
        icon: 'lock',
        label: 'Look only',
        detail: 'No command and no tool changes anything until you allow it.',
        value: true,
      },
      {
        icon: 'edit',
        label: 'Allow changes',
        detail: 'What cannot be undone asks for the name to be typed.',
        value: false,
      },
    ],
  });
}
