import { addressIn, GENDERS } from '../api/index.ts';
import { titleName } from '../session/profiles/profile.ts';
import type { Account } from '../session/session.ts';
import { runCommand } from '../ui/commands.ts';
import { characters, day, dayIn, EXAMPLES, email, orNothing, orNull, personName } from '../ui/fields.ts';
import { type Draft, fillIn } from '../ui/form.ts';
import { inform } from '../ui/notify.ts';
import { plain } from '../ui/plainText.ts';

const GENDER_NAMES: Readonly<Record<(typeof GENDERS)[number], string>> = {
  RATHER_NOT_SAY: 'Rather not say',
  FEMALE: 'Female',
  MALE: 'Male',
  OTHER: 'Other',
};

/** `Tripartie: Register Persona…` */
export async function registerPersona(account: Account, draft: Draft): Promise<void> {
  const filledIn = await fillIn({
    title: `Register persona – ${titleName(account)}`,
    about: account,
    fields: [
      { name: 'firstName', prompt: 'The first name of the buyer or seller.', validate: personName },
      { name: 'lastName', prompt: 'The last name.', validate: personName },
      {
        name: 'gender',
        prompt: 'The persona’s gender',
        choices: (Object.keys(GENDER_NAMES) as (typeof GENDERS)[number][]).map((value) => ({
          label: GENDER_NAMES[value],
          value,
        })),
      },
      {
        name: 'email',
        prompt: 'Optional: the email address.',
        placeholder: EXAMPLES.email,
        validate: orNothing(email),
      },
      {
        name: 'mobilePhoneNumber',
        prompt: 'Optional: the mobile telephone, with the country’s code.',
        placeholder: EXAMPLES.telephone,
        validate: orNothing(characters(1, 32)),
      },
      {
        name: 'language',
        prompt: 'Optional: the language, as two letters.',
        placeholder: 'fr',
        validate: orNothing(language),
      },
      {
        name: 'dateOfBirth',
        prompt: 'Optional: year, month and day of birth.',
        placeholder: EXAMPLES.day,
        validate: orNothing(day),
      },
    ],
    draft,
    progress: 'Registering the persona',
    failed: 'No persona was registered.',
    lost: 'Before you register it again, try to make a sign-in link for its address: that works if it exists.',
    send: (value, call) => {
      const optional = (name: string) => orNull(value(name).trim());
      return account.client.registerPersona(
        {
          firstName: value('firstName').trim(),
          lastName: value('lastName').trim(),
          gender: GENDERS.find((gender) => gender === value('gender')) ?? 'RATHER_NOT_SAY',
          email: orNull(addressIn(value('email'))),
          mobilePhoneNumber: optional('mobilePhoneNumber'),
          language: optional('language'),
          dateOfBirth: orNull(dayIn(value('dateOfBirth'))),
        },
        call,
      );
    },
  });
  if (filledIn.kind !== 'answer') return;
  const registered = filledIn.value;
  const name = plain(`${registered.firstName ?? ''} ${registered.lastName ?? ''}`, 80);
  const number = registered.id === undefined ? '' : ` as number ${plain(String(registered.id), 64)}`;
  const reachable = registered.email !== undefined || registered.mobilePhoneNumber !== undefined;
  const buttons = reachable ? [{ id: 'createLink', label: 'Create Sign-In Link' }] : [];
  if (await inform(`${name} is registered${number}.`, account, ...buttons))
    await runCommand('tripartie.createPersonaLink');
}

function language(value: string): string | undefined {
  return /^[a-z]{2}$/.test(value.trim()) ? undefined : 'Two small letters, such as fr.';
}
