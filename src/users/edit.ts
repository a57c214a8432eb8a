import * as vscode from 'vscode';
import { CancelledError, type ProfileChange, type UserDetails, type UserSummary } from '../api/index.ts';
import { titleName } from '../session/profile.ts';
import type { Account } from '../session/session.ts';
import { characters, EXAMPLES, orNothing, orNull, personName, YES_OR_NO } from '../ui/fields.ts';
import { type Draft, type FormField, fillIn } from '../ui/form.ts';
import { offerRemedy } from '../ui/offerRemedy.ts';
import { withoutIcons, withoutLinks } from '../ui/plainText.ts';
import { pickMany, whileBusy } from '../ui/steps.ts';
import { userName } from './words.ts';

const EDITABLE = ['firstName', 'lastName', 'publicName', 'roleInCompany', 'intlPhoneNumber'] as const;
type Editable = (typeof EDITABLE)[number];

const CONSENTS = ['consentMailNotification', 'consentMailAds'] as const;

const optional = orNothing(characters(2, 32));

const FIELDS: Readonly<Record<Editable, FormField & { label: string }>> = {
  firstName: { name: 'firstName', label: 'First name', prompt: 'The first name.', validate: personName },
  lastName: { name: 'lastName', label: 'Last name', prompt: 'The last name.', validate: personName },
  publicName: {
    name: 'publicName',
    label: 'Public name',
    prompt: 'Optional: the name that others see.',
    validate: optional,
  },
  roleInCompany: {
    name: 'roleInCompany',
    label: 'Role in the company',
    prompt: 'Optional: what the person does in the company.',
    validate: optional,
  },
  intlPhoneNumber: {
    name: 'intlPhoneNumber',
    label: 'Telephone',
    prompt: 'Optional: the telephone, with the country’s code.',
    placeholder: EXAMPLES.telephone,
    validate: orNothing(characters(1, 32)),
  },
};

const CONSENT_FIELDS: Readonly<Record<(typeof CONSENTS)[number], FormField>> = {
  consentMailNotification: {
    name: 'consentMailNotification',
    prompt: 'Tripartie does not say: did the person agree to mail about cases?',
    choices: YES_OR_NO,
  },
  consentMailAds: {
    name: 'consentMailAds',
    prompt: 'Tripartie does not say: did the person agree to advertising by mail?',
    choices: YES_OR_NO,
  },
};

/**
 * `Tripartie: Edit User…`: which fields, then each of them. The rest stays, the person's consents among it.
 * @returns the user as it is now, or `undefined` when nothing was changed
 */
export async function editUser(account: Account, user: UserSummary): Promise<UserSummary | undefined> {
  const now = await lookUp(account, user);
  if (!now) return undefined;
  const title = `Edit ${withoutIcons(userName(now), 40)} – ${titleName(account)}`;
  const draft: Draft = new Map(EDITABLE.map((name) => [name, now[name] ?? '']));
  const chosen = await pickMany<Editable>({
    title,
    left: account.left,
    placeholder: 'What do you want to change?',
    noneSelected: 'choose at least one',
    items: EDITABLE.map((name) => ({
      label: FIELDS[name].label,
      description: withoutIcons(now[name] ?? '', 60),
      value: name,
    })),
    selected: [],
  });
  if (!Array.isArray(chosen)) return undefined;
  const changed = await fillIn<UserSummary>({
    title,
    left: account.left,
    // The API wants both consents each time: where it does not say what they are, the person does.
    fields: [
      ...EDITABLE.filter((name) => chosen.includes(name)).map((name) => FIELDS[name]),
      ...CONSENTS.filter((name) => now[name] === undefined).map((name) => CONSENT_FIELDS[name]),
    ],
    draft,
    progress: 'Saving the profile',
    failed: 'The profile is as it was.',
    lost: 'Refresh the Users view to see what it is now.',
    send: async (value, signal) => {
      const change = changeOf(now, chosen, value);
      await account.client.updateUser(now.id, change, { signal });
      return withChange(now, change);
    },
  });
  if (changed) {
    account.note('user edited', { identifier: String(now.id) });
    vscode.window.setStatusBarMessage('$(check) Profile saved', 4_000);
  }
  return changed;
}

/** The user as it is now: the rows may be old, and lists do not tell the consents. */
async function lookUp(account: Account, user: UserSummary): Promise<UserDetails | undefined> {
  try {
    return await whileBusy('Reading the profile', (signal) => account.client.getUser(user.id, { signal }));
  } catch (error) {
    if (error instanceof CancelledError) return undefined;
    const say = (reason: string) => `The profile of ${withoutLinks(userName(user))} could not be read. ${reason}`;
    return (await offerRemedy(say, error)) && lookUp(account, user);
  }
}

function changeOf(now: UserDetails, chosen: readonly Editable[], value: (name: string) => string): ProfileChange {
  const change: Partial<Record<Editable, string | null>> = {};
  for (const name of chosen) {
    const text = value(name).trim();
    change[name] = name === 'firstName' || name === 'lastName' ? text : orNull(text);
  }
  const { firstName, lastName, ...clearable } = change;
  return {
    ...clearable,
    ...(firstName != null && { firstName }),
    ...(lastName != null && { lastName }),
    consentMailNotification: now.consentMailNotification ?? value('consentMailNotification') === 'yes',
    consentMailAds: now.consentMailAds ?? value('consentMailAds') === 'yes',
  };
}

/** What the API made of the user; it answers with the id only. */
function withChange(now: UserDetails, change: ProfileChange): UserDetails {
  const user: { -readonly [K in keyof UserDetails]: UserDetails[K] } = { ...now };
  for (const name of EDITABLE) {
    const text = change[name];
    if (text === null) delete user[name];
    else if (text !== undefined) user[name] = text;
  }
  return user;
}
