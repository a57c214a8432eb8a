import { DEFAULT_NAMES, type Names, type VariableName } from '../dotenv/index.ts';
import { type Answer, answered, answerOf, BACK, inTurn, LEFT } from '../ui/answer.ts';
import { askText } from '../ui/askText.ts';
import type { StepOptions } from '../ui/input.ts';
import { pickOne, SEPARATOR } from '../ui/pick.ts';
import { type NameUse, nameComplaint } from './nameComplaint.ts';

/**
 * Asks under which names a key is to be found.
 * @param pairs the ones that are offered, the default as {@link DEFAULT_NAMES}
 */
export async function askNames(step: StepOptions, pairs: readonly Names[], use: NameUse): Promise<Answer<Names>> {
  const picked = await pickOne<Names | 'others'>({
    ...step,
    placeholder: 'Under which names does the program look for them?',
    items: [
      ...pairs.map((value) => ({
        icon: 'symbol-variable',
        label: `${value.identifier}, ${value.secret}`,
        ...(value === DEFAULT_NAMES ? {} : { description: 'in a file or its example' }),
        value,
      })),
      SEPARATOR,
      { icon: 'edit', label: 'Other names…', value: 'others' },
    ],
  });
  if (picked.kind !== 'answer') return picked;
  if (picked.value !== 'others') return answered(picked.value);
  const others = await askOtherNames(step, use);
  return others.kind === 'back' ? askNames(step, pairs, use) : others;
}

async function askOtherNames(step: StepOptions, use: NameUse): Promise<Answer<Names>> {
  let identifier = '';
  let secret = '';
  let isLeft = false;
  const ask = async (prompt: string, placeholder: string, value: string, other: string) => {
    const validate = (name: string) => nameComplaint(name, other, use);
    const answer = await askText({ ...step, prompt, placeholder, value, validate });
    isLeft = answer.kind === 'left';
    return answer;
  };
  const isDone = await inTurn([
    async () => {
      const answer = await ask('The name of the identifier.', DEFAULT_NAMES.identifier, identifier, '');
      identifier = answerOf(answer) ?? identifier;
      return answer;
    },
    async () => {
      const answer = await ask('The name of the secret.', DEFAULT_NAMES.secret, secret, identifier);
      secret = answerOf(answer) ?? secret;
      return answer;
    },
  ]);
  const names = { identifier: identifier as VariableName, secret: secret as VariableName };
  if (isDone) return answered(names);
  return isLeft ? LEFT : BACK;
}
