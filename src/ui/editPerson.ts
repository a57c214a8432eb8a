import { CancelledError, type ProfileChange, type UserDetails } from '../api/index.ts';
import { answerOf } from './answer.ts';
import { characters, day, dayIn, EXAMPLES, orNothing, orNull, personName, YES_OR_NO } from './fields.ts';
import { type Draft, type FormField, fillIn } from './form.ts';
import { offerRemedy } from './offerRemedy.ts';
import { pickMany } from './pick.ts';
import { plain } from './plainText.ts';
import type { Subject } from './subject.ts';
import { type BusyCall, whileBusy } from './whileBusy.ts';

const TEXTS = ['firstName', 'lastName', 'publicName', 'roleInCompany', 'intlPhoneNumber'] as const;
const CONSENTS = ['consentMailNotification', 'consentMailAds'] as const;

/** What can be changed of a person. */
export type PersonFieldName = (typeof TEXTS)[number] | (typeof CONSENTS)[number] | 'birthday';

/** Where the draft keeps which fields were chosen; no field has this name. */
const CHOSEN = 'chosen';

const optional = orNothing(characters(2, 32));

const LABELS: Readonly<Record<PersonFieldName, string>> = {
  firstName: 'First name',
  lastName: 'Last name',
  publicName: 'Public name',
  roleInCompany: 'Role in the company',
  intlPhoneNumber: 'Telephone',
  birthday: 'Birthday',
  consentMailNotification: 'Mail about your cases',
  consentMailAds: 'Advertising by mail',
};

const QUESTIONS: Readonly<Record<PersonFieldName, Omit<FormField, 'name' | 'prompt'>>> = {
  firstName: { validate: personName },
  lastName: { validate: personName },
  publicName: { validate: optional },
  roleInCompany: { validate: optional },
  intlPhoneNumber: { placeholder: EXAMPLES.telephone, validate: orNothing(characters(1, 32)) },
  birthday: { placeholder: EXAMPLES.day, validate: orNothing(day) },
  consentMailNotification: { choices: YES_OR_NO },
  consentMailAds: { choices: YES_OR_NO },
};

/** The editing of one person, as the one who edits is spoken to. */
export interface PersonEdit {
  /** The account that it is done with: the form closes when that is left. */
  readonly about: Subject;
  /** What was chosen and typed for this person before, and not saved. */
  readonly draft: Draft;
  /** What the person who edits may choose from. */
  readonly choices: readonly PersonFieldName[];
  readonly prompts: Readonly<Partial<Record<PersonFieldName, string>>>;
  titleOf(now: UserDetails): string;
  /** The person as they are now: what is in sight may be old, and lists do not tell the consents. */
  read(call: BusyCall): Promise<UserDetails>;
  /** Said before the reason when they cannot be read. */
  readonly unread: string;
  /** Said while it is sent, when it is refused, and when the answer was lost; see `Form`. */
  readonly progress: string;
  readonly failed: string;
  readonly lost: string;
  save(now: UserDetails, change: ProfileChange, call: BusyCall): Promise<unknown>;
}

/**
 * Asks what to change of a person, then for each of it, and saves it. The rest stays as it is, the consents among it.
 * @returns the person as they are now, or `undefined` when nothing was changed
 */
export async function editPerson(edit: PersonEdit): Promise<UserDetails | undefined> {
  const now = await read(edit);
  if (!now) return undefined;
  const { about, draft, progress, failed, lost } = edit;
  const title = edit.titleOf(now);
  for (;;) {
    const chosen = await choose(edit, title, now);
    if (!chosen) return undefined;
    // The API wants both consents each time: where it does not say what they are, the person does.
    const asked = [...chosen, ...CONSENTS.filter((name) => now[name] === undefined && !chosen.includes(name))];
    const changed = await fillIn<UserDetails>({
      title,
      about,
      fields: asked.map((name) => ({
        ...QUESTIONS[name],
        name,
        prompt: edit.prompts[name] ?? LABELS[name],
        initial: typed(now, name),
      })),
      leadsBack: true,
      draft,
      progress,
      failed,
      lost,
      send: async (value, call) => {
        const change = changeOf(now, asked, value);
        await edit.save(now, change, call);
        return withChange(now, change);
      },
    });
    if (changed.kind !== 'back') return answerOf(changed);
  }
}

async function read(edit: PersonEdit): Promise<UserDetails | undefined> {
  try {
    return await whileBusy('Reading the profile', (call) => edit.read(call));
  } catch (error) {
    if (error instanceof CancelledError) return undefined;
    return (await offerRemedy((reason) => `${edit.unread} ${reason}`, error, edit.about)) && read(edit);
  }
}

/** Which fields to change; what was chosen before, and not saved, is ticked. */
async function choose(
  { about, draft, choices }: PersonEdit,
  title: string,
  now: UserDetails,
): Promise<PersonFieldName[] | undefined> {
  const before = draft.get(CHOSEN)?.split(' ') ?? [];
  const chosen = await pickMany<PersonFieldName>({
    title,
    about,
    placeholder: 'What do you want to change?',
    noneSelected: 'choose at least one',
    items: choices.map((name) => ({
      label: LABELS[name],
      description: plain(typed(now, name), 60),
      value: name,
    })),
    selected: choices.filter((name) => before.includes(name)),
  });
  if (chosen.kind !== 'answer') return undefined;
  draft.set(CHOSEN, chosen.value.join(' '));
  return choices.filter((name) => chosen.value.includes(name));
}

/** As it is typed; a consent is a choice, and none where the API does not say. */
function typed(now: UserDetails, name: PersonFieldName): string {
  const value = now[name];
  if (value instanceof Date) return value.toISOString().slice(0, 10);
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return value ?? '';
}

function changeOf(now: UserDetails, asked: readonly PersonFieldName[], value: (name: string) => string): ProfileChange {
  const text = (name: PersonFieldName) => value(name).trim();
  const is = (name: PersonFieldName) => asked.includes(name);
  const consent = (name: (typeof CONSENTS)[number]) => (is(name) ? value(name) === 'yes' : now[name] === true);
  return {
    ...(is('firstName') && { firstName: text('firstName') }),
    ...(is('lastName') && { lastName: text('lastName') }),
    ...(is('publicName') && { publicName: orNull(text('publicName')) }),
    ...(is('roleInCompany') && { roleInCompany: orNull(text('roleInCompany')) }),
    ...(is('intlPhoneNumber') && { intlPhoneNumber: orNull(text('intlPhoneNumber')) }),
    ...(is('birthday') && { birthday: text('birthday') ? new Date(`${dayIn(text('birthday'))}T00:00:00Z`) : null }),
    consentMailNotification: consent('consentMailNotification'),
    consentMailAds: consent('consentMailAds'),
  };
}

/** What the API made of the person; it answers with the id only. */
function withChange(now: UserDetails, change: ProfileChange): UserDetails {
  const { consentMailNotification, consentMailAds } = change;
  const person: { -readonly [K in keyof UserDetails]: UserDetails[K] } = {
    ...now,
    consentMailNotification,
    consentMailAds,
  };
  for (const name of TEXTS) {
    const text = change[name];
    if (text === null) delete person[name];
    else if (text !== undefined) person[name] = text;
  }
  if (change.birthday === null) delete person.birthday;
  else if (change.birthday !== undefined) person.birthday = change.birthday;
  return person;
}
