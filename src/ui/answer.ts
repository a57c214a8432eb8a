/** What a question ends in: an answer, one step back, or left, by Escape or because its account was left. */
export type Answer<T> = { readonly kind: 'answer'; readonly value: T } | typeof BACK | typeof LEFT;

export const BACK = { kind: 'back' } as const;
export const LEFT = { kind: 'left' } as const;

export function answered<T>(value: T): { readonly kind: 'answer'; readonly value: T } {
  return { kind: 'answer', value };
}

/** The answer itself where it makes no difference how a question was left. */
export function answerOf<T>(answer: Answer<T>): T | undefined {
  return answer.kind === 'answer' ? answer.value : undefined;
}

/**
 * Asks one question after another; Back leads to the one before, and out of the first.
 * @param index of the question to begin with
 * @returns whether the last one was answered
 */
export async function inTurn(steps: readonly (() => Promise<Answer<unknown>>)[], index = 0): Promise<boolean> {
  for (let step = steps[index]; step; step = steps[index]) {
    const { kind } = await step();
    if (kind === 'left') return false;
    index += kind === 'back' ? -1 : 1;
  }
  return index > 0;
}
