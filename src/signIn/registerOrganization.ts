import { addressIn, type Registration } from '../api/index.ts';
import { captcha, characters, chosenPassword, EXAMPLES, email, orNothing, orNull, personName } from '../ui/fields.ts';
import { type Draft, type FormField, fillIn } from '../ui/form.ts';
import { inform } from '../ui/notify.ts';
import { plain } from '../ui/plainText.ts';
import type { Place } from './place.ts';

/**
 * `Tripartie: Register Organization…`: a new organization with a new person as its owner.
 * @param next what "Validate Email Address…" begins with: the owner's number, which nobody else could tell
 * @returns whether the person, who is not signed in, wants to validate the address at once
 */
export async function registerOrganization(place: Place, draft: Draft, next: Draft): Promise<boolean> {
  const filledIn = await fillIn({
    title: `Register organization – ${place.name}`,
    about: place.about,
    fields: [...ORGANIZATION, ...OWNER, captcha(place.environment === 'sandbox')],
    draft,
    progress: 'Registering the organization',
    failed: 'Nothing was registered.',
    lost: 'Look for a mail of Tripartie to the owner’s address before you register again.',
    send: async (value, call) => {
      const input = registrationOf((name) => value(name).trim(), value('plainPassword'));
      const owner = await place.client.registerUser(input, call);
      return { name: input.organization?.name ?? '', email: input.email, owner };
    },
  });
  if (filledIn.kind !== 'answer') return false;
  const registered = filledIn.value;
  const done = `“${plain(registered.name, 80)}” is registered. Tripartie mails a code to ${plain(registered.email, 80)}`;
  if (place.signedIn) {
    void inform(`${done}; after that, its owner can sign in. You stay signed in as you are.`);
    return false;
  }
  if (registered.owner.id !== undefined) next.set('id', String(registered.owner.id));
  const words = `${done}. Validate the address with it; then you can sign in.`;
  return (await inform(words, undefined, VALIDATE_IT)) !== undefined;
}

const VALIDATE_IT = { id: 'validate', label: 'Validate It' };

const ORGANIZATION: readonly FormField[] = [
  { name: 'organization.name', prompt: 'Name of the organization.', validate: characters(1, 64) },
  {
    name: 'organization.commercialRegistryNumber',
    prompt: 'Its number in the commercial registry.',
    validate: characters(1, 32),
  },
  { name: 'organization.vatNumber', prompt: 'Optional: its VAT number.', validate: orNothing(characters(1, 32)) },
  {
    name: 'organization.websiteUrl',
    prompt: 'Optional: its web site.',
    placeholder: 'https://…',
    validate: orNothing(characters(1, 64)),
  },
];

const OWNER: readonly FormField[] = [
  { name: 'firstName', prompt: 'The owner’s first name.', validate: personName },
  { name: 'lastName', prompt: 'The owner’s last name.', validate: personName },
  {
    name: 'email',
    prompt: 'The owner’s email address. A code is mailed there.',
    placeholder: EXAMPLES.email,
    validate: email,
  },
  {
    name: 'roleInCompany',
    prompt: 'Optional: what the owner does in the company.',
    validate: orNothing(characters(2, 32)),
  },
  {
    name: 'originCountry',
    prompt: 'Optional: the owner’s country, as two letters.',
    placeholder: 'FR',
    validate: orNothing(matching(/^[A-Z]{2,3}$/, 'Capital letters, such as FR.')),
  },
  {
    name: 'preferredLanguage',
    prompt: 'Optional: the owner’s language, as two letters.',
    placeholder: 'fr',
    validate: orNothing(matching(/^[a-z]{2}$/, 'Two small letters, such as fr.')),
  },
  ...chosenPassword('plainPassword', 'The owner’s password'),
];

function matching(pattern: RegExp, otherwise: string): (value: string) => string | undefined {
  return (value) => (pattern.test(value.trim()) ? undefined : otherwise);
}

function registrationOf(value: (name: string) => string, plainPassword: string): Registration {
  return {
    captcha: value('captcha'),
    firstName: value('firstName'),
    lastName: value('lastName'),
    publicName: null,
    roleInCompany: orNull(value('roleInCompany')),
    email: addressIn(value('email')),
    plainPassword,
    originCountry: orNull(value('originCountry')),
    preferredLanguage: orNull(value('preferredLanguage')),
    organization: {
      name: value('organization.name'),
      commercialRegistryNumber: value('organization.commercialRegistryNumber'),
      vatNumber: orNull(value('organization.vatNumber')),
      websiteUrl: orNull(value('organization.websiteUrl')),
    },
  };
}
