import { type Button, SIGN_IN, TRY_AGAIN } from './buttons.ts';
import { runCommand } from './commands.ts';
import { explain } from './explain.ts';
import { fail } from './notify.ts';
import type { Subject } from './subject.ts';

/**
 * Says that something failed and offers what helps. Signing in happens here.
 * @param say what the person is told, around the reason
 * @param about whose account the other buttons act for, see `inform`
 * @param more buttons besides, where it is not another key that is wanted
 * @returns what they want done; `undefined` when they left it or signed in
 */
export async function offerRemedy<Id extends string = never>(
  say: (reason: string) => string,
  error: unknown,
  about: Subject | undefined,
  ...more: readonly Button<Id>[]
): Promise<'tryAgain' | Id | undefined> {
  const { message, remedy } = explain(error);
  if (remedy === 'signIn') {
    if (await fail(say(message), undefined, SIGN_IN)) await runCommand('tripartie.signIn');
    return undefined;
  }
  const retry = remedy === 'retry' ? [TRY_AGAIN] : [];
  return fail<'tryAgain' | Id>(say(message), about, ...retry, ...more);
}
