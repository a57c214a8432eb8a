import { type Answer, pickOne, type StepOptions } from '../ui/steps.ts';

/** Asks what may be done in production, whatever the way to sign in. @returns whether the profile is to be read-only */
export function askReadOnly(step: Pick<StepOptions, 'title' | 'step' | 'totalSteps'>): Promise<Answer<boolean>> {
  return pickOne({
    ...step,
    left: undefined,
    placeholder: 'This is live data. What may be done with it here?',
    items: [
      {
        label: '$(lock) Look only',
        detail: 'No command and no tool changes anything until you allow it.',
        value: true,
      },
      { label: '$(edit) Allow changes', detail: 'What cannot be undone asks for the name to be typed.', value: false },
    ],
  });
}
