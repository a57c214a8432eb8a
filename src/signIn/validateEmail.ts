import { CancelledError, EMAIL_CODE_LENGTH, type Id } from '../api/index.ts';
import { SIGN_IN } from '../ui/buttons.ts';
import { runCommand } from '../ui/commands.ts';
import { captcha, characters, mailCodeIn, newPassword, orNothing } from '../ui/fields.ts';
import { type Draft, fillIn } from '../ui/form.ts';
import { inform } from '../ui/notify.ts';
import { whileBusy } from '../ui/whileBusy.ts';
import type { Place } from './place.ts';

/**
 * `Tripartie: Validate Email Address…`, with the code that was mailed: for oneself, also before the first sign-in, or for
 * somebody who was invited.
 */
export async function validateEmail(place: Place, draft: Draft): Promise<void> {
  if (place.signedIn && !draft.has('id')) {
    const own = await ownNumber(place);
    if (own === CANCELLED) return;
    if (own !== undefined) draft.set('id', String(own));
  }
  const validated = await fillIn({
    title: `Validate email address – ${place.name}`,
    about: place.about,
    fields: [
      {
        name: 'id',
        prompt: 'The number of the user: your own, or that of an invitation.',
        validate: characters(1, 64),
      },
      {
        name: 'emailVerificationInput',
        prompt: `The code from the mail, ${EMAIL_CODE_LENGTH} characters.`,
        validate: (value) => {
          const { length } = [...mailCodeIn(value)];
          return length === EMAIL_CODE_LENGTH
            ? undefined
            : `The code has ${EMAIL_CODE_LENGTH} characters; this has ${length}.`;
        },
      },
      {
        name: 'plainPassword',
        prompt: 'Only after an invitation: the password that you choose. Otherwise leave it empty.',
        secret: true,
        validate: orNothing(newPassword),
      },
      captcha(place.environment === 'sandbox'),
    ],
    draft,
    progress: 'Validating the email address',
    failed: 'The address is not validated.',
    lost: 'Sign in at Tripartie to see whether the address counts as validated.',
    send: (value, call) =>
      place.client.validateEmail(
        value('id').trim(),
        {
          captcha: value('captcha').trim(),
          emailVerificationInput: mailCodeIn(value('emailVerificationInput')),
          ...(value('plainPassword') !== '' && { plainPassword: value('plainPassword') }),
        },
        call,
      ),
  });
  if (validated.kind !== 'answer') return;
  place.changed('me');
  const buttons = place.signedIn ? [] : [SIGN_IN];
  if (await inform('The email address is validated.', undefined, ...buttons)) await runCommand('tripartie.signIn');
}

const CANCELLED = Symbol('cancelled');

/** Whose code it is, the code alone does not say. Where it cannot be found out, the number has to be typed. */
async function ownNumber({ client }: Place): Promise<Id | undefined | typeof CANCELLED> {
  try {
    return (await whileBusy('Looking up your number', (call) => client.me(call))).id;
  } catch (error) {
    return error instanceof CancelledError ? CANCELLED : undefined;
  }
}
